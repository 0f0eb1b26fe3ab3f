"""Rows of a picture as pixels that a terminal draws into its cells: iTerm2's inline images, and Sixel.

Each row of cells is a graphic of its own, so that a line can be repainted, scrolled or overwritten without the others.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from PIL import Image, ImageChops

from holeout.pictures.pixels import jpeg_of, png_of
from holeout.pictures.sixel import sixel

if TYPE_CHECKING:
    from collections.abc import Iterator

SAVE, RESTORE = "\x1b7", "\x1b8"
SAMPLE = (160, 160)
CLEAR = 255
"""The last entry of a palette, for pixels that are not drawn; those before it are the colours."""


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
    """`pixels` in Sixel, with the same colours in every row, and none where the `ground` is to be seen.

    Sixel counts in per cent: the ground's own colour would come out as another shade.
    """
    few = pixels.quantize(palette=_palette(pixels), dither=Image.Dither.NONE)
    few.paste(CLEAR, mask=_same(pixels, ground))
    return [sixel(part, CLEAR) for part in _cut(few, rows)]


def _palette(pixels: Image.Image) -> Image.Image:
    """CLEAR colours for `pixels`, chosen on a smaller copy, which takes a tenth of the time."""
    sample = pixels.copy()
    sample.thumbnail(SAMPLE, Image.Resampling.NEAREST)
    return sample.quantize(CLEAR, method=Image.Quantize.MEDIANCUT)


def _same(pixels: Image.Image, color: str) -> Image.Image:
    """A mask of the pixels that have this very colour."""
    red, green, blue = ImageChops.difference(pixels, Image.new("RGB", pixels.size, color)).split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue).point([255] + [0] * 255)


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
