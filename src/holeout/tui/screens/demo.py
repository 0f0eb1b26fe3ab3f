"""One demo on a page of its own: prepared, started, watched, stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.screen import Screen

from holeout.presenting.commands import Context
from holeout.tui.app import HoleoutApp
from holeout.tui.bindings import bindings_for
from holeout.tui.screens.demo_panel import WIND, DemoPanel, Hints
from holeout.tui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from holeout.demos.model import Demo
    from holeout.layout.target import Target

HINTS = Hints(
    unprepared="Not prepared, and there is no recording. p fetches what it needs.",
    recorded="Not prepared. p fetches what it needs; v shows the recording.",
    running="Running …",
    taking="Keys are back here; click into the pane, or press Tab, to return to it.",
    ended="Press r to run it again.",
)


class DemoScreen(Screen[None]):
    """Runs the demo as soon as it is opened, if it is prepared and may run; it runs on when the screen is closed."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Context.DEMO)
    contexts: ClassVar[tuple[Context, ...]] = (Context.DEMO,)
    app = getters.app(HoleoutApp)
    panel = getters.query_one(DemoPanel)
    target: Target | None = None

    def __init__(self, demo: Demo) -> None:
        super().__init__()
        self._demo = demo

    def compose(self) -> ComposeResult:
        """The demo, and the bar of keys."""
        yield DemoPanel(self._demo, HINTS)
        yield KeyBar(lambda: self.app.painter, Context.DEMO, Context.ANYWHERE)

    def on_mount(self) -> None:
        """Show the run that is under way, or start one."""
        if self.panel.run is not None:
            self.panel.show(self._demo)
            self._enter()
        else:
            self.call_after_refresh(self.action_run_demo)

    @on(DemoPanel.Began)
    def _enter(self) -> None:
        run = self.panel.run
        if self._demo.interactive and run is not None and run.live and run.outcome is None:
            self.panel.enter()

    @on(DemoPanel.Left)
    def take_keys(self) -> None:
        """Take the keys back."""
        self.set_focus(None)

    def action_run_demo(self) -> None:
        """Start the demo, or start it again."""
        self.panel.start()

    def action_stop_demo(self) -> None:
        """End the demo, or its preparation."""
        self.panel.stop()

    def action_prepare_demo(self) -> None:
        """Fetch what the demo needs."""
        self.panel.prepare()

    def action_watch_recording(self) -> None:
        """Watch the recording, which is always called one."""
        self.set_focus(None)
        self.panel.replay()

    def action_pause_recording(self) -> None:
        """Pause, or go on."""
        self.panel.wind(lambda player: player.pause() if player.playing else player.play())

    def action_wind_on(self) -> None:
        """Five seconds on."""
        self.panel.wind(lambda player: player.seek(player.position + WIND))

    def action_wind_back(self) -> None:
        """Five seconds back."""
        self.panel.wind(lambda player: player.seek(max(0.0, player.position - WIND)))

    def action_faster(self) -> None:
        """Twice as fast."""
        self.panel.wind(lambda player: player.set_speed(min(8.0, player.speed * 2)))

    def action_slower(self) -> None:
        """Half as fast."""
        self.panel.wind(lambda player: player.set_speed(max(0.25, player.speed / 2)))

    def action_close_demo(self) -> None:
        """Close the page; what runs runs on."""
        self.dismiss()
