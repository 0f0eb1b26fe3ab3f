"""Rows of a picture as pixels that a terminal draws into its cells: iTerm2's inline images, and Sixel.

Each row of cells is a graphic of its own, so that a line can be repainted, scrolled or overwritten without the others.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from PIL import Image

from holeout.pictures.pixels import jpeg_of, png_of
from holeout.pictures.sixel import sixel

if TYPE_CHECKING:
    from collections.abc import Iterator

SAVE, RESTORE = "\x1b7", "\x1b8"
SAMPLE = (160, 160)


def iterm_rows(pixels: Image.Image, columns: int, rows: int, kind: str) -> list[str]:
    """`pixels` for iTerm2, WezTerm and others, as JPEG where the picture was one (`kind` is its media type).

    <https://iterm2.com/documentation-images.html>
    """
    encode = jpeg_of if kind == "image/jpeg" else png_of
    return [_inline(encode(part), columns) for part in _cut(pixels, rows)]


def _inline(data: bytes, columns: int) -> str:
    keys = f"inline=1;size={len(data)};width={columns};height=1;preserveAspectRatio=0"
    return f"\x1b]1337;File={keys}:{base64.standard_b64encode(data).decode('ascii')}\x07"


def sixel_rows(pixels: Image.Image, rows: int, ground: str) -> list[str]:
    """`pixels` in Sixel, with the same 256 colours in every row, and none where the `ground` is to be seen."""
    few = pixels.quantize(palette=_palette(pixels, ground), dither=Image.Dither.NONE)
    return [sixel(part, ground) for part in _cut(few, rows)]


def _palette(pixels: Image.Image, ground: str) -> Image.Image:
    """256 colours for `pixels`, the `ground` among them: chosen on a smaller copy in a tenth of the time."""
    sample = pixels.copy()
    sample.thumbnail(SAMPLE, Image.Resampling.NEAREST)
    chosen = sample.quantize(255, method=Image.Quantize.MEDIANCUT)
    chosen.putpalette([*(chosen.getpalette() or [])[: 3 * 255], *bytes.fromhex(ground[1:])])
    return chosen


def over_cells(graphic: str, columns: int, ground: str) -> str:
    """What draws `graphic` from the cursor on over `columns` emptied cells, and leaves the cursor after them."""
    red, green, blue = bytes.fromhex(ground[1:])
    blank = f"\x1b[48;2;{red};{green};{blue}m{' ' * columns}\x1b[49m"
    return f"{SAVE}{blank}{RESTORE}{SAVE}{graphic}{RESTORE}\x1b[{columns}C"


def _cut(pixels: Image.Image, rows: int) -> Iterator[Image.Image]:
    """`pixels` in `rows` parts of the same height, from above."""
    height = pixels.height // rows
    for row in range(rows):
        yield pixels.crop((0, row * height, pixels.width, (row + 1) * height))
