"""From a key to the page that it changes: `python -m benchmarks.walk`.

The bundled talk's map as its mark moves, and its search as somebody types, each beside the least that Textual can:
a list whose mark moves, an input that shows what is typed. In one run, in turn.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import machine
from benchmarks.figures import in_turn, number, ratio, summarise
from benchmarks.measure import environment
from benchmarks.terminal import Running

HOLEOUT = str(Path(sys.executable).with_name("holeout"))
FLOOR = str(Path(__file__).parent / "floors" / "moves.py")
QUIET = 0.06
"""Seconds without output after which a key's work counts as painted; its time is that of the last byte before."""
TYPED = ("drift", "silent", "leak", "notebook")
MOVES = ("\x1b[B",) * 9 + ("\x1b[A",) * 9


@dataclass(slots=True)
class Walk:
    """What is done to a program: keys that lead to the page, then those that are measured."""

    name: str
    command: list[str]
    ready: tuple[str, ...]
    way: tuple[str, ...]
    keys: tuple[str, ...]
    took: list[float] = field(default_factory=list)
    """Milliseconds."""

    def go(self, home: Path) -> None:
        """Once through. The keys come at random moments, not in step with a program's own timers."""
        running, chance = Running(self.command, environment(home)), random.Random(1)  # noqa: S311
        try:
            running.wait_for(self.ready, 30)
            running.settle(1.5, 6)
            for key in self.way:
                running.press(key)
                running.settle(0.5)
            for key in self.keys:
                time.sleep(chance.random() * 0.017)
                self.took.append(_press(running, key))
        finally:
            running.close()


def _press(running: Running, key: str) -> float:
    pressed, before = running.press(key), running.bytes
    while running.bytes == before:
        running.pump(1.0)
    running.settle(QUIET)
    return (running.last_output - pressed) * 1e3


def _letters() -> tuple[str, ...]:
    """Each word, then as many times the key that takes a letter back."""
    return tuple(key for word in TYPED for key in (*word, *("\x7f" * len(word))))


def _walks() -> list[Walk]:
    python, first = sys.executable, ("prototype hole",)
    return [
        Walk("the map", [HOLEOUT], first, ("m",), MOVES),
        Walk("a list", [python, FLOOR], ("Line 12",), (), MOVES),
        Walk("the search", [HOLEOUT], first, ("/",), _letters()),
        Walk("an input", [python, FLOOR, "--type"], (), (), _letters()),
    ]


def report(rounds: int) -> str:
    """A table, in milliseconds."""
    walks = _walks()
    with tempfile.TemporaryDirectory(prefix="holeout-walk-") as folder:
        for _, walk in in_turn(walks, rounds):
            walk.go(Path(tempfile.mkdtemp(dir=folder)))
    rows = [
        "| from a key to its page | p50 ms | p95 ms | times the floor | presses |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    found = [summarise(walk.took) for walk in walks]
    for at, (walk, each) in enumerate(zip(walks, found, strict=True)):
        floor = found[at | 1]
        assert each is not None
        times = number(ratio(each, floor)) if at % 2 == 0 else "–"
        rows.append(f"| {walk.name} | {number(each.p50)} | {number(each.p95)} | {times} | {each.n} |")
    return "\n".join(rows)


def main() -> None:
    """Measure and print."""
    reader = argparse.ArgumentParser(prog="python -m benchmarks.walk", description=__doc__)
    reader.add_argument("--rounds", type=int, default=4)
    options = reader.parse_args()
    machine.compile_environment()
    print(report(options.rounds))


if __name__ == "__main__":
    main()
