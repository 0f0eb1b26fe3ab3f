"""A line with a row of a picture in it: a graphic while it is whole, half blocks when something lies over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console
    from rich.segment import Segment
    from textual.color import Color
    from textual.filter import LineFilter


class GraphicStrip(Strip):
    """Sends `parts`: strips, and texts that draw graphics. What is cut out of it are plain strips of its segments."""

    __slots__ = ("_parts",)

    def __init__(self, segments: Iterable[Segment], width: int, parts: tuple[Strip | str, ...]) -> None:
        super().__init__(segments, width)
        self._parts = parts

    def render(self, console: Console) -> str:
        """What the terminal is sent."""
        if self._render_cache is None:
            sent = (part if isinstance(part, str) else part.render(console) for part in self._parts)
            self._render_cache = "".join(sent)
        return self._render_cache

    @property
    def in_blocks(self) -> Strip:
        """The same line without graphics."""
        return Strip(self._segments, self._cell_length)

    def apply_filter(self, filter: LineFilter, background: Color) -> Strip:  # noqa: A002  (its name there)
        """The same: a filter of colours does not reach into a graphic."""
        return self

    def __eq__(self, other: object) -> bool:
        return isinstance(other, GraphicStrip) and self._parts == other._parts

    __hash__ = None  # type: ignore[assignment]  # as its base's
