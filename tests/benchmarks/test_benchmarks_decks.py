from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt

from benchmarks.decks import SYNTAXES, last_line_of, title_of, write_deck

if TYPE_CHECKING:
    from pathlib import Path

#: What belongs to a syntax and not to what a slide says.
MARKS = re.compile(r"^```python$|^```$|^\|[-|]+\|$|^ {4}\|[-|]+\|$", re.MULTILINE)


def slides_of(syntax: str, count: int) -> list[list[str]]:
    text = SYNTAXES[syntax](count)
    if syntax == "titled":
        text = text.split("\n---\n\n", 1)[1]
    return [MARKS.sub("", slide).split() for slide in text.split("\n---\n")]


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_every_tool_gets_the_same_words_on_every_slide(syntax: str) -> None:
    assert slides_of(syntax, 12) == slides_of("markdown", 12)


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_a_deck_has_the_slides_asked_for_each_with_its_own_markers(syntax: str) -> None:
    slides = slides_of(syntax, 12)
    assert len(slides) == 12
    for number, words in enumerate(slides, 1):
        text = " ".join(words)
        assert text.count(title_of(number)) == 1
        assert text.count(last_line_of(number)) == 1
        assert words[-1] == last_line_of(number)


def test_a_slide_is_a_heading_a_list_code_and_a_table_to_a_markdown_parser() -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(SYNTAXES["markdown"](1))
    kinds = {token.type for token in tokens}
    assert {"heading_open", "bullet_list_open", "fence", "table_open", "paragraph_open"} <= kinds


def test_a_slide_fits_the_terminal_that_it_is_measured_in() -> None:
    assert max(slide.count("\n") for slide in SYNTAXES["markdown"](50).split("\n---\n")) < 30


def test_a_deck_is_written_once(tmp_path: Path) -> None:
    path = write_deck(tmp_path, "markdown", 2)
    path.write_text("kept", encoding="utf-8")
    assert write_deck(tmp_path, "markdown", 2).read_text(encoding="utf-8") == "kept"
