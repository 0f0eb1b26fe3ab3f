"""What holds for any text: nothing raises, no line is lost, and slides begin where CommonMark says they may."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from deck_outline import lines_of
from deck_texts import DIALECTS, TEXT
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from holeout.deck.blocks import Code, Columns, Item, List, Quote, Table
from holeout.deck.reader import read_deck

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from holeout.deck.blocks import Block
    from holeout.deck.reader import MarkdownDeck

ANY = st.one_of(
    TEXT, st.text(max_size=300), st.binary(max_size=200).map(lambda raw: raw.decode(errors="replace"))
)
FILES = {"x.md": "---\na: b\n---\n# One\n\n---\n\n<!-- include: x.md -->\nTwo\n"}


def within(blocks: Iterable[Block]) -> Iterator[tuple[int, Block]]:
    """Every Block with the step of the one that holds it."""
    for block in blocks:
        yield 0, block
        inner: Iterable[Block] = ()
        match block:
            case List(items=parts) | Table(rows=parts) | Item(blocks=parts) | Quote(blocks=parts):
                inner = parts
            case Columns(columns=columns):
                inner = [part for column in columns for part in column]
        for outer, part in within(inner):
            yield max(outer, block.step), part


def every_slide(deck: MarkdownDeck) -> None:
    titles = deck.titles()
    assert len(titles) == len(deck) >= 1
    for index in range(len(deck)):
        slide = deck.slide(index)
        assert slide.number == index + 1
        assert slide.title == titles[index]
        assert slide.steps >= 1
        assert not [problem for problem in slide.problems if "cannot be read as Markdown" in problem.message]
        assert all(0 <= note.step < slide.steps for note in slide.notes)
        for outer, block in within(slide.blocks):
            assert outer <= block.step < slide.steps
            if isinstance(block, Code):
                assert block.step + len(block.focus) <= slide.steps + (len(block.focus) < 2)
        assert list(lines_of(slide.blocks)) is not None


@given(ANY, DIALECTS)
@settings(max_examples=400, deadline=None)
@example("---\na: \ud800\n---\n", None)
@example("`" * 5000, None)
@example("::: box\n" * 200, None)
@example("> " * 3000 + "x", None)
@example("- " * 3000 + "x", None)
@example("<b>" * 3000 + "x", None)
@example("*_" * 3000 + "x" + "_*" * 3000, None)
@example("<div v-click>\n\n" * 500 + "x", None)
@example("---\n" + "[" * 5000 + "\n---\n", None)
@example("---\na: " + "{b: " * 5000 + "\n---\n", None)
def test_no_text_makes_reading_fail(text: str, dialect: str | None) -> None:
    every_slide(read_deck(text, "any.md", dialect=dialect))
    every_slide(read_deck(text, "any.md", dialect=dialect, read=FILES.get))


@given(ANY, DIALECTS)
@settings(max_examples=300, deadline=None)
@example("\n\n---\ntitle: x\n---\n---\n\n---\n", None)
@example("\ufeff---\r\na: b\r\n...\r\n\r\n---\r\nx\r\n---", None)
def test_each_line_belongs_to_the_head_or_to_one_slide(text: str, dialect: str | None) -> None:
    deck = read_deck(text, "any.md", dialect=dialect)
    owned = [deck.head_lines, *deck.slide_lines]
    lines = [line for first, last in owned for line in range(first, last + 1)]
    uniform = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    count = uniform.count("\n") + (not uniform.endswith("\n"))
    assert lines == list(range(1, count + 1))


@cache
def commonmark() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")


# What a person may put next to a break; odder mixtures are left to the test above.
BETWEEN = st.sampled_from(
    [
        "text",
        "more text",
        "# Heading",
        "- item",
        "  - nested",
        "1. one",
        "> quote",
        "| a | b |",
        "|---|---|",
        "<div>",
        "</div>",
        "<!-- c -->",
        "<b>bold</b> text",
        "[ref]: http://x",
        "    code",
        "***",
        "- - -",
        "===",
    ]
)
PIECE = st.one_of(
    st.lists(BETWEEN, min_size=1, max_size=3).map("\n".join),
    st.sampled_from(
        ["```\n---\n```", "~~~~\n```\n---\n~~~~", "<!--\n---\n-->", "- a\n\n  ```\n  ---\n  ```"]
    ),
)


@given(
    st.lists(st.one_of(PIECE, st.just("---"), st.just("\n---\n"), st.just("")), max_size=12).map("\n".join)
)
@settings(max_examples=400, deadline=None)
def test_slides_begin_at_the_rules_that_commonmark_sees(text: str) -> None:
    text = f"# First\n\n{text}\n\n---\n\nend\n"
    rules = [
        token.map[0] + 1 for token in commonmark().parse(text) if token.type == "hr" and token.level == 0
    ]
    deck = read_deck(text, "any.md", dialect="marp")
    breaks = [first for first, _ in deck.slide_lines[1:]]
    assert breaks == rules
