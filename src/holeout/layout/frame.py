"""What a Block is laid out in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holeout.deck.blocks import View
    from holeout.layout.styled import Line


class DrawView(Protocol):
    """Draws a View of the talk's content in at most `width` by `height` cells."""

    def __call__(self, view: View, width: int, height: int) -> Sequence[Line]:
        """The lines, at most `height` of them."""


class Pictures(Protocol):
    """Knows the pictures of a deck by the paths that it gives them."""

    def size(self, path: str) -> tuple[int, int] | None:
        """Width and height in pixels; None when it cannot be shown, and its description has to do."""

    def draw(self, path: str, columns: int, rows: int) -> Sequence[Line] | None:
        """`rows` lines of `columns` cells, or none of them while they are being made.

        None leaves the cells to its description.
        """


class Frame(NamedTuple):
    """What a Block is laid out in: the width, the height left for Views, the step shown, and who draws Views."""

    width: int
    height: int
    step: int
    draw: DrawView
    pictures: Pictures
    slide: tuple[int, int]
    """The columns and rows of the whole slide's text."""
    tallest: int
    """The most rows of a picture."""
    depth: int = 0
    colored: bool = True
    """Whether code is coloured; without that a page is quicker to make."""

    def narrower(self, cells: int) -> Frame:
        """The same frame without `cells` of its width."""
        return self._replace(width=max(1, self.width - cells))
