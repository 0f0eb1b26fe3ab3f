"""Splitting a deck of ten thousand slides, which is all that a start needs, beside parsing all of them."""

from __future__ import annotations

from markdown_it import MarkdownIt

from benchmarks.decks import markdown_deck
from benchmarks.inside.timing import rows, side_by_side
from holeout.deck.source import Source, normalise
from holeout.deck.split import split

SLIDES = 10_000


def report(rounds: int) -> str:
    """The table."""
    text = markdown_deck(SLIDES)
    parser = MarkdownIt("commonmark").enable("table")
    assert len(split(Source(normalise(text), "deck.md")).chunks) == SLIDES
    cases = {
        "split by holeout": lambda: split(Source(normalise(text), "deck.md")),
        "parse by markdown-it": lambda: parser.parse(text),
        "str.split": lambda: text.split("\n---\n"),
    }
    return rows(f"A deck of {SLIDES:,} slides, {len(text) / 1e6:.1f} MB", side_by_side(cases, rounds))
