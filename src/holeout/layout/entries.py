"""Pages that are read and walked through: entries under each other, some of which lead somewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from holeout.layout.styled import EMPTY, MUTED, PLAIN, Line, Piece, Role, Style, cells, crop, fitted
from holeout.layout.wrap import wrapped_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Target(NamedTuple):
    """Where an entry leads: a kind (`stage`, `pitfall`, `tool`, `source`, `demo`, `slide`, ...) and an id."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a page: `draw` gives its lines at a width. Without a `target` it is only read."""

    draw: Callable[[int], Sequence[Line]]
    target: Target | None = None


GAP = Entry(lambda _: [EMPTY])


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


def labelled(label: str, text: str, target: Target | None = None, style: Style = PLAIN) -> Entry:
    """A paragraph with a muted label at its left."""

    def draw(width: int) -> list[Line]:
        rows = wrapped_text(text, max(10, width - LABEL), style)
        first = (*fitted((Piece(label, MUTED),), LABEL), *rows[0])
        return [first, *((Piece(" " * LABEL), *row) for row in rows[1:])]

    return Entry(draw, target)


LABEL = 12


def row(
    left: Sequence[Piece], right: Sequence[Piece] = (), below: str = "", target: Target | None = None
) -> Entry:
    """One line to choose, with something at its right, and a muted text below it."""

    def draw(width: int) -> list[Line]:
        room = width - sum(cells(piece.text) for piece in right) - 1
        line = (*fitted(tuple(left), room), Piece(" "), *right) if right else crop(tuple(left), width)
        text = wrapped_text(below, max(10, width - 2), MUTED) if below else []
        return [line, *((Piece("  "), *part) for part in text)]

    return Entry(draw, target)
