"""The 16 colours that programs in a terminal name by number: legible on our own grounds, dark or light."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.demos.emulator import Colors
from holeout.themes.contrast import contrast, luminance

if TYPE_CHECKING:
    from rich.style import Style

    from holeout.demos.emulator import Color
    from holeout.themes.contrast import Rgb

LEAST_CONTRAST = 3.0
"""Text in a colour of these is made black or white where its ground leaves it below this (WCAG's for large text)."""


def _triplets(colors: str) -> tuple[Rgb, ...]:
    numbers = [int(color, 16) for color in colors.split()]
    return tuple((number >> 16, number >> 8 & 255, number & 255) for number in numbers)


ON_DARK = _triplets(
    "0b0c0f d9534f 6fbf6a d9b44a 4a83d9 b56fd0 46b3b8 d4d4ce 7a8494 ff8b80 8fd18a f0cf65 7fb8ff d5a6ff 7fdbca ffffff"
)
# As grounds these are darker, so that white, yellow and cyan are read on them as programs mean it.
GROUNDS = dict(zip((1, 4, 5), _triplets("a03030 2a4f9e 763c90"), strict=True))
ON_LIGHT = _triplets(
    "1b1d22 b3261e 23742a 835b00 1d5cb8 8436a8 0b6e7f d4d4ce 5b636e c8372d 1f6a25 7a5500 1650a5 7a2e9e 07606f ffffff"
)


def colors_of(base: Style) -> Colors | None:
    """Ink, ground and palette of a widget; None where they are the outer terminal's own, which nobody knows."""
    ink, ground = base.color, base.bgcolor
    if ink is None or ground is None or ink.triplet is None or ground.triplet is None:
        return None
    dark = luminance(ground.triplet) < luminance(ink.triplet)
    return Colors(ink.triplet, ground.triplet, ON_DARK if dark else ON_LIGHT)


def shown(fg: Color, bg: Color, colors: Colors) -> tuple[Color, Color]:
    """`fg` and `bg` with their numbers below 16 as red, green and blue, and told apart."""
    ink, ground = _named(fg, colors), _named(bg, colors)
    if isinstance(bg, int) and colors.palette == ON_DARK:
        ground = GROUNDS.get(bg, ground)
    if ink == fg and ground == bg:
        return fg, bg
    above, below = ink or colors.foreground, ground or colors.background
    if isinstance(above, int) or isinstance(below, int) or contrast(above, below) >= LEAST_CONTRAST:
        return ink, ground
    return max(colors.palette[0], colors.palette[15], key=lambda color: contrast(color, below)), ground


def _named(color: Color, colors: Colors) -> Color:
    return colors.palette[color] if isinstance(color, int) and color < len(colors.palette) else color
