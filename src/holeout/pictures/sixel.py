"""DEC's Sixel graphics: six pixels of a column in a character, one colour after the other.

<https://vt100.net/docs/vt3xx-gp/chapter14.html>
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

BAND = 6
"""Rows of pixels in a character."""
EMPTY = 0x3F
"""The character of a column without any pixel of the colour; each pixel adds a bit."""
_RUN = re.compile(rb"(.)\1{3,}", re.DOTALL)


def sixel(pixels: Image.Image, clear: int) -> str:
    """`pixels`, which have a palette, as a graphic at the cursor. Only the colours that are used are sent.

    Where the palette's entry `clear` would be, what is there stays.
    """
    width, height = pixels.size
    rows = [pixels.crop((0, y, width, y + 1)).tobytes() for y in range(height)]
    palette = pixels.getpalette("RGB") or []
    sent = sorted(set().union(*rows) - {clear})
    colors = "".join(_defined(color, palette[3 * color : 3 * color + 3]) for color in sent)
    bands = (_band(rows[y : y + BAND], sent, width) for y in range(0, height, BAND))
    return f'\x1bP0;1;0q"1;1;{width};{height}{colors}{"-".join(bands)}\x1b\\'


def _defined(color: int, channels: list[int]) -> str:
    """The command that gives a register its colour, in per cent of red, green and blue."""
    return ";".join([f"#{color}", "2", *(str(round(channel * 100 / 255)) for channel in channels)])


def _band(rows: list[bytes], colors: list[int], width: int) -> str:
    used = set().union(*rows)
    return "$".join(f"#{color}{_columns(rows, color, width)}" for color in colors if color in used)


def _columns(rows: list[bytes], color: int, width: int) -> str:
    """The characters of one colour: the bytes of all columns are made at once, as one large number."""
    only = bytes(color) + b"\x01" + bytes(255 - color)
    columns = int.from_bytes(bytes([EMPTY]) * width)
    for bit, row in enumerate(rows):
        columns += int.from_bytes(row.translate(only)) << bit
    text = columns.to_bytes(width).rstrip(bytes([EMPTY]))
    return _RUN.sub(lambda run: b"!%d%c" % (len(run[0]), run[1][0]), text).decode("ascii")
