"""A demo in the terminal that the command was typed in, or in a pipe."""

from __future__ import annotations

import os
import select
import shutil
import signal
import sys
import termios
import time
import tty
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, NamedTuple

from holeout.demos.cast import OUTPUT
from holeout.demos.emulator import Size
from holeout.demos.feed import Outcome, Reason
from holeout.demos.plain import PlainLines
from holeout.demos.tame import tame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from holeout.demos.cast import Cast, Recorder
    from holeout.demos.feed import Feed

STOP_BYTE = b"\x1d"
"""ctrl+], which ends a demo that hears nothing else."""
LOOK = 0.1
_ALTERNATE = "\x1b[?1049"
_LEAVE = b"\x1b[?1049l"
# Mouse, paste and cursor as they were: what a demo that was killed leaves behind, perhaps in the alternate screen.
_TIDY = b"\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1004l\x1b[?2004l\x1b[?25h\x1b[0m\r\n"


class Console(NamedTuple):
    """The files of a command; `keys` is None when nobody can type."""

    out: IO[bytes]
    keys: int | None = None
    size: Size | None = None
    fixed: bool = False
    """Whether the demo keeps the size that it started with."""

    @classmethod
    def own(cls) -> Console:
        """This program's: keys only if both ends are a terminal."""
        if not sys.stdout.isatty():
            return cls(sys.stdout.buffer)
        size = Size(*shutil.get_terminal_size())
        return cls(sys.stdout.buffer, sys.stdin.fileno() if sys.stdin.isatty() else None, size)


def run_in_console(process: Feed, console: Console, recorder: Recorder | None = None) -> Outcome:
    """Show `process` in `console` until it ends, and leave nothing of it, however this returns.

    Into a pipe go lines of plain text, each as it was when it was finished.
    """
    plain = PlainLines()

    def show(data: bytes) -> None:
        if recorder is not None:
            recorder.output(data)
        console.out.write(data if console.size else plain.take(data))
        console.out.flush()

    try:
        with _raw(console.keys), _ending_signals():
            _follow(process, console, show)
        console.out.write(b"" if console.size else plain.finish())
    finally:
        process.close()
    outcome = process.outcome or Outcome(128 + 15, Reason.LOST, "")
    if console.size and outcome.reason is not Reason.EXITED:
        console.out.write(_LEAVE + _TIDY)
    console.out.flush()
    return outcome


def play_in_console(cast: Cast, console: Console, sleep: Callable[[float], None] = time.sleep) -> None:
    """Show a recording at its own pace; into a pipe, at once."""
    plain = PlainLines()
    now = 0.0
    alternate = False
    for at, code, text in tame(cast).events:
        if console.size:
            console.out.flush()
            sleep(at - now)
        now = at
        data = text.encode(errors="replace") if code == OUTPUT else b""
        if _ALTERNATE in text:
            alternate = text.rfind(_ALTERNATE + "h") > text.rfind(_ALTERNATE + "l")
        console.out.write(data if console.size else plain.take(data))
    # To leave a screen that was left would move the cursor to where it was before.
    console.out.write((_LEAVE * alternate + _TIDY) if console.size else plain.finish())
    console.out.flush()


def _follow(process: Feed, console: Console, show: Callable[[bytes], None]) -> None:
    size = console.size
    while (file := process.fileno()) is not None:
        if console.size and not console.fixed and (now := Size(*shutil.get_terminal_size())) != size:
            size = now
            process.resize(now)
        watched = [file] if console.keys is None else [file, console.keys]
        ready = select.select(watched, [file] if process.pending else [], [], LOOK)[0]
        if console.keys in ready and console.keys is not None:
            _pass_keys(console.keys, process)
        process.flush()
        if file in ready and (data := process.read(65536)):
            show(data)


def _pass_keys(keys: int, process: Feed) -> None:
    data = os.read(keys, 1024)
    if not data or STOP_BYTE in data:
        process.stop()
    else:
        process.write(data)


@contextmanager
def _raw(keys: int | None) -> Iterator[None]:
    """Every key to the demo, with the terminal as it was afterwards."""
    if keys is None:
        yield
        return
    before = termios.tcgetattr(keys)
    tty.setraw(keys, termios.TCSADRAIN)
    try:
        yield
    finally:
        with suppress(termios.error):
            termios.tcsetattr(keys, termios.TCSADRAIN, before)


@contextmanager
def _ending_signals() -> Iterator[None]:
    """Let the signals that ask a command to end unwind it, so that the terminal is restored."""

    def end(number: int, _frame: object) -> None:
        raise SystemExit(128 + number)

    before = {number: signal.signal(number, end) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
