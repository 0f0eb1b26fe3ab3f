"""A picture in half blocks: two pixels a cell, one above the other, for any terminal with colours."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from holeout.layout.styled import Line, Piece, Style

if TYPE_CHECKING:
    from PIL import Image

HALF = "▀"
"""Its upper half is in the text's colour, its lower half in the ground's."""


def half_blocks(pixels: Image.Image, name: str) -> tuple[Line, ...]:
    """`pixels` in RGB, a cell for every two of a column. Each line's cells carry `name` and the line's number."""
    width, height = pixels.size
    hexadecimal = pixels.tobytes().hex()
    colors = [f"#{hexadecimal[at : at + 6]}" for at in range(0, 6 * width * height, 6)]
    rows = [colors[at : at + width] for at in range(0, width * height, width)]
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return tuple(_line(upper, lower, f"{name}:{row}") for row, (upper, lower) in enumerate(pairs))


def _line(upper: list[str], lower: list[str], name: str) -> Line:
    return tuple(
        Piece(HALF * sum(1 for _ in run), Style(color=above, ground=below, picture=name))
        for (above, below), run in groupby(zip(upper, lower, strict=True))
    )
