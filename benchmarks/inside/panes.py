"""The terminal pane: how fast its emulator reads beside pyte's, and what a flood does to the keys of the app."""

from __future__ import annotations

import importlib.util
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.figures import in_turn
from benchmarks.inside.timing import rows, side_by_side
from benchmarks.measure import environment
from benchmarks.terminal import EndedError, Running
from holeout.demos.emulator import Size, open_emulator

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE = Size(100, 30)
FRAME = 16_384
FLOOD = b"".join(
    b"\x1b[3%dmline %d of a flood\x1b[0m and some more text\r\n" % (n % 8, n) for n in range(20_000)
)
PRESSES = 30
APP = Path(__file__).with_name("flooded.py")


def report(rounds: int) -> str:
    """The tables."""
    return "\n\n".join((_throughput(rounds), _keys(rounds)))


def _throughput(rounds: int) -> str:
    cases: dict[str, Callable[[], object]] = {"holeout's emulator, every frame read": _read_by_ours}
    if importlib.util.find_spec("pyte"):
        cases["pyte, screen never read"] = _read_by_pyte
    cases["count the lines"] = lambda: FLOOD.count(b"\n")
    return rows(f"A flood of {len(FLOOD) / 1e6:.1f} MB", side_by_side(cases, rounds))


def _read_by_ours() -> None:
    emulator = open_emulator(SIZE)
    for start in range(0, len(FLOOD), FRAME):
        emulator.feed(FLOOD[start : start + FRAME])
        emulator.take_changes()
    emulator.close()


def _read_by_pyte() -> None:
    import pyte

    stream = pyte.ByteStream(pyte.Screen(*SIZE))
    for start in range(0, len(FLOOD), FRAME):
        stream.feed(FLOOD[start : start + FRAME])


def _keys(rounds: int) -> str:
    samples: dict[str, list[float]] = {"flood": [], "still": []}
    for _, kind in in_turn(list(samples), max(1, rounds // 2)):
        samples[kind] += _press(kind)
    title = "A key of the app, pressed beside a pane that is flooded or still: until it is shown"
    return rows(title, samples, "ms")


def _press(kind: str) -> list[float]:
    with tempfile.TemporaryDirectory() as folder:
        running = Running([sys.executable, str(APP), kind], environment(Path(folder)))
        try:
            running.wait_for(["count 0001"], 20)
            running.settle(0.3, 1.0)
            return [_one_press(running, number) for number in range(2, PRESSES + 2)]
        finally:
            with suppress(EndedError):
                running.press("q")
                running.wait_end(5)
            running.close()


def _one_press(running: Running, number: int) -> float:
    running.settle(0.05, 0.1)
    pressed = running.press("right")
    return (running.wait_for([f"count {number:04d}"], 20) - pressed) * 1e3
