"""Demos inside slides: each runs where it was started, and stays there while the slides turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.deck.blocks import ViewKind
from holeout.layout.page import FOOTER, view_target
from holeout.layout.styled import plain_text
from holeout.tui.screens.demo_panel import DemoPanel, Hints

if TYPE_CHECKING:
    from holeout.demos.model import Demo
    from holeout.layout.laid_out import Page
    from holeout.tui.app import HoleoutApp
    from holeout.tui.widgets.slide_view import SlideView, Spot

FITS = 22
"""Lines of a pane in which every demo fits: with so many left, it stands below what the slide says of the demo."""
HINTS = Hints(
    unprepared="Not prepared, no recording. D opens its page, where p fetches it.",
    recorded="Not prepared. d plays its recording; D, then p, fetches it.",
    failed="d plays its recording",
    running="Running, x stops it",
    taking="d: your keys go to it, x stops it",
    ended="d again, x away",
)


class SlideDemos:
    """Keeps which demo was started at which spot of the deck, and shows it whenever that spot is shown.

    Made when the first demo is started: until then slides know nothing of demos.
    """

    def __init__(self, app: HoleoutApp, view: SlideView) -> None:
        self._app = app
        self._view = view
        self._started: dict[Spot, str] = {}
        self._panel: DemoPanel | None = None
        self._awake = True

    def press(self, demo: Demo, spot: Spot) -> None:
        """The demo key: start the demo here, or give it the keys if it runs and takes any."""
        self._started = {at: id for at, id in self._started.items() if id != demo.id} | {spot: demo.id}
        if self._panel is None:
            self._view.call_later(self._mount, demo, spot)
        else:
            self._press(self._panel, demo, spot)

    async def _mount(self, demo: Demo, spot: Spot) -> None:
        panel = DemoPanel(demo, HINTS, one_line=True)
        panel.display = False
        await self._view.mount(panel)
        self._panel = panel
        self._press(panel, demo, spot)

    def _press(self, panel: DemoPanel, demo: Demo, spot: Spot) -> None:
        shown = panel.display and panel.demo == demo
        self.turned(spot)
        run = panel.run
        if run is None and panel.offering:
            panel.replay()
        elif run is None or (shown and run.outcome is not None):
            panel.start()
        elif not run.live:
            panel.replay()
        elif shown:
            panel.enter()

    def turned(self, spot: Spot, *, blank: bool = False) -> None:
        """The slides are at `spot`: show what was started there, or nothing."""
        panel = self._panel
        if panel is None or not self._awake:
            return
        demo = None if blank else self._demo_at(spot)
        if demo is None:
            self._hide(panel)
        elif not panel.display or panel.demo != demo or not panel.shows_run:
            panel.display = True
            self.place()
            panel.show(demo)

    def _demo_at(self, spot: Spot) -> Demo | None:
        id = self._started.get(spot, "")
        if id and view_target(self._app.slide_at(spot.slide), ViewKind.DEMO) != id:
            # The deck was edited under it.
            del self._started[spot]
            return None
        return self._app.talk.demos.get(id)

    def _hide(self, panel: DemoPanel) -> None:
        if panel.display:
            panel.let_go()
            panel.display = False
            self._view.focus()

    def place(self) -> None:
        """Stand below the card where there is room for a whole demo, else below the title."""
        if self._panel is not None and self._panel.display:
            top = top_of(self._view.page, self._panel.demo.title)
            self._panel.styles.margin = (top, 0, FOOTER, 0)

    def take_away(self) -> None:
        """Stop the demo that is shown; one that has ended is taken off the slide."""
        panel = self._panel
        if panel is None or not panel.display:
            return
        run = panel.run
        if run is not None and run.live and run.outcome is None:
            panel.stop()
            return
        self._app.services.end(panel.demo)
        self._started = {at: id for at, id in self._started.items() if id != panel.demo.id}
        self._hide(panel)

    def sleep(self) -> None:
        """Another screen is in front, which may show the same demo."""
        self._awake = False
        if self._panel is not None:
            self._panel.let_go()

    def wake(self) -> None:
        """The slides are in front again; what is shown at the present spot is for `turned` to say."""
        self._awake = True


def top_of(page: Page, title: str) -> int:
    """The line of `page` at which a pane for the demo called `title` begins."""
    words = [plain_text(line).strip() for line in page.lines[: page.height]]
    card = next((y for y, text in enumerate(words) if text.startswith(f"▶ {title}")), None)
    if card is not None:
        below = next((y for y in range(card, len(words)) if not words[y]), len(words))
        if page.height - below >= FITS:
            return below
    first = next((y for y, text in enumerate(words) if text), 0)
    return next((y for y in range(first, len(words)) if not words[y]), 0)
