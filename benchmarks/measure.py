"""What one program does, once: started twice, turned, held, made to jump, left alone, ended."""

from __future__ import annotations

import os
import random
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks import processes
from benchmarks.decks import last_line_of, title_of
from benchmarks.terminal import EndedError, Running, now

if TYPE_CHECKING:
    import signal
    from collections.abc import Callable
    from pathlib import Path

    from benchmarks.figures import Samples
    from benchmarks.peers import Program

FOLDERS = ("STATE", "CACHE", "DATA", "CONFIG", "RUNTIME")
ORPHAN_LIMIT = 1.0


@dataclass(frozen=True, slots=True)
class Plan:
    """How much to do in a run. Times in seconds."""

    presses: int = 20
    repeats: int = 45
    repeat_rate: float = 30.0
    gap: float = 0.025
    warm: float = 1.0
    idle: float = 1.0
    start_limit: float = 150.0
    key_limit: float = 20.0
    end_limit: float = 5.0


@dataclass(slots=True)
class Outcome:
    """What a run gave: measurements by metric, what was left of the terminal, what went wrong."""

    samples: Samples
    left_on: list[str]
    failure: str = ""


def environment(home: Path) -> dict[str, str]:
    """What a program sees: a current terminal, and no folder that another run has touched."""
    variables = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
    }
    for name in FOLDERS:
        folder = home / name.lower()
        folder.mkdir(mode=0o700, exist_ok=True)
        variables[f"HOLEOUT_{name}"] = str(folder)
    return variables


def markers(number: int) -> tuple[str, str]:
    """What is on the screen when the whole slide is."""
    return title_of(number), last_line_of(number)


class Run:
    """One start of one program, and what is done to it."""

    def __init__(self, program: Program, command: list[str], home: Path, plan: Plan) -> None:
        self.program = program
        self.plan = plan
        self.samples: Samples = {}
        self.left_on: list[str] = []
        self.running = Running(command, environment(home))
        self._random = random.Random(len(command))  # noqa: S311  (spreads key presses, guards nothing)

    def note(self, metric: str, value: float) -> None:
        """Add one measurement."""
        self.samples.setdefault(metric, []).append(value)

    def start(self, metric: str) -> None:
        """Wait for the first slide, or for the end of a program that shows nothing."""
        if not self.program.first:
            self._start_and_end(metric)
            return
        shown = self.running.wait_for(self.program.first, self.plan.start_limit)
        self.note(f"{metric}_cpu", processes.cpu_ms(self.running.pid))
        self.note(metric, (shown - self.running.began) * 1e3)
        self.running.settle(0.1)

    def _start_and_end(self, metric: str) -> None:
        ended = self.running.wait_end(self.plan.end_limit)
        if ended is not None:
            self.note(metric, (ended - self.running.began) * 1e3)

    def turn(self, slides: int) -> int:
        """Press the key for the next slide, as often as there are slides. Returns the slide now shown."""
        last = min(1 + self.plan.presses, slides)
        if last > 1:
            # Right after a start much may still be loading: a talk is minutes of what comes after.
            self._turn_to(2, "first_key")
            self.running.settle(self.plan.warm)
        for number in range(3, last + 1):
            self._turn_to(number, "key")
        return last

    def _turn_to(self, number: int, metric: str) -> None:
        # A pause of random length keeps presses from falling in step with a program's own timers.
        self.running.settle(self.plan.gap)
        time.sleep(self._random.random() * 0.017)
        cpu, size = processes.cpu_ms(self.running.pid), self.running.bytes
        pressed = self.running.press(self.program.next_key)
        shown = self.running.wait_for(markers(number), self.plan.key_limit)
        self.note(metric, (shown - pressed) * 1e3)
        self.running.settle(self.plan.gap)
        if metric == "key":
            self.note("key_cpu", processes.cpu_ms(self.running.pid) - cpu)
            self.note("key_bytes", self.running.bytes - size)

    def hold(self, number: int, slides: int) -> None:
        """Hold the key down; note how long after the last repeat its slide is shown. Needs slides enough."""
        target = number + self.plan.repeats
        if target > slides:
            return
        self.running.settle(0.1)
        begun = pressed = now()
        for repeat in range(self.plan.repeats):
            while (left := begun + repeat / self.plan.repeat_rate - now()) > 0:
                self.running.pump(left)
            pressed = self.running.press(self.program.next_key)
        shown = self.running.wait_for(markers(target), self.plan.key_limit)
        self.note("held", (shown - pressed) * 1e3)

    def jump(self, slides: int) -> None:
        """Go to the last slide, where the program has a key for it."""
        if not self.program.last_key:
            return
        self.running.settle(0.1)
        pressed = self.running.press(self.program.last_key)
        shown = self.running.wait_for(markers(slides), self.plan.key_limit)
        self.note("jump", (shown - pressed) * 1e3)

    def rest(self) -> None:
        """Leave the program alone, and note its share of one core. Its peak memory is known by now."""
        self.running.settle(0.3)
        before, begun = processes.cpu_ms(self.running.pid), now()
        while (left := self.plan.idle - (now() - begun)) > 0:
            self.running.pump(left)
        self.note("idle", (processes.cpu_ms(self.running.pid) - before) / (now() - begun) / 10)
        self.note("memory", processes.peak_mib(self.running.pid))

    def quit(self, metric: str = "") -> None:
        """Press the key that ends it, and note what is left of the terminal, and the time if it has a metric."""
        asked = now()
        for key in self.program.quit_keys:
            asked = self.running.press(key)
        self._await_end(asked, metric)

    def kill(self, how: signal.Signals) -> None:
        """Send a signal, and note what is left of the terminal."""
        os.kill(self.running.pid, how)
        self._await_end(now())

    def _await_end(self, asked: float, metric: str = "") -> None:
        members = self.running.members()
        ended = self.running.wait_end(self.plan.end_limit)
        if ended is None:
            processes.end(members)
            raise EndedError(f"still ran {self.plan.end_limit:g} s after it was told to end")
        if metric:
            self.note(metric, (ended - asked) * 1e3)
        self.left_on = self.running.left_on()
        if left := processes.outlive(members, ORPHAN_LIMIT):
            self.left_on.append(f"{left} process" if left == 1 else f"{left} processes")

    def close(self) -> None:
        """End whatever still runs."""
        if self.running.ended is None:
            processes.end(self.running.members())
        self.running.close()


def first_start(program: Program, command: list[str], home: Path, plan: Plan) -> Outcome:
    """Start with empty folders, and quit at the first slide."""

    def steps(run: Run) -> None:
        run.start("start")
        if program.first:
            run.quit()

    return _outcome(Run(program, command, home, plan), steps)


def second_start(program: Program, command: list[str], home: Path, plan: Plan, slides: int) -> Outcome:
    """Start with the folders that the first start left, and do everything."""

    def steps(run: Run) -> None:
        run.start("again")
        if program.next_key:
            number = run.turn(slides)
            run.hold(number, slides)
            run.jump(slides)
        if program.first:
            run.rest()
            run.quit("exit")

    return _outcome(Run(program, command, home, plan), steps)


def killed(program: Program, command: list[str], home: Path, plan: Plan, how: signal.Signals) -> Outcome:
    """Start, and end by a signal once the first slide is shown."""

    def steps(run: Run) -> None:
        run.start("again")
        run.kill(how)

    outcome = _outcome(Run(program, command, home, plan), steps)
    outcome.samples.clear()
    return outcome


def _outcome(run: Run, steps: Callable[[Run], None]) -> Outcome:
    failure = ""
    try:
        steps(run)
    except EndedError as error:
        failure = str(error)
    finally:
        run.close()
    return Outcome(run.samples, run.left_on, failure)
