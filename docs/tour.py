"""Records docs/tour.cast, a minute with the program, from the real one in a real terminal. Run by `make tour`.

What the program prints is kept as it came; waits are as long as somebody needs who reads what has appeared.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.screen import Screen
from benchmarks.terminal import EndedError, Running
from holeout.demos.cast import Cast, Recorder, write_cast
from holeout.demos.emulator import Size
from holeout.demos.feed import Outcome, Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

OUT = Path(__file__).with_name("tour.cast")
SIZE = Size(80, 24)
TITLE = "holeout: a minute with a talk in a terminal"
KEYSTROKE = 0.09
COLOURS = re.compile(r"\x1b\[0m\x1b\[(?P<colours>[\d;]+)m|\x1b\[[\d;]*m")
"""A reset with the colours that follow at once, or any other change of colours."""
LONGEST = 0.4
"""Seconds of work that are shown; a slow machine makes no slow tour."""
PATIENCE = 30.0
LEAVING = 3.0
"""Seconds after a `q` in which the program would have ended, if it did not only close a page."""


@dataclass(frozen=True, slots=True)
class Look:
    """`keys` are typed, `texts` appear, and stay on the screen for `seconds`. `live` work is shown in its own time."""

    keys: tuple[str, ...]
    texts: tuple[str, ...]
    seconds: float
    live: bool = False


PRESENTED = (
    Look((), ("The prototype hole", "1/30"), 3),
    Look(("right",), ("2/30",), 1.5),
    Look(("right",), ("not a target",), 1.5),
    Look(("right",), ("3/30",), 1.5),
    Look(("right",), ("3/30",), 1.5),
    Look(("g",), (), 0.5),
    Look(("2", "4"), ("Monitor: green server",), 1.2),
    Look(("\r",), ("24/30",), 2),
    Look(("right", "right"), ("groceries",), 2),
    Look(("d",), ("plays its recording",), 2),
    Look(("d",), ("RECORDED", "ALERT FallbackShare fires"), 3.5, live=True),
    Look(("m",), ("forgotten", "Retire"), 3),
    Look(("\r",), ("The holes here",), 2.5),
    Look(("\r",), ("What helps", "Evidently"), 4),
    Look(("a",), ("A favourite tool",), 1.2),
    Look(tuple("evidently"), ("evidently",), 0.6),
    Look(("\t", "\t", *"it shows drift"), ("it shows drift",), 1.2),
    Look(("\x13",), ("What helps",), 1.5),
    Look(("f",), ("it shows drift",), 3),
)
"""What a speaker does on the projector."""
AT_THE_DESK = (
    Look((), ("24",), 4),
    Look(("right",), ("25",), 4),
)
"""What the same speaker then sees on the desk, in a second terminal."""


class Clock:
    """The tour's time in seconds: that of the machine, without what nobody wants to wait for."""

    def __init__(self) -> None:
        self.longest = LONGEST
        self._time = 0.0
        self._marked = time.monotonic()

    def __call__(self) -> float:
        """The time."""
        return self._time + min(time.monotonic() - self._marked, self.longest)

    def rest(self, seconds: float) -> None:
        """Let so much time pass, at once."""
        self._time = self() + seconds
        self._marked = time.monotonic()


class Tape(Screen):
    """A terminal that has all that it is fed recorded, until it is `cut`."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(SIZE.columns, SIZE.rows)
        self._recorder = recorder
        self.cut = False

    def feed(self, data: bytes) -> bytes:
        """Keep `data`, and answer it."""
        if not self.cut:
            self._recorder.output(data)
        return super().feed(data)


def await_texts(program: Running, texts: Sequence[str]) -> None:
    """Wait for `texts` on the screen; leave with what is there instead."""
    try:
        program.wait_for(texts, PATIENCE)
    except EndedError as error:
        raise SystemExit(f"{error}:\n{program.screen.text()}") from error


def record(
    command: Sequence[str], looks: Sequence[Look], clock: Clock, recorder: Recorder, *, cut: bool = False
) -> None:
    """Record what `command` prints while somebody takes these `looks` and quits, unless the end is `cut`."""
    program = Running(command, os.environ, columns=SIZE.columns, rows=SIZE.rows)
    program.screen = tape = Tape(recorder)
    with closing(program):
        for look in looks:
            clock.longest = PATIENCE if look.live else LONGEST
            take(program, look, clock)
        tape.cut = cut
        while program.ended is None:
            program.press("q")
            program.wait_end(LEAVING)
        if program.wait_end(PATIENCE) is None or program.status:
            raise SystemExit(f"it did not end well:\n{program.screen.text()}")


def take(program: Running, look: Look, clock: Clock) -> None:
    """Type, wait for what appears, and rest."""
    for key in look.keys:
        program.press(key)
        program.pump(1.0)
        program.settle(0.05)
        clock.rest(KEYSTROKE)
    if not program.screen.shows(look.texts):
        await_texts(program, look.texts)
    program.settle(0.1)
    clock.rest(look.seconds)


def tour() -> Cast:
    """The whole tour, of somebody who starts the program for the first time."""
    clock = Clock()
    recorder = Recorder(SIZE, clock, title=TITLE)
    program = [sys.executable, "-m", "holeout"]
    record([*program, "present", "--no-room"], PRESENTED, clock, recorder, cut=True)
    projector = Running([*program, "present"], os.environ, columns=SIZE.columns, rows=SIZE.rows)
    with closing(projector):
        await_texts(projector, ("24/30",))
        record([*program, "notes"], AT_THE_DESK, clock, recorder)
        projector.press("q")
        projector.wait_end(PATIENCE)
    return recorder.finish(Outcome(0, Reason.EXITED, ""))


def terse(data: str) -> str:
    """`data` that paints the same with fewer bytes: colours are not reset to be set again at once."""
    before = ""

    def shorter(found: re.Match[str]) -> str:
        nonlocal before
        again = found["colours"] is not None and found["colours"] == before
        before = found["colours"] or ""
        return "" if again else f"\x1b[0;{before}m" if before else found[0]

    return COLOURS.sub(shorter, data)


def written(cast: Cast) -> str:
    """`cast` as a file whose pauses are meant: players shall not shorten them."""
    events = tuple(event._replace(data=terse(event.data)) for event in cast.events)
    first, rest = write_cast(replace(cast, events=events)).split("\n", 1)
    header = {key: value for key, value in json.loads(first).items() if key != "idle_time_limit"}
    return f"{json.dumps(header)}\n{rest}"


def main() -> None:
    """Write the tour."""
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for name in ("DATA", "STATE", "CONFIG", "RUNTIME", "CACHE"):
            os.environ[f"HOLEOUT_{name}"] = name.lower()
        # 256 colours are told in half as many bytes as millions, and every player has them.
        os.environ["TERM"] = "xterm-256color"
        os.environ.pop("COLORTERM", None)
        made = tour()
    OUT.write_text(written(made), encoding="utf-8")
    print(f"{OUT.name}: {made.duration:.0f} seconds, {OUT.stat().st_size / 1024:.0f} KiB")


if __name__ == "__main__":
    main()
