"""Tables to lines: columns as wide as their text, shared out fairly where there is not enough room."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from holeout.layout.styled import EMPTY, Line, Piece, Role, Style, cells, pad
from holeout.layout.wrap import aligned, shown, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holeout.deck.blocks import Align, Inline, Table

GAP = 2
HEAD = Style(Role.TABLE_HEAD, bold=True)


def table_lines(table: Table, width: int, step: int) -> list[Line]:
    """The lines of `table` at `step`: head, rule, then rows, as many lines for rows that are still to come."""
    count = max(len(table.header), *(len(row.cells) for row in table.rows), 1)
    widths = _widths(table, count, width)
    aligns = [*table.alignments, *[None] * count][:count]
    lines: list[Line] = []
    if any(table.header):
        lines += _row(table.header, widths, aligns, HEAD)
        lines.append((Piece("─" * (sum(widths) + GAP * (count - 1)), Style(Role.RULE)),))
    for row in table.rows:
        shown = _row(row.cells, widths, aligns, Style())
        lines += [EMPTY] * len(shown) if row.step > step else shown
    return lines


def _row(row: Sequence[Inline], widths: list[int], aligns: Sequence[Align | None], base: Style) -> list[Line]:
    inlines = [*row, *[()] * len(widths)][: len(widths)]
    columns = [
        aligned(wrapped(inline, width, base), width, align)
        for inline, width, align in zip(inlines, widths, aligns, strict=True)
    ]
    gap = Piece(" " * GAP)
    lines: list[Line] = []
    for parts in zip_longest(*columns, fillvalue=EMPTY):
        line: Line = ()
        for part, width in zip(parts, widths, strict=True):
            line = (*line, *pad(part, width), gap)
        lines.append(line[:-1])
    return lines


def _widths(table: Table, count: int, width: int) -> list[int]:
    wanted = [1] * count
    for row in (table.header, *(row.cells for row in table.rows)):
        for index, inline in enumerate(row):
            wanted[index] = max(wanted[index], *(cells(part) for part in _text(inline).split("\n")))
    return shared(wanted, width - GAP * (count - 1))


def _text(inline: Inline) -> str:
    return "".join(map(shown, inline))


def shared(wanted: Sequence[int], room: int) -> list[int]:
    """`room` cells for columns that want `wanted`: the narrow ones get all they want, the wide ones share the rest."""
    given = list(wanted)
    open_columns = sorted(range(len(given)), key=lambda column: given[column])
    left = max(len(given), room)
    while open_columns:
        column = open_columns.pop(0)
        given[column] = max(1, min(given[column], left // (len(open_columns) + 1)))
        left -= given[column]
    return given
