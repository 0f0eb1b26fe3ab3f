"""The slide: one widget that makes the pages around the one that is shown while nobody presses a key."""

from __future__ import annotations

from collections import OrderedDict
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from textual.message import Message

from holeout.layout.styled import Line, Piece, Role, Style, crop, line_cells
from holeout.tui.later import Later
from holeout.tui.paint import LINK
from holeout.tui.widgets.ready_strips import ReadyStrips

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.geometry import Region
    from textual.strip import Strip

    from holeout.deck.model import Slide
    from holeout.layout.laid_out import Page
    from holeout.layout.views import Surroundings
    from holeout.tui.paint import Painter

CACHED_PAGES = 96
CACHED_SEGMENTS = 30_000
"""Runs of one style in all cached pages: a photograph has a thousand, a page of text a hundred."""
IDLE = 0.015
"""Seconds without a key before neighbours are made."""


class Spot(NamedTuple):
    """A place in the deck: slide and step, both from 0."""

    slide: int
    step: int


class Face(NamedTuple):
    """All that a page's look depends on."""

    spot: Spot
    width: int
    height: int
    surroundings: int


Made = tuple[list["Strip"], "Page"]
"""A page, and its lines ready to be painted."""


class SlideView(ReadyStrips, can_focus=True):
    """Shows one step of one slide. It is handed slides, surroundings and a painter; it keeps no talk state."""

    DEFAULT_CSS = "SlideView { width: 1fr; height: 1fr; }"

    class LinkChosen(Message):
        """A link of the slide was clicked."""

        def __init__(self, address: str) -> None:
            super().__init__()
            self.address = address

    def __init__(
        self,
        slide_at: Callable[[int], Slide],
        count: Callable[[], int],
        surroundings: Callable[[], Surroundings],
        painter: Callable[[], Painter],
        footer: Callable[[], tuple[Line, Line]],
        kept: Callable[[Spot, int, int], Page | None] = lambda *_: None,
    ) -> None:
        super().__init__(painter)
        self._slide_at = slide_at
        self._count = count
        self._surroundings = surroundings
        self._footer = footer
        self._kept = kept
        self._pages: OrderedDict[Face, Made] = OrderedDict()
        self._segments = 0
        self._whole: tuple[Face, Made] | None = None
        self._spot = Spot(0, 0)
        self._blank = False
        self._scroll = 0
        self._generation = 0
        self._idle = Later(IDLE, self._make_a_neighbour)

    # What it shows

    def show(self, spot: Spot, *, blank: bool = False) -> None:
        """Paint `spot` now; the lines that stay the same are left alone."""
        before, self._spot, self._blank = self._spot, spot, blank
        if spot.slide != before.slide:
            self._scroll = 0
        elif spot.step != before.step and self.size:
            self._scroll = self._following(self._page(before)[1], self._page(spot)[1])
        self._repaint()
        self._make_neighbours_soon()

    def renew(self, spot: Spot | None = None) -> None:
        """Forget every page made: the deck, the surroundings or the theme changed.

        What is painted then is `spot`, if it is given: a deck may have lost the slide that was shown.
        """
        if spot is not None and spot.slide != self._spot.slide:
            self._scroll = 0
        self._spot = spot or self._spot
        self._generation += 1
        self._pages.clear()
        self._segments = 0
        self._repaint()
        self._make_neighbours_soon()

    def pictures_ready(self) -> None:
        """Paint pictures that were waited for."""
        self._repaint()
        self._make_neighbours_soon()

    def forget(self, changed: Callable[[int], bool]) -> None:
        """Make the pages of those slides (from 0) anew that have changed."""
        for face in [face for face in self._pages if changed(face.spot.slide)]:
            del self._pages[face]
        if changed(self._spot.slide):
            self._repaint()
        self._make_neighbours_soon()

    def refresh_footer(self) -> None:
        """Paint the footer's line anew, for a clock."""
        self._repaint()

    def scroll_lines(self, lines: int) -> bool:
        """Move a slide that is taller than the screen; False when there is nothing to move."""
        page = self._page(self._spot)[1]
        target = max(0, min(page.overflow, self._scroll + lines))
        if target == self._scroll:
            return False
        self._scroll = target
        self._repaint()
        return True

    def _following(self, before: Page, after: Page) -> int:
        """The first line to show of a slide, so that what this step has changed is in sight."""
        rows = enumerate(zip_longest(before.lines, after.lines))
        changed = [row for row, (old, new) in rows if old != new]
        if not changed:
            return self._scroll
        room = after.height
        first = max(self._scroll, changed[-1] - room + 1)
        return max(0, min(first, changed[0], max(before.overflow, after.overflow)))

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self._page(self._spot)[1]

    def page_at(self, spot: Spot) -> Page:
        """The page of another spot at this size, made if need be."""
        return self._page(spot)[1]

    # How it is made

    def _page(self, spot: Spot) -> Made:
        face = Face(spot, *self.size, self._generation)
        made = self._pages.get(face)
        if made is None:
            made = self._make(face)
            if made[1].waits:
                return self._meanwhile(face) or made
            self._remember(face, made)
        else:
            self._pages.move_to_end(face)
        if spot == self._spot:
            self._whole = (face, made)
        return made

    def _make(self, face: Face) -> Made:
        # What was kept from the last start is asked for once: any other page needs the deck anyway.
        first = not self._pages and not self._generation
        page = self._kept(face.spot, face.width, face.height) if first else None
        if page is None:
            from holeout.layout.page import lay_out  # noqa: PLC0415  (a page that was kept needs no layout)

            slide, around = self._slide_at(face.spot.slide), self._surroundings()
            # Colours need a library that takes a while to load: the very first slide gets them a moment later.
            page = lay_out(slide, face.spot.step, face.width, face.height, around, colored=not first)
        painter = self._painter()
        return [painter.strip(line, face.width) for line in page.lines], page

    def _meanwhile(self, face: Face) -> Made | None:
        """What this spot showed before its pictures had to be made anew."""
        if self._whole is None or self._whole[0]._replace(surroundings=face.surroundings) != face:
            return None
        return self._whole[1]

    def _remember(self, face: Face, made: Made) -> None:
        self._pages[face] = made
        self._segments += _weight(made)
        while len(self._pages) > CACHED_PAGES or (self._segments > CACHED_SEGMENTS and len(self._pages) > 1):
            self._segments -= _weight(self._pages.popitem(last=False)[1])

    def _compose_strips(self) -> list[Strip]:
        width, height = self.size
        painter = self._painter()
        if self._blank or not self._count():
            return [painter.blank(width)] * height
        strips, page = self._page(self._spot)
        room = page.height
        self._scroll = min(self._scroll, page.overflow)  # the slide may have been taller
        shown = strips[self._scroll : self._scroll + room]
        shown += [painter.blank(width)] * (room - len(shown))
        below = page.needed - self._scroll - room
        return [*shown, painter.strip(self._footer_line(width, below), width)]

    def _footer_line(self, width: int, below: int) -> Line:
        left, right = self._footer()
        signs = f"▲ {self._scroll} " if self._scroll else ""
        signs += f"▼ {below} more line{'s' if below > 1 else ''} " if below > 0 else ""
        if signs:
            right = (Piece(signs, Style(Role.WARN, bold=True)), *right)
        room = max(0, width - line_cells(right) - 1)
        left = crop(left, room)
        return (*left, Piece(" " * (width - line_cells(left) - line_cells(right))), *right)

    def _repaint(self) -> None:
        width, height = self.size
        if not width or not height:
            return
        self.paint(self._compose_strips())

    # Textual's side

    def render_lines(self, crop: Region) -> list[Strip]:
        """The ready lines of `crop`, made now if nobody has asked for them yet."""
        self._strips = self._strips or self._compose_strips()
        return super().render_lines(crop)

    def on_resize(self, _: events.Resize) -> None:
        """Lay out anew; the strips of the old size are dropped with their faces."""
        self._strips = []
        self._repaint()
        self._make_neighbours_soon()

    def on_click(self, event: events.Click) -> None:
        """A click on a link is told; one beside it is nobody's."""
        if address := event.style.meta.get(LINK):
            self.post_message(self.LinkChosen(address))

    # Neighbours

    def _make_neighbours_soon(self) -> None:
        # Before the first `renew` the program is still starting: the first slide should not wait for others.
        if self._generation:
            self._idle.ask()

    def on_unmount(self) -> None:
        """Make no more pages."""
        self._idle.cancel()

    def _make_a_neighbour(self) -> None:
        for spot in self._neighbours():
            if Face(spot, *self.size, self._generation) not in self._pages:
                strips, page = self._page(spot)
                if page.waits:
                    continue
                for strip in strips:
                    strip.render(self.app.console)
                self._make_neighbours_soon()
                return

    def _neighbours(self) -> list[Spot]:
        slide, step = self._spot
        last = self._count() - 1
        steps = self._slide_at(slide).steps
        near = [Spot(slide, step + 1)] if step + 1 < steps else []
        near += [Spot(other, 0) for other in (slide + 1, slide + 2) if other <= last]
        if step:
            near.append(Spot(slide, step - 1))
        elif slide:
            near.append(Spot(slide - 1, self._slide_at(slide - 1).steps - 1))
        return near


def _weight(made: Made) -> int:
    """The segments that a page keeps in memory."""
    return sum(len(strip) for strip in made[0])
