"""Styled lines to Textual strips in the colours of a Palette."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rich.color import Color
from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.strip import Strip

from holeout.layout.styled import PLAIN, Line, Role, Style, line_cells, opens_outside
from holeout.tui.themes import ANSI

if TYPE_CHECKING:
    from holeout.tui.themes import Palette


LINK = "link"
"""Where a painted piece of a link keeps its address."""


class Painter:
    """Turns lines into strips of a fixed width, the palette's ground behind everything."""

    def __init__(self, palette: Palette) -> None:
        self.palette = palette
        self.rich = lru_cache(maxsize=1024)(self._rich)

    def strip(self, line: Line, width: int, base: Style = PLAIN) -> Strip:
        """`line` at exactly `width` cells."""
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
