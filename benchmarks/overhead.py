"""The harness's own share of a key press: what it measures, less what the program itself says it took."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.decks import write_deck
from benchmarks.figures import Summary, summarise
from benchmarks.measure import environment, markers
from benchmarks.peers import PROGRAMS
from benchmarks.terminal import Running

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LIMIT = 0.5
"""Milliseconds a key that the harness may take for itself."""
SLIDES = 61


def own_share(folder: Path) -> Summary | None:
    """Turn slides in a program that notes its own times. What is left includes the kernel's wake-ups of both
    sides and the program's write.

    Both sides read the same monotonic clock. Milliseconds; None where the program did not run.
    """
    raw = next(program for program in PROGRAMS if program.name == "raw")
    command = raw.line(write_deck(folder, raw.syntax, SLIDES))
    if command is None:
        return None
    times = folder / "times"
    running = Running([*command, str(times)], environment(folder))
    try:
        measured = _turn(running)
        running.press("q")
        running.wait_end(5)
    finally:
        running.close()
    return summarise(shares(measured, times.read_text(encoding="ascii")))


def _turn(running: Running) -> list[float]:
    running.wait_for(markers(1), 10)
    measured = []
    for number in range(2, SLIDES + 1):
        running.settle(0.01)
        pressed = running.press("right")
        measured.append(running.wait_for(markers(number), 10) - pressed)
    return measured


def shares(measured: Sequence[float], times: str) -> list[float]:
    """Milliseconds of each measured key press (seconds) that the program's lines `READ READY` do not explain."""
    own = [tuple(map(float, line.split())) for line in times.splitlines()]
    return [(whole - (ready - read)) * 1e3 for whole, (read, ready) in zip(measured, own, strict=True)]
