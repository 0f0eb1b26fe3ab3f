"""All slides at a glance: a grid of miniatures, of which only those in view are drawn."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView

from holeout.layout.miniature import miniature
from holeout.layout.page import FOOTER, lay_out
from holeout.layout.styled import EMPTY, MUTED, Line, Piece, Role, Style, fitted

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.strip import Strip

    from holeout.deck.model import Slide
    from holeout.layout.views import Surroundings
    from holeout.tui.paint import Painter

SMALL = (24, 6)
"""Columns and rows of a miniature."""
TILE_HEIGHT = SMALL[1] + 2
"""A line for the title above, and one of air below."""
GAP = 2
PAGE_SIZE = (80, 24)
KEPT = 400


class OverviewView(ScrollView, can_focus=True, inherit_bindings=False):
    """Tiles in reading order; one of them is chosen."""

    DEFAULT_CSS = "OverviewView { width: 1fr; height: 1fr; overflow-x: hidden; scrollbar-size-vertical: 1; }"

    class Opened(Message):
        """A slide was chosen for good."""

        def __init__(self, slide: int) -> None:
            super().__init__()
            self.slide = slide

    def __init__(
        self,
        slide_at: Callable[[int], Slide],
        titles: list[str],
        surroundings: Callable[[], Surroundings],
        painter: Callable[[], Painter],
        chosen: int,
    ) -> None:
        super().__init__()
        self._slide_at = slide_at
        self._titles = titles
        self._surroundings = surroundings
        self._painter = painter
        self._chosen = chosen
        self._tiles: OrderedDict[int, list[Line]] = OrderedDict()

    @property
    def chosen(self) -> int:
        """The chosen slide, from 0."""
        return self._chosen

    @property
    def _across(self) -> int:
        return max(1, (self.size.width - 2) // (SMALL[0] + GAP))

    def move(self, across: int, down: int = 0) -> None:
        """Choose the tile so many tiles further on."""
        self.choose(self._chosen + across + down * self._across)

    def choose(self, slide: int) -> None:
        """Choose `slide`, clamped to the deck, and bring it into view."""
        self._chosen = max(0, min(slide, len(self._titles) - 1))
        self._reveal()
        self.refresh()

    def page(self, by: int) -> None:
        """A screen further on."""
        self.move(0, by * max(1, self.size.height // TILE_HEIGHT))

    def _reveal(self) -> None:
        top = self._chosen // self._across * TILE_HEIGHT
        if top < self.scroll_offset.y:
            self.scroll_to(y=top, animate=False)
        elif top + TILE_HEIGHT > self.scroll_offset.y + self.size.height:
            self.scroll_to(y=top + TILE_HEIGHT - self.size.height, animate=False)

    def _tile(self, slide: int) -> list[Line]:
        tile = self._tiles.get(slide)
        if tile is None:
            found = self._slide_at(slide)
            page = lay_out(found, found.steps - 1, *PAGE_SIZE, self._surroundings())
            tile = miniature(page.lines, (PAGE_SIZE[0], PAGE_SIZE[1] - FOOTER), SMALL)
            if page.waits:
                return tile
            self._tiles[slide] = tile
            if len(self._tiles) > KEPT:
                self._tiles.popitem(last=False)
        return tile

    def _tile_line(self, slide: int, row: int) -> Line:
        """One line of a tile: its title, a line of its picture, or air."""
        chosen = slide == self._chosen
        if row == 0:
            style = Style(Role.SELECTED if chosen else Role.HEADING, bold=chosen)
            title = (Piece(f"{'▸' if chosen else ' '}{slide + 1} {self._titles[slide]}", style),)
            return fitted(title, SMALL[0], style)
        if row <= SMALL[1]:
            return self._tile(slide)[row - 1]
        return (Piece("─" * SMALL[0], Style(Role.ACCENT if chosen else Role.RULE)),)

    # Textual's side

    def render_line(self, y: int) -> Strip:
        """One line across all tiles of its row."""
        place = y + self.scroll_offset.y
        first = place // TILE_HEIGHT * self._across
        line: Line = (Piece("  "),)
        for slide in range(first, min(first + self._across, len(self._titles))):
            line = (*line, *fitted(self._tile_line(slide, place % TILE_HEIGHT), SMALL[0]), Piece(" " * GAP))
        return self._painter().strip(line if len(line) > 1 else EMPTY, self.size.width, MUTED)

    def on_resize(self, _: events.Resize) -> None:
        """As many tiles across as there is room for."""
        rows = -(-len(self._titles) // self._across)
        self.virtual_size = Size(self.size.width, rows * TILE_HEIGHT)
        self.call_after_refresh(self._reveal)

    def on_click(self, event: events.Click) -> None:
        """Choose a tile; a click on the chosen one goes there."""
        column = (event.x - 2) // (SMALL[0] + GAP)
        slide = (event.y + self.scroll_offset.y) // TILE_HEIGHT * self._across + column
        if not 0 <= column < self._across or slide >= len(self._titles):
            return
        if slide == self._chosen or event.chain > 1:
            self.post_message(self.Opened(slide))
        else:
            self.choose(slide)
