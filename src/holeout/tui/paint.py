"""Styled lines to Textual strips in the colours of a Palette, as far as the terminal has them."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from rich.color import Color, ColorType
from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.strip import Strip

from holeout.layout.styled import PLAIN, Line, Piece, Role, Style, line_cells, opens_outside
from holeout.themes.contrast import MIDDLE, luminance
from holeout.themes.depth import FADED, FEW, MANY, number_of
from holeout.themes.palette import ANSI
from holeout.tui.graphic_strip import GraphicStrip

if TYPE_CHECKING:
    from collections.abc import Callable

    from holeout.themes.palette import Palette

    Graphics = Callable[[str], tuple[int, str] | None]
    """For the row of a picture that a Style names: its columns, and what draws it; None where half blocks do."""


def no_graphics(_: str) -> tuple[int, str] | None:
    """Half blocks everywhere."""
    return None


ALL = 1 << 24
"""The colours of a terminal that has them all."""
LINK = "link"
"""Where a painted piece of a link keeps its address."""


class Painter:
    """Turns lines into strips of a fixed width, the palette's ground behind everything.

    `colors` is how many the terminal has: none, 16, 256 or all. The palette is made for them already.
    """

    def __init__(self, palette: Palette, colors: int = ALL) -> None:
        self.palette = palette
        self.graphic: Graphics = no_graphics
        self.colors = colors
        self.rich = lru_cache(maxsize=1024)(self._rich)

    def strip(self, line: Line, width: int, base: Style = PLAIN) -> Strip:
        """`line` at exactly `width` cells."""
        if any(piece.style.picture for piece in line):
            return self._pictured(line, width, base)
        if not self.colors:
            line = tuple(_in_two_shades(piece) for piece in line)
        segments = [Segment(piece.text, self.rich(piece.style)) for piece in line if piece.text]
        used = line_cells(line)
        if used < width:
            segments.append(Segment(" " * (width - used), self.rich(base)))
            return Strip(segments, width)
        strip = Strip(segments, used)
        return strip.crop(0, width) if used > width else strip

    def blank(self, width: int) -> Strip:
        """An empty line."""
        return Strip([Segment(" " * width, self.rich(PLAIN))], width)

    def _pictured(self, line: Line, width: int, base: Style) -> Strip:
        """A line with pictures in it, whose every cell has colours of its own: too many to remember."""
        parts: list[Strip | str] = []
        segments: list[Segment] = []
        for picture, run in groupby(line, key=lambda piece: piece.style.picture):
            pieces = tuple(run)
            part = [Segment(piece.text, self._look(piece.style)) for piece in pieces if piece.text]
            columns, graphic = self.graphic(picture) or (0, "")
            used = line_cells(pieces)
            parts.append(graphic if used == columns else Strip(part, used))
            segments += part
        if (rest := width - line_cells(line)) > 0:
            segments.append(Segment(" " * rest, self.rich(base)))
            parts.append(Strip(segments[-1:], rest))
        strip = Strip(segments, max(width, width - rest))
        if rest < 0:
            return strip.crop(0, width)
        return (
            GraphicStrip(segments, width, tuple(parts)) if any(isinstance(p, str) for p in parts) else strip
        )

    def _look(self, style: Style) -> RichStyle:
        return self._rich(style) if style.ground else self.rich(style)

    def _rich(self, style: Style) -> RichStyle:
        # A code or a picture is made of its colours: without them it would be nothing.
        if self.palette is ANSI and not style.ground:
            return _weight(style) + RichStyle(reverse=style.role in _REVERSED or None)
        color, ground = self.palette.color(style.role), self.palette.ground_of(style.role)
        colors = RichStyle(
            color=Color.parse(style.color) if style.color else self._color(color),
            bgcolor=Color.parse(style.ground) if style.ground else self._color(ground),
        )
        if self.colors > FEW:
            return _own_weight(style) + colors
        return _weight(style) + colors + _unbrightened(colors, style)

    def _color(self, color: str) -> Color:
        """A colour of the palette, by its number where the terminal has only those."""
        found = Color.parse(color)
        if self.colors > MANY or found.triplet is None:
            return found
        # With its triplet as well, or Textual would turn it into one of its own.
        kind = ColorType.STANDARD if self.colors <= FEW else ColorType.EIGHT_BIT
        return Color(found.name, kind, number_of(color, self.colors), found.triplet)


def _address(style: Style) -> str | None:
    """What the terminal may open: an address outside, never a file of the deck."""
    return style.link if style.link and opens_outside(style.link) else None


def _meant(style: Style) -> dict[str, str] | None:
    """What a click on the text finds."""
    return {LINK: style.link} if style.link else None


_REVERSED = frozenset({Role.SELECTED, Role.BAR_KEY})
_BOLD = frozenset({Role.TITLE, Role.HEADING, Role.BAR_KEY, Role.TABLE_HEAD, Role.ACCENT})


def _own_weight(style: Style) -> RichStyle:
    # A comment that is lit is not much brighter than code that is not: it is slanted as well.
    return RichStyle(
        bold=style.bold or None,
        italic=style.italic or style.role is Role.CODE_COMMENT or None,
        underline=style.underline or None,
        strike=style.strike or None,
        link=_address(style),
        meta=_meant(style),
    )


def _weight(style: Style) -> RichStyle:
    """What tells roles apart where few colours do or none: bold letters, faint ones, slanted ones."""
    role = style.role
    lit = role.value.startswith("code") and role is not Role.CODE_UNLIT
    return _own_weight(style) + RichStyle(
        bold=role in _BOLD or lit or None,
        dim=(role in FADED and not lit) or None,
        underline=role is Role.LINK or None,
    )


def _unbrightened(colors: RichStyle, style: Style) -> RichStyle:
    """Many terminals show the first eight colours brighter when they are bold: black on white would be grey."""
    number = colors.color.number if colors.color else None
    if number is None or number >= 8:
        return RichStyle.null()
    return RichStyle(bold=False, underline=(style.bold and style.role is Role.TEXT) or None)


def _in_two_shades(piece: Piece) -> Piece:
    """A cell of a picture, which is two colours under each other, as blocks that are there or not."""
    text, style = piece
    if text != UPPER_HALF or not (style.color and style.ground):
        return piece
    halves = (luminance(style.color) > MIDDLE, luminance(style.ground) > MIDDLE)
    return Piece(_BLOCKS[halves], PLAIN)


UPPER_HALF = "▀"
_BLOCKS = {(True, True): "█", (True, False): UPPER_HALF, (False, True): "▄", (False, False): " "}
