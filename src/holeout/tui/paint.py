"""Styled lines to Textual strips in the colours of a Palette."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from rich.color import Color
from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.strip import Strip

from holeout.layout.styled import PLAIN, Line, Role, Style, line_cells, opens_outside
from holeout.tui.graphic_strip import GraphicStrip
from holeout.tui.themes import ANSI

if TYPE_CHECKING:
    from collections.abc import Callable

    from holeout.tui.themes import Palette

    Graphics = Callable[[str], tuple[int, str] | None]
    """For the row of a picture that a Style names: its columns, and what draws it; None where half blocks do."""


def no_graphics(_: str) -> tuple[int, str] | None:
    """Half blocks everywhere."""
    return None


LINK = "link"
"""Where a painted piece of a link keeps its address."""


class Painter:
    """Turns lines into strips of a fixed width, the palette's ground behind everything."""

    def __init__(self, palette: Palette) -> None:
        self.palette = palette
        self.graphic: Graphics = no_graphics
        self.rich = lru_cache(maxsize=1024)(self._rich)

    def strip(self, line: Line, width: int, base: Style = PLAIN) -> Strip:
        """`line` at exactly `width` cells."""
        if any(piece.style.picture for piece in line):
            return self._pictured(line, width, base)
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
            return _without_colour(style)
        return RichStyle(
            color=Color.parse(style.color or self.palette.color(style.role)),
            bgcolor=Color.parse(style.ground or self.palette.ground_of(style.role)),
            bold=style.bold or None,
            italic=style.italic or None,
            underline=style.underline or None,
            strike=style.strike or None,
            link=_address(style),
            meta=_meant(style),
        )


def _address(style: Style) -> str | None:
    """What the terminal may open: an address outside, never a file of the deck."""
    return style.link if style.link and opens_outside(style.link) else None


def _meant(style: Style) -> dict[str, str] | None:
    """What a click on the text finds."""
    return {LINK: style.link} if style.link else None


_BOLD = {Role.TITLE, Role.HEADING, Role.BAR_KEY, Role.TABLE_HEAD, Role.CODE_KEYWORD, Role.ACCENT}
_DIM = {Role.MUTED, Role.RULE, Role.CODE_UNLIT, Role.CODE_COMMENT}


def _without_colour(style: Style) -> RichStyle:
    """Roles told apart by weight alone, for terminals without colour."""
    return RichStyle(
        bold=style.bold or style.role in _BOLD or None,
        dim=style.role in _DIM or None,
        italic=style.italic or None,
        underline=style.underline or None,
        strike=style.strike or None,
        reverse=style.role in (Role.SELECTED, Role.BAR_KEY) or None,
        link=_address(style),
        meta=_meant(style),
    )
