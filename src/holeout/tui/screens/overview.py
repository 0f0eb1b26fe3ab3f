"""The overview: find a slide by its looks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.screen import Screen

from holeout.layout.pictures import Deferred
from holeout.layout.target import Target
from holeout.presenting.commands import Context
from holeout.tui.app import HoleoutApp
from holeout.tui.bindings import bindings_for
from holeout.tui.widgets.key_bar import KeyBar
from holeout.tui.widgets.overview_view import OverviewView

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from holeout.layout.views import Surroundings


class OverviewScreen(Screen[None]):
    """A grid of slides; the chosen one is opened with Enter."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Context.OVERVIEW)
    contexts: ClassVar[tuple[Context, ...]] = (Context.OVERVIEW,)
    app = getters.app(HoleoutApp)
    view = getters.query_one(OverviewView)
    target: Target | None = None

    def compose(self) -> ComposeResult:
        """The grid and the bar of keys."""
        app = self.app
        yield OverviewView(
            app.slide_at,
            list(app.talk.deck.titles()),
            self._surroundings,
            lambda: app.painter,
            app.presentation.slide,
        )
        yield KeyBar(lambda: app.painter, Context.OVERVIEW, Context.ANYWHERE)

    def _surroundings(self) -> Surroundings:
        return replace(self.app.surroundings, pictures=Deferred(lambda: self.app.pictures.in_blocks))

    def pictures_ready(self) -> None:
        """Draw the miniatures that waited."""
        for view in self.query(OverviewView):
            view.refresh()

    def action_tile_right(self) -> None:
        """The next slide."""
        self.view.move(1)

    def action_tile_left(self) -> None:
        """The slide before."""
        self.view.move(-1)

    def action_tile_down(self) -> None:
        """The slide below."""
        self.view.move(0, 1)

    def action_tile_up(self) -> None:
        """The slide above."""
        self.view.move(0, -1)

    def action_tiles_down(self) -> None:
        """A screen further on."""
        self.view.page(1)

    def action_tiles_up(self) -> None:
        """A screen back."""
        self.view.page(-1)

    def action_tile_first(self) -> None:
        """The first slide."""
        self.view.choose(0)

    def action_tile_last(self) -> None:
        """The last slide."""
        self.view.choose(self.app.presentation.slides - 1)

    def action_open_tile(self) -> None:
        """Go to the chosen slide."""
        self.app.open_target(Target("slide", str(self.view.chosen)))

    @on(OverviewView.Opened)
    def open_clicked(self, event: OverviewView.Opened) -> None:
        """Go to the slide that was clicked."""
        self.app.open_target(Target("slide", str(event.slide)))

    def action_close_overview(self) -> None:
        """Close the overview."""
        self.dismiss()
