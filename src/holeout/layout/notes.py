"""The speaker's notes as lines: Markdown, wrapped to a column."""

from __future__ import annotations

import re
from functools import lru_cache

from holeout.layout.blocks import stacked
from holeout.layout.frame import Frame
from holeout.layout.pictures import NoPictures
from holeout.layout.styled import MUTED, Line, Piece
from holeout.layout.views import Surroundings

ALL_STEPS = 10**6
TALL = 24
"""Rows, for what fills a slide; notes show no pictures and no maps."""
_DASHES = re.compile(r"^ {0,3}-{3,}[ \t]*$", re.MULTILINE)


@lru_cache(maxsize=64)
def note_lines(text: str, width: int) -> tuple[Line, ...]:
    """The Markdown `text` in at most `width` cells. Commands in it have no effect."""
    from holeout.deck.reader import read_deck  # noqa: PLC0415  (the projector shows no notes)

    # Notes are one text: a line of dashes would be read as the head of a deck, or as the end of a slide.
    deck = read_deck(_DASHES.sub("", text), "notes", dialect="native")
    frame = Frame(width, 1, ALL_STEPS, Surroundings().draw, NoPictures(), (width, TALL), TALL)
    lines: list[Line] = []
    for index in range(len(deck)):
        part = stacked(deck.slide(index).blocks, frame)
        lines += [(), *part] if lines and part else part
    return tuple(lines)


def muted(lines: tuple[Line, ...]) -> list[Line]:
    """`lines` without their colours, for what is not yet to be said."""
    return [tuple(Piece(piece.text, MUTED) for piece in line) for line in lines]
