"""Pages that are read and walked through: entries under each other, some of which lead somewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from holeout.layout.styled import EMPTY, MUTED, PLAIN, Line, Piece, Role, Style, cells, fitted
from holeout.layout.wrap import wrapped_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from holeout.layout.target import Target


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a page: `draw` gives its lines at a width. Without a `target` it is only read."""

    draw: Callable[[int], Sequence[Line]]
    target: Target | None = None


GAP = Entry(lambda _: [EMPTY])
LABEL = 12
"""Cells of the label at the left of a paragraph."""


def heading(text: str, aside: str = "") -> Entry:
    """A page's title, with something small at its right."""

    def draw(width: int) -> list[Line]:
        lines = wrapped_text(text, max(1, width - cells(aside) - 1), Style(Role.TITLE, bold=True))
        if aside:
            lines[0] = (*fitted(lines[0], width - cells(aside)), Piece(aside, MUTED))
        return list(lines)

    return Entry(draw)


def subheading(text: str) -> Entry:
    """The name of a part of a page, with an empty line above it."""
    return Entry(lambda width: [EMPTY, *wrapped_text(text, width, Style(Role.HEADING, bold=True))])


def prose(text: str, style: Style = PLAIN) -> Entry:
    """A paragraph."""
    return Entry(lambda width: wrapped_text(text, width, style))


def labelled(
    label: str, text: str, target: Target | None = None, style: Style = PLAIN, label_width: int = LABEL
) -> Entry:
    """A paragraph with a muted label at its left."""

    def draw(width: int) -> list[Line]:
        rows = wrapped_text(text, max(10, width - label_width), style)
        first = (*fitted((Piece(label, MUTED),), label_width), *rows[0])
        return [first, *((Piece(" " * label_width), *row) for row in rows[1:])]

    return Entry(draw, target)


def row(
    left: Sequence[Piece], right: Sequence[Piece] = (), below: str = "", target: Target | None = None
) -> Entry:
    """Something to choose: a sign or several and a text, something at its right, and a muted text below it."""
    *signs, (words, style) = left

    def draw(width: int) -> list[Line]:
        indent = sum(cells(sign.text) for sign in signs)
        aside = sum(cells(piece.text) for piece in right)
        first, *others = wrapped_text(words, max(10, width - indent - (aside + 1 if right else 0)), style)
        head = (*signs, *first)
        lines = [(*fitted(head, width - aside), *right) if right else head]
        lines += [(Piece(" " * indent), *other) for other in others]
        return [*lines, *((Piece("  "), *part) for part in _below(below, width - 2))]

    return Entry(draw, target)


def _below(text: str, width: int) -> list[Line]:
    return wrapped_text(text, max(10, width), MUTED) if text else []
