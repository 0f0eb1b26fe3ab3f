"""What the search knows of a slide: words that people read or hear, and no marks of Markdown."""

from __future__ import annotations

import pytest

from holeout.deck.words import words_in


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("---\n\n# Saturday\n\nAsk.\n", "Saturday Ask."),
        ("Title\n=====\n\n> Feed the jar\n", "Title Feed the jar"),
        ("- one\n  * two\n+ three\n", "one two three"),
        ("```python\na = -b\n```\n", "a = -b"),
        ("| a | b |\n| - | - |\n| 1 | 2 |\n", "| a | b | | 1 | 2 |"),
        ("<!-- pause -->\nSee <!-- speaker_note: hear -->", "See hear"),
        ("-5 degrees, *cold* and #7", "-5 degrees, *cold* and #7"),
    ],
)
def test_only_words_are_found(source: str, words: str) -> None:
    assert " ".join(words_in(source).split()) == words
