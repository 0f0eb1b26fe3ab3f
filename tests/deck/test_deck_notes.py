"""What only the speaker sees, and from which step on."""

from __future__ import annotations

import pytest

from holeout.deck.model import Note
from holeout.deck.reader import read_deck


def notes(text: str, dialect: str | None = None) -> list[str]:
    return [note.text for note in read_deck(text, "deck.md", dialect=dialect).slide(0).notes]


@pytest.mark.parametrize(
    "text",
    [
        "<!-- speaker_note: Say this. -->",
        "<!-- note: Say this. -->",
        "<!-- notes: Say this. -->",
        "<!--Say this.-->",
        "<!--- Say this. --->",
        "<!--\nSay this.\n-->",
        "<!-- speaker_note: |\n  Say this.\n-->",
        '<!-- speaker_note: "Say this." -->',
        "text <!-- Say this. --> text",
        "???\nSay this.\n",
        "Note:\nSay this.\n",
        "::: notes\nSay this.\n:::",
        ":::: {.notes}\nSay this.\n::::",
    ],
)
def test_a_note_can_be_written_in_every_tools_way(text: str) -> None:
    assert notes(f"# A\n\n{text}") == ["Say this."]


def test_notes_are_not_on_the_slide() -> None:
    slide = read_deck("# A\n\n::: notes\n- x\n\n. . .\n\ny\n:::\n\n???\nz", "deck.md").slide(0)
    assert len(slide.blocks) == 1
    assert slide.steps == 1
    assert [note.text for note in slide.notes] == ["- x\n\n. . .\n\ny", "z"]


def test_a_note_keeps_its_lines_and_its_indentation() -> None:
    assert notes("# A\n<!--\n  - one\n    - two\n\n  end\n-->") == ["- one\n  - two\n\nend"]
    assert notes("# A\n<!-- - one\n- two -->") == ["- one\n- two"]


def test_marks_in_code_start_no_notes() -> None:
    assert notes("# A\n\n```\n???\nNote:\n```\n") == []


def test_a_sentence_that_starts_with_note_stays_on_the_slide_but_for_reveal() -> None:
    text = "# A\n\nNote: this matters."
    assert notes(text) == []
    assert notes(text, "reveal") == ["this matters."]


def test_slidev_takes_only_a_comment_that_ends_the_slide() -> None:
    assert notes("# A\n\n<!-- no -->\n\ntext\n\n<!-- yes -->\n\n", "slidev") == ["yes"]
    assert notes("# A\n\n<!-- no -->\n\ntext", "slidev") == []
    assert notes("# A\n\n<!-- speaker_note: always -->\n\ntext", "slidev") == ["always"]


@pytest.mark.parametrize("dialect", ["presenterm", "lookatme", "mdp", "slides"])
def test_some_tools_have_no_notes_in_plain_comments(dialect: str) -> None:
    assert notes("# A\n<!-- plain words -->", dialect) == []
    assert notes("# A\n<!-- speaker_note: said -->", dialect) == ["said"]


@pytest.mark.parametrize("dialect", ["native", "slidev"])
def test_clicks_divide_a_note(dialect: str) -> None:
    text = "a\n\n. . .\n\nb\n\n. . .\n\nc\n\n. . .\n\nd\n\n<!--\nfirst\n[click] then\n[click:2] last\n-->"
    slide = read_deck(text, "deck.md", dialect=dialect).slide(0)
    assert slide.notes == (Note("first", 0), Note("then", 1), Note("last", 3))


def test_a_note_for_a_step_that_the_slide_has_not_comes_with_its_last() -> None:
    slide = read_deck("a\n\n. . .\n\nb\n\n<!-- x [click:9] y -->", "deck.md").slide(0)
    assert slide.notes == (Note("x", 0), Note("y", 1))


def test_clicks_are_words_where_a_tool_does_not_know_them() -> None:
    assert notes("---\nmarp: true\n---\na <!-- b [click] c -->") == ["b [click] c"]


def test_what_could_drive_a_terminal_is_taken_out() -> None:
    slide = read_deck("# A\x1b[31m\n\n\x9btext &#x202e;\x07\n\n<!-- n\x1b]0;x\x07 -->", "deck.md").slide(0)
    assert slide.title == "A[31m"
    assert slide.blocks[1].text[0].text == "text"
    assert slide.notes[0].text == "n]0;x"
