"""The lifecycle map, full screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events, getters, on
from textual.screen import Screen

from holeout.layout.target import Target
from holeout.presenting.commands import DIGITS, Context
from holeout.tui.app import HoleoutApp
from holeout.tui.bindings import bindings_for
from holeout.tui.widgets.key_bar import KeyBar
from holeout.tui.widgets.map_view import MapView

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class MapScreen(Screen[None]):
    """Choose a stage, follow its edges, open it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Context.MAP)
    contexts: ClassVar[tuple[Context, ...]] = (Context.MAP,)
    app = getters.app(HoleoutApp)
    map = getters.query_one(MapView)
    target: Target | None = None

    def __init__(self, stage: str = "") -> None:
        super().__init__()
        self._stage = stage
        self._typed = ""

    def compose(self) -> ComposeResult:
        """The map and the bar of keys."""
        yield MapView(lambda: self.app.painter, self.app.talk.lifecycle, self.app.map_state(self._stage))
        yield KeyBar(lambda: self.app.painter, Context.MAP, Context.ANYWHERE)

    def on_screen_resume(self, _: events.ScreenResume) -> None:
        """Back from a stage: it is seen now, and may have favourites."""
        self.renew()

    def renew(self) -> None:
        """What is known around the map has changed: draw it anew."""
        if self.is_mounted:
            self.map.set_state(self.app.map_state())

    def renew_live(self) -> None:
        """Show what the audience suggests for each stage."""
        self.renew()

    def on_key(self, event: events.Key) -> None:
        """After any key but a digit a number begins anew."""
        if event.key not in DIGITS:
            self._forget_number()

    def _forget_number(self) -> None:
        self._typed = ""
        self.query_one(KeyBar).say("")

    def action_stage_next(self) -> None:
        """The next stage."""
        self.map.move(1)

    def action_stage_previous(self) -> None:
        """The stage before."""
        self.map.move(-1)

    def action_stage_first(self) -> None:
        """The first stage."""
        self.map.choose_edge(last=False)

    def action_stage_last(self) -> None:
        """The last stage."""
        self.map.choose_edge(last=True)

    def action_follow(self) -> None:
        """Along the work."""
        self.map.follow()

    def action_follow_back(self) -> None:
        """Along the work that comes back."""
        self.map.follow_back()

    def action_another_edge(self) -> None:
        """Along another edge from where the last one began."""
        self.map.follow_another()

    def action_return_along(self) -> None:
        """Back to where the last edge began."""
        self.map.return_along()

    def action_turn_map(self) -> None:
        """Tools instead of holes, and back."""
        self.map.turn()

    def action_open_number(self, digit: int) -> None:
        """Open the stage whose number is typed, as soon as no longer number could be meant."""
        stages = list(self.app.talk.lifecycle.stages.values())
        typed = f"{self._typed}{digit}"
        number = int(typed)
        if not 1 <= number <= len(stages):
            self._forget_number()
            return
        stage = stages[number - 1]
        self.map.choose(stage.id)
        if 10 * number > len(stages):
            self._forget_number()
            self.action_open_stage()
        else:
            self._typed = typed
            self.query_one(KeyBar).say(f"{typed}_   Enter opens {stage.name}; or type a second digit")

    def action_open_stage(self) -> None:
        """Open the chosen stage."""
        if self.map.stage:
            self.app.open_target(Target("stage", self.map.stage.id))

    @on(MapView.Opened)
    def open_clicked(self, event: MapView.Opened) -> None:
        """Open the stage that was clicked."""
        self.app.open_target(Target("stage", event.stage))

    def action_close_map(self) -> None:
        """Back from the tools to the holes, and from there to where the map was opened."""
        if self.map.shows_tools:
            self.map.turn()
        else:
            self.dismiss()
