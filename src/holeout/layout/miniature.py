"""A page in small: where its ink is, in Braille dots, each cell in the colour of what it covers."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from holeout.layout.styled import PLAIN, Line, Piece, Role, Style, cells

if TYPE_CHECKING:
    from collections.abc import Sequence

# The Braille patterns (Unicode block U+2800): the bit of each of the 2 by 4 dots of a cell, row by row.
_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
_SMALL_ROLES = {Role.CODE: Role.MUTED, Role.INLINE_CODE: Role.MUTED, Role.SELECTED: Role.ACCENT}
"""What stands on a ground of its own, which would fill cells beside the dots."""


def miniature(lines: Sequence[Line], size: tuple[int, int], small: tuple[int, int]) -> list[Line]:
    """`lines`, a page of `size` (columns, rows), drawn in `small` columns and rows."""
    columns, rows = small
    dots: list[list[int]] = [[0] * columns for _ in range(rows)]
    looks: list[list[Counter[Style]]] = [[Counter() for _ in range(columns)] for _ in range(rows)]
    across, down = 2 * columns / max(1, size[0]), 4 * rows / max(1, size[1])
    for y, line in enumerate(lines[: size[1]]):
        for x, look in _ink(line, size[0]):
            dot_x, dot_y = int(x * across), int(y * down)
            row, column = dot_y // 4, dot_x // 2
            if row < rows and column < columns:
                dots[row][column] |= _BITS[dot_y % 4][dot_x % 2]
                looks[row][column][look] += 1
    return [_small_line(dots[row], looks[row]) for row in range(rows)]


def _ink(line: Line, width: int) -> list[tuple[int, Style]]:
    """The columns in which `line` has something other than blanks, and its colour there."""
    found: list[tuple[int, Style]] = []
    x = 0
    for text, style in line:
        look = Style(color=style.color) if style.picture else Style(style.role)
        for character in text:
            if x >= width:
                return found
            if not character.isspace():
                found.append((x, look))
            x += cells(character)
    return found


def _small_line(dots: list[int], looks: list[Counter[Style]]) -> Line:
    pieces: list[Piece] = []
    for pattern, counted in zip(dots, looks, strict=True):
        look = counted.most_common(1)[0][0] if counted else PLAIN
        character = chr(0x2800 + pattern) if pattern else " "
        look = Style(_SMALL_ROLES[look.role]) if look.role in _SMALL_ROLES else look
        if pieces and pieces[-1].style == look:
            pieces[-1] = Piece(pieces[-1].text + character, look)
        else:
            pieces.append(Piece(character, look))
    return tuple(pieces)
