"""A page that is wider than its pane: no column of it is lost, and words are wrapped before they are cut. Pure."""

from __future__ import annotations

from itertools import groupby, zip_longest
from typing import TYPE_CHECKING

from holeout.layout.styled import EMPTY, Line, Piece, Role, cells, crop, cut, pad, plain_text
from holeout.layout.tables import shared
from holeout.layout.wrap import wrapped_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

GUTTER = 2
"""Blank cells, under each other in all lines of a block, that part its columns."""


def narrowed(lines: Sequence[Line], width: int, height: int) -> list[Line]:
    """`lines` in `width` cells. Text is wrapped, from the top, as far as `height` has room without blank lines.

    What is not wrapped ends in an ellipsis.
    """
    blocks = [list(block) for _, block in groupby(lines, key=lambda line: bool(plain_text(line)))]
    shown = [_narrow(block, width, wrapping=False) for block in blocks]
    spare = height - sum(_inked(block) for block in shown)
    for index, block in enumerate(blocks):
        flowing = _narrow(block, width, wrapping=True)
        more = _inked(flowing) - _inked(shown[index])
        if more <= spare:
            shown[index] = flowing
            spare -= more
    return [line for block in shown for line in block]


def _narrow(block: list[Line], width: int, *, wrapping: bool) -> list[Line]:
    if all(_ink(line) <= width for line in block):
        return [part(line, 0, width) for line in block]
    columns = _columns(block)
    if len(columns) > 1:
        columns = [each for each in columns if not _drawn(block, *each)] or columns
        return _beside(block, columns, width, wrapping=wrapping)
    return [row for line in block for row in _rows(line, width, wrapping=wrapping)]


def _rows(line: Line, width: int, *, wrapping: bool) -> list[Line]:
    """`line` in `width` cells; of blanks and rules whatever fits is enough."""
    if _ink(line) <= width or not plain_text(line).strip("─ "):
        return [part(line, 0, width)]
    fixed = any(style.ground or style.role is Role.CODE for _, style in line)
    return wrapped_line(line, width) if wrapping and not fixed else [crop(line, width)]


def _columns(block: Sequence[Line]) -> list[tuple[int, int]]:
    """From where to where the columns of a block reach, in cells. A rule across all of them parts none."""
    texts = [text for text in map(plain_text, block) if text.strip("─ ")]
    wide = max(map(cells, texts), default=0)
    taken = [False] * wide
    for text in texts:
        at = 0
        for character in text:
            size = cells(character)
            taken[at : at + size] = [taken[at] or not character.isspace()] * size if size else []
            at += size
    return list(_runs(taken))


def _drawn(block: Sequence[Line], begin: int, end: int) -> bool:
    """Whether a column is lines all the way down, as the map's ways back are: what is left of them says nothing."""
    inked = [line for line in block[1:] if plain_text(line).strip("─ ")]
    below = "".join(plain_text(part(line, begin, end)) for line in inked)
    return "─" in below and not any(map(str.isalnum, below))


def _runs(taken: Sequence[bool]) -> Iterator[tuple[int, int]]:
    begin, blanks = -1, 0
    for at, ink in enumerate([*taken, *[False] * GUTTER]):
        blanks = 0 if ink else blanks + 1
        if ink and begin < 0:
            begin = at
        elif begin >= 0 and blanks == GUTTER:
            yield begin, at - GUTTER + 1
            begin = -1


def _beside(
    block: Sequence[Line], columns: Sequence[tuple[int, int]], width: int, *, wrapping: bool
) -> list[Line]:
    """The columns a blank apart, the narrow ones whole, the wide ones with what room is left."""
    widths = shared([end - begin for begin, end in columns], width - len(columns) + 1)
    narrow: list[Line] = []
    for line in block:
        parts = [
            _rows(part(line, begin, end), room, wrapping=wrapping)
            for (begin, end), room in zip(columns, widths, strict=True)
        ]
        for row in zip_longest(*parts, fillvalue=EMPTY):
            padded = [(*pad(each, room), Piece(" ")) for each, room in zip(row, widths, strict=True)]
            narrow.append(crop(tuple(piece for each in padded for piece in each)[:-1], width))
    return narrow


def part(line: Line, begin: int, end: int) -> Line:
    """The cells of `line` from `begin` to before `end`."""
    kept: list[Piece] = []
    for piece in line:
        gone = cut(piece.text, begin)
        begin, end = begin - cells(gone), end - cells(gone)
        rest = cut(piece.text[len(gone) :], end)
        end -= cells(rest)
        if rest:
            kept.append(Piece(rest, piece.style))
    return tuple(kept) if kept else EMPTY


def _ink(line: Line) -> int:
    return cells(plain_text(line))


def _inked(block: Sequence[Line]) -> int:
    return sum(bool(plain_text(line)) for line in block)
