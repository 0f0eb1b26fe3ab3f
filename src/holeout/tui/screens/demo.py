"""One demo on a page of its own: prepared, started, watched, stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.containers import Horizontal
from textual.screen import Screen

from holeout.presenting.commands import Context
from holeout.tui.app import HoleoutApp
from holeout.tui.bindings import bindings_for
from holeout.tui.screens.demo_panel import WIND, DemoPanel, Hints
from holeout.tui.screens.demo_source import DemoSource, forgettable
from holeout.tui.screens.dialogs import ConfirmDialog
from holeout.tui.widgets.key_bar import KeyBar
from holeout.tui.widgets.source_editor import SourceEditor

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from holeout.demos.model import Demo
    from holeout.layout.target import Target

HINTS = Hints(
    unprepared="Not prepared, and there is no recording. p fetches what it needs.",
    recorded="Not prepared. p fetches what it needs; v shows the recording.",
    failed="v shows the recording",
    running="Running …",
    taking="Keys are back here; click into the pane, or press Tab, to return to it.",
    ended="Press r to run it again.",
)


BESIDE = 120
"""From this many columns the source stands beside the terminal, which keeps its 80."""


class DemoScreen(Screen[None]):
    """Runs the demo as soon as it is opened, if it is prepared and may run; it runs on when the screen is closed.

    What the person changed of it is what runs here; the slides run the original.
    """

    CSS = """
    DemoScreen Horizontal { height: 1fr; }
    DemoScreen DemoSource { display: none; }
    DemoScreen.beside DemoSource { display: block; border-right: solid $surface-lighten-2; }
    DemoScreen.beside DemoPanel { width: 80; min-width: 80; }
    DemoScreen.over DemoSource { display: block; }
    DemoScreen.over DemoPanel { display: none; }
    """
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Context.DEMO)
    contexts: ClassVar[tuple[Context, ...]] = (Context.DEMO,)
    app = getters.app(HoleoutApp)
    panel = getters.query_one(DemoPanel)
    target: Target | None = None

    def __init__(self, demo: Demo) -> None:
        super().__init__()
        self._demo = demo
        self._source: DemoSource | None = None
        self._reading = False
        """Whether the source is what the person looks at."""

    def compose(self) -> ComposeResult:
        """The demo, and the bar of keys."""
        with Horizontal():
            yield DemoPanel(self._demo, HINTS, with_edits=True)
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

    # The source

    async def _open_source(self) -> DemoSource:
        if self._source is None:
            self._source = DemoSource(self._demo)
            await self.query_one(Horizontal).mount(self._source, before=self.panel)
        self._reading = True
        self._arrange()
        return self._source

    def _arrange(self) -> None:
        """The source beside the terminal where there is room for both, else in its place."""
        beside = self.app.size.width >= BESIDE
        self.set_class(self._source is not None and beside, "beside")
        self.set_class(self._reading and not beside, "over")

    def on_resize(self) -> None:
        """Put the source where there is room for it."""
        self._arrange()

    async def action_edit_source(self) -> None:
        """Change the source."""
        source = await self._open_source()
        source.show_source()
        source.editor.focus()

    async def action_show_changes(self) -> None:
        """Show what was changed, and the source again."""
        source = await self._open_source()
        source.toggle_changes()
        self.set_focus(None)

    async def action_edit_outside(self) -> None:
        """Change the source in the person's own editor."""
        source = await self._open_source()
        source.edit_outside()
        source.editor.focus()

    def action_forget_changes(self) -> None:
        """Go back to the original, if the person really wants to."""
        if (words := forgettable(self.app.services.edits, self._demo)) is None:
            self.panel.say("There is nothing to undo: this is the original.")
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self.app.services.edits.forget(self._demo)
                self.panel.say("This is the original again. r runs it.")
                if self._source is not None:
                    self._source.show_source(anew=True)

        self.app.push_screen(ConfirmDialog(words, "Undo all", "Keep them"), answered)

    @on(SourceEditor.Left)
    def leave_source(self) -> None:
        """Back to the terminal, with every change kept."""
        if self._source is not None:
            self._source.save()
        self._reading = False
        self._arrange()
        self.set_focus(None)

    @on(SourceEditor.RunWanted)
    def run_source(self) -> None:
        """Run what is written."""
        self.action_run_demo()

    # The demo

    def action_run_demo(self) -> None:
        """Start the demo, or start it again, as it is written now."""
        self.leave_source()
        self.panel.start()

    def action_stop_demo(self) -> None:
        """End the demo, or its preparation."""
        self.panel.stop()

    def action_prepare_demo(self) -> None:
        """Fetch what the demo needs."""
        self.panel.prepare()

    def action_watch_recording(self) -> None:
        """Watch the recording, which is always called one."""
        self.leave_source()
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
        """Close the source where it is in front, else the page; what runs runs on."""
        if self.has_class("over"):
            self.leave_source()
        else:
            self.dismiss()
