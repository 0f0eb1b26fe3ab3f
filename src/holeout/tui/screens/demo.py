"""One demo beside what to watch in it: prepared, started, watched, stopped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.message import Message
from textual.screen import Screen
from textual.worker import get_current_worker

from holeout.demos.emulator import Size
from holeout.demos.player import Player
from holeout.layout.styled import Role
from holeout.presenting.commands import Context, key_of
from holeout.problems import HoleoutError
from holeout.tui.app import HoleoutApp
from holeout.tui.bindings import bindings_for
from holeout.tui.screens.dialogs import ConfirmDialog
from holeout.tui.widgets.demo_head import DemoHead
from holeout.tui.widgets.key_bar import KeyBar
from holeout.tui.widgets.terminal_pane import LEAVE_KEY_NAME, TerminalPane

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from holeout.demos.model import Demo
    from holeout.layout.target import Target

WIND = 5.0
"""Seconds that a recording is wound by."""


@dataclass
class Found(Message):
    """Whether the demo's environment is there: its interpreter, or None."""

    python: Path | None
    problem: str = ""


@dataclass
class Said(Message):
    """A line of the preparation's progress."""

    line: str


class DemoScreen(Screen[None]):
    """Runs the demo as soon as it is opened, if it is prepared and may run; it runs on when the screen is closed."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Context.DEMO)
    contexts: ClassVar[tuple[Context, ...]] = (Context.DEMO,)
    app = getters.app(HoleoutApp)
    pane = getters.query_one(TerminalPane)
    head = getters.query_one(DemoHead)
    bar = getters.query_one(KeyBar)
    target: Target | None = None

    def __init__(self, demo: Demo) -> None:
        super().__init__()
        self._demo = demo
        self._preparing = False

    def compose(self) -> ComposeResult:
        """What to watch, the terminal, and the bar of keys."""
        yield DemoHead(lambda: self.app.painter, self._demo)
        yield TerminalPane()
        yield KeyBar(lambda: self.app.painter, Context.DEMO, Context.ANYWHERE)

    def on_mount(self) -> None:
        """Show the run that is under way, or start one."""
        self.app.fit_demo_colors()
        run = self.app.services.run_of(self._demo)
        if run is not None:
            self.pane.show(run.terminal)
            self._take_focus()
            self._tell_state()
        else:
            self.call_after_refresh(self.action_run_demo)

    # Running

    def action_run_demo(self) -> None:
        """Start the demo, or start it again."""
        if self._preparing:
            return
        if self.app.is_web:
            self.head.say(
                "A demo would run on the machine that serves this page, so it is off here.", Role.WARN
            )
            return
        if not self.app.services.may_run(self._demo):
            self._ask_consent(self.action_run_demo)
            return
        self.head.say("Looking for its environment …")
        self._find()

    def _ask_consent(self, then: Callable[[], None]) -> None:
        question = (
            f"{self._demo.title}\n\nThis demo is a program of a talk that did not come with holeout. It would run"
            f" on this machine, as you. Read it first: {self._demo.path}"
        )

        def answered(yes: bool | None) -> None:
            if yes:
                self.app.services.consents.give(self._demo)
                then()
            else:
                self.head.say("Not run: you did not agree to it.", Role.WARN)

        self.app.push_screen(ConfirmDialog(question, "Run it", "Do not"), answered)

    @work(thread=True, exclusive=True, group="demo")
    def _find(self) -> None:
        try:
            self.post_message(Found(self.app.services.environments.python_of(self._demo)))
        except HoleoutError as error:
            self.post_message(Found(None, str(error)))

    @on(Found)
    def found(self, event: Found) -> None:
        """Start it, or say what is missing."""
        self._preparing = False
        if event.python is not None:
            self._start(event.python)
        elif event.problem:
            self.head.say(event.problem, Role.BAD)
        else:
            needs = ", ".join(self._demo.requires) or "an environment"
            fetch, watch = (key_of(id, self.app.keys) for id in ("prepare_demo", "watch_recording"))
            self.head.say(f"Not prepared. {fetch} fetches {needs}; {watch} shows the recording.", Role.WARN)

    def _start(self, python: Path) -> None:
        width, height = self.pane.size
        try:
            run = self.app.services.start(self._demo, python, Size(max(2, width), max(2, height)))
        except OSError as error:
            self.head.say(f"It cannot be started: {error.strerror}.", Role.BAD)
            return
        self.pane.show(run.terminal)
        self._take_focus()
        self._tell_state()

    def _take_focus(self) -> None:
        run = self.app.services.run_of(self._demo)
        if self._demo.interactive and run is not None and run.outcome is None:
            self.pane.focus()

    def _tell_state(self) -> None:
        run = self.app.services.run_of(self._demo)
        if run is None:
            return
        if not run.live:
            self.head.say(f"RECORDED {run.recorded}, not running now.", Role.WARN)
        elif run.outcome is None:
            keys = (
                f"Your keys go to it; {LEAVE_KEY_NAME} leaves it." if self._demo.interactive else "Running …"
            )
            self.head.say(keys, Role.GOOD)
        else:
            role = Role.GOOD if run.outcome.code == 0 else Role.BAD
            said = run.outcome.message or f"Ended with exit code {run.outcome.code}."
            self.head.say(f"{said} Press {key_of('run_demo', self.app.keys)} to run it again.", role)

    @on(TerminalPane.Ended)
    def ended(self) -> None:
        """Say how it ended, and take the keys back."""
        self.set_focus(None)
        self._tell_state()

    @on(TerminalPane.LeaveRequested)
    def leave_pane(self) -> None:
        """Take the keys back."""
        self.set_focus(None)
        self.head.say("Keys are back here; click into the pane, or press Tab, to return to it.")

    def action_stop_demo(self) -> None:
        """End the demo, or its preparation."""
        self.workers.cancel_group(self, "prepare")
        run = self.app.services.run_of(self._demo)
        if run is not None and run.outcome is None:
            run.stop()

    # Preparing

    def action_prepare_demo(self) -> None:
        """Fetch what the demo needs, telling each step; `x` stops that."""
        if self.app.is_web:
            self.action_run_demo()
        elif not self.app.services.may_run(self._demo):
            # A package's installation may run code as well.
            self._ask_consent(self.action_prepare_demo)
        elif not self._preparing:
            self._preparing = True
            self.head.say("Fetching what it needs …")
            self._prepare()

    @work(thread=True, exclusive=True, group="prepare")
    def _prepare(self) -> None:
        worker = get_current_worker()
        try:
            made = self.app.services.environments.prepare(
                self._demo, self._tell_step, lambda: worker.is_cancelled
            )
            self.post_message(Found(made.python))
        except HoleoutError as error:
            self.post_message(Found(None, str(error)))

    def _tell_step(self, line: str) -> None:
        self.post_message(Said(line))

    @on(Said)
    def said(self, event: Said) -> None:
        """A step of the preparation."""
        self.head.say(event.line)

    # Recordings

    def action_watch_recording(self) -> None:
        """Watch the recording, which is always called one."""
        try:
            run = self.app.services.replay(self._demo)
        except HoleoutError as error:
            self.head.say(error.message, Role.BAD)
            return
        if run is None:
            self.head.say("There is no recording of this demo.", Role.WARN)
            return
        self.pane.show(run.terminal)
        self.set_focus(None)
        self._tell_state()

    def _wind(self, act: Callable[[Player], None]) -> None:
        run = self.app.services.run_of(self._demo)
        if run is not None and isinstance(run.terminal.feed, Player):
            act(run.terminal.feed)
            run.terminal.nudge()

    def action_pause_recording(self) -> None:
        """Pause, or go on."""
        self._wind(lambda player: player.pause() if player.playing else player.play())

    def action_wind_on(self) -> None:
        """Five seconds on."""
        self._wind(lambda player: player.seek(player.position + WIND))

    def action_wind_back(self) -> None:
        """Five seconds back."""
        self._wind(lambda player: player.seek(max(0.0, player.position - WIND)))

    def action_faster(self) -> None:
        """Twice as fast."""
        self._wind(lambda player: player.set_speed(min(8.0, player.speed * 2)))

    def action_slower(self) -> None:
        """Half as fast."""
        self._wind(lambda player: player.set_speed(max(0.25, player.speed / 2)))

    def action_close_demo(self) -> None:
        """Close the page; what runs runs on."""
        self.dismiss()
