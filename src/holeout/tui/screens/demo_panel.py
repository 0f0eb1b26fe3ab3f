"""A demo on a screen, whichever: its head, its terminal, and all that can be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import getters, on, work
from textual.containers import Vertical
from textual.message import Message
from textual.worker import get_current_worker

from holeout.demos.emulator import Size
from holeout.demos.player import Player
from holeout.layout.styled import Role
from holeout.problems import HoleoutError
from holeout.tui.app import HoleoutApp
from holeout.tui.screens.dialogs import ConfirmDialog
from holeout.tui.widgets.demo_head import DemoHead
from holeout.tui.widgets.terminal_pane import LEAVE_KEY_NAME, TerminalPane

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.app import ComposeResult

    from holeout.demos.model import Demo
    from holeout.demos.run import DemoRun

TOLD = 15.0
"""Seconds for which the whole of what is in a demo's way can be read."""
WIND = 5.0
"""Seconds that a recording is wound by."""


@dataclass(frozen=True, slots=True)
class Hints:
    """What the head says of the keys where the panel is: sentences, or empty."""

    unprepared: str
    """Of a demo that has no recording."""
    recorded: str
    """Of one that has."""
    failed: str
    """Of one that has, when something else is in the way."""
    running: str
    """While it runs and takes no keys."""
    taking: str
    """While it runs, takes keys and does not have the focus."""
    ended: str


@dataclass
class Found(Message):
    """Whether the environment of `demo` is there: its interpreter, or None, and what is in the way."""

    demo: Demo
    python: Path | None
    problem: HoleoutError | None = None


@dataclass
class Said(Message):
    """A line of the preparation's progress."""

    line: str


class DemoPanel(Vertical):
    """Shows the run of one demo at a time. Runs live on in the services, whatever becomes of the panel."""

    DEFAULT_CSS = "DemoPanel { width: 1fr; height: 1fr; background: $background; }"
    app = getters.app(HoleoutApp)

    class Began(Message):
        """The demo runs."""

    class Left(Message):
        """The person wants the keys back."""

    class Resized(Message):
        """There is more or less room for it."""

    def __init__(self, demo: Demo, hints: Hints, *, one_line: bool = False, with_edits: bool = False) -> None:
        super().__init__()
        self.demo = demo
        self._with_edits = with_edits
        self.head = DemoHead(lambda: self.app.painter, demo, one_line=one_line)
        self.pane = TerminalPane()
        self._hints = hints
        self._preparing = False
        self.offering = False
        """Whether its recording was offered, as it is not prepared."""

    def compose(self) -> ComposeResult:
        """What to watch, and the terminal."""
        yield self.head
        yield self.pane

    def on_resize(self) -> None:
        """Let whoever placed it look again."""
        self.post_message(self.Resized())

    # Showing

    @property
    def run(self) -> DemoRun | None:
        """The run of the demo that is under way or was last."""
        return self.app.services.run_of(self.demo)

    @property
    def shows_run(self) -> bool:
        """Whether the terminal on the screen is that of the run."""
        return self.pane.terminal is (self.run.terminal if self.run else None)

    def show(self, demo: Demo) -> None:
        """Show `demo`: its run, if there is one."""
        if demo != self.demo:
            self.offering = False
            self.head.show(demo)
        self.demo = demo
        self.pane.show(self.run.terminal if self.run else None)
        self.tell_state()

    def let_go(self) -> None:
        """Show nothing, so that another pane may show the same run."""
        self.pane.show(None)

    def enter(self) -> None:
        """Give the keys to the demo, if it takes any."""
        if self.run is not None and self.run.terminal.takes_input:
            self.pane.focus()

    def say(self, text: str, role: Role = Role.MUTED) -> None:
        """Tell how things stand."""
        self.head.say(text, role)

    def tell_state(self) -> None:
        """Tell how the run stands."""
        run = self.run
        if run is None:
            return
        self.head.mark("" if run.demo.content_hash == self.demo.content_hash else "(your copy)")
        if not run.live:
            self.say(f"RECORDED {run.recorded}, not running now.", Role.WARN)
        elif run.outcome is None:
            self.say(self._running_words(), Role.GOOD)
        else:
            role = Role.GOOD if run.outcome.code == 0 else Role.BAD
            plain = f"Ended with exit code {run.outcome.code}." if run.outcome.code else "Ended."
            said = run.outcome.message or plain
            self.say(f"{said} {self._hints.ended}", role)

    def _running_words(self) -> str:
        if self.pane.has_focus:
            return f"Your keys go to it; {LEAVE_KEY_NAME} leaves it."
        return self._hints.taking if self.demo.interactive else self._hints.running

    # Running

    def start(self) -> None:
        """Start the demo, or start it again."""
        chosen = None if self._preparing else self._chosen()
        if chosen is None:
            return
        if self.app.is_web:
            self.say("A demo would run on the machine that serves this page, so it is off here.", Role.WARN)
        elif not self.app.services.may_run(chosen):
            self._ask_consent(chosen, self.start)
        else:
            self.say("Looking for its environment …")
            self._find(chosen)

    def _chosen(self) -> Demo | None:
        """What runs: one's own copy where there is one and it is meant; None, with the reason told, if it cannot."""
        edit = self.app.services.edits.of(self.demo) if self._with_edits else None
        if edit is None:
            return self.demo
        if edit.problem is not None:
            self.say(f"Your copy, line {edit.problem.line}: {edit.problem.message}", Role.BAD)
        return edit.demo

    def _ask_consent(self, demo: Demo, then: Callable[[], None]) -> None:
        question = (
            f"{demo.title}\n\nThis demo is a program of a talk that did not come with holeout. It would run"
            f" on this machine, as you. Read it first: {demo.path}"
        )

        def answered(yes: bool | None) -> None:
            if not yes:
                self.say("Not run: you did not agree to it.", Role.WARN)
                return
            self.app.services.consents.give(demo)
            if demo.id == self.demo.id:
                then()

        self.app.push_screen(ConfirmDialog(question, "Run it", "Do not"), answered)

    @work(thread=True, exclusive=True, group="demo")
    def _find(self, demo: Demo) -> None:
        try:
            self.post_message(Found(demo, self.app.services.environments.python_of(demo)))
        except HoleoutError as error:
            self.post_message(Found(demo, None, error))

    @on(Found)
    def found(self, event: Found) -> None:
        """Start it, or say what is missing."""
        event.stop()
        self._preparing = False
        if event.python is not None:
            self._run_with(event.demo, event.python)
            return
        self.offering = self.app.services.has_recording(self.demo)
        if event.problem is not None:
            self._tell_problem(event.problem)
        else:
            self.say(self._hints.recorded if self.offering else self._hints.unprepared, Role.WARN)

    def _tell_problem(self, problem: HoleoutError) -> None:
        """In brief where it stays, and whole for a while: the head has one line."""
        brief = problem.message.splitlines()[0].rstrip(":.")
        way_on = f"; {self._hints.failed}" if self.offering else ""
        self.say(f"Not run{way_on} ({brief}).", Role.BAD)
        self.app.notify(
            str(problem), title="The demo cannot run", severity="warning", markup=False, timeout=TOLD
        )

    def _run_with(self, demo: Demo, python: Path) -> None:
        if not self.screen.is_current:
            self.say("Prepared.", Role.GOOD)
            return
        width, height = self.pane.size
        try:
            self.app.services.start(demo, python, Size(max(2, width or 80), max(2, height or 24)))
        except OSError as error:
            self.say(f"It cannot be started: {error.strerror}.", Role.BAD)
            return
        if demo.id == self.demo.id:
            self.show(self.demo)
            self.post_message(self.Began())

    @on(TerminalPane.Ended)
    def ended(self, event: TerminalPane.Ended) -> None:
        """Say how it ended, and take the keys back."""
        event.stop()
        if self.pane.has_focus:
            self.post_message(self.Left())
        self.tell_state()

    @on(TerminalPane.LeaveRequested)
    def leave(self, event: TerminalPane.LeaveRequested) -> None:
        """Take the keys back."""
        event.stop()
        self.post_message(self.Left())

    def on_descendant_focus(self) -> None:
        """The keys go to the demo: say so."""
        self.tell_state()

    def on_descendant_blur(self) -> None:
        """The keys are the screen's again: say so."""
        self.tell_state()

    def stop(self) -> None:
        """End the demo, or its preparation."""
        self.workers.cancel_group(self, "prepare")
        if self.run is not None and self.run.outcome is None:
            self.run.stop()

    # Preparing

    def prepare(self) -> None:
        """Fetch what the demo needs, telling each step; `stop` stops that."""
        chosen = None if self._preparing else self._chosen()
        if self.app.is_web:
            self.start()
        elif chosen is None:
            return
        elif not self.app.services.may_run(chosen):
            # A package's installation may run code as well.
            self._ask_consent(chosen, self.prepare)
        else:
            self._preparing = True
            self.say("Fetching what it needs …")
            self._prepare(chosen)

    @work(thread=True, exclusive=True, group="prepare")
    def _prepare(self, demo: Demo) -> None:
        worker = get_current_worker()
        try:
            made = self.app.services.environments.prepare(demo, self._tell_step, lambda: worker.is_cancelled)
            self.post_message(Found(demo, made.python))
        except HoleoutError as error:
            self.post_message(Found(demo, None, error))

    def _tell_step(self, line: str) -> None:
        self.post_message(Said(line))

    @on(Said)
    def said(self, event: Said) -> None:
        """A step of the preparation."""
        event.stop()
        self.say(event.line)

    # Recordings

    def replay(self) -> None:
        """Play the recording, which is always called one."""
        try:
            run = self.app.services.replay(self.demo)
        except HoleoutError as error:
            self.say(error.message, Role.BAD)
            return
        if run is None:
            self.say("There is no recording of this demo.", Role.WARN)
        else:
            self.app.clear_notifications()  # why it is not the demo that runs
            self.show(self.demo)

    def wind(self, act: Callable[[Player], None]) -> None:
        """Do something with the recording that plays, if one does."""
        run = self.run
        if run is not None and isinstance(run.terminal.feed, Player):
            act(run.terminal.feed)
            run.terminal.nudge()
