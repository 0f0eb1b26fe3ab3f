"""Takes the colours out of what widgets and demos paint, for terminals and people that want none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.filter import LineFilter

if TYPE_CHECKING:
    from rich.style import Style
    from textual.color import Color

HALVES = frozenset("▀▄")


class Colourless(LineFilter):
    """Leaves weight and reverse. Pictures, which are made of half blocks, keep their colours where `pictures` may."""

    def __init__(self, *, pictures: bool) -> None:
        super().__init__()
        self._pictures = pictures

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments without colours."""
        return [
            segment
            if segment.style is None or (self._pictures and _is_picture(segment.text, segment.style))
            else Segment(segment.text, segment.style.without_color)
            for segment in segments
        ]


def _is_picture(text: str, style: Style) -> bool:
    coloured = style.color is not None and style.bgcolor is not None
    return coloured and not style.bgcolor.is_default and HALVES.issuperset(text)  # type: ignore[union-attr]
