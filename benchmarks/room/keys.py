"""A presenter beside a room: how long from a key to its slide, while the room has nothing to do and while it has."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from benchmarks.decks import write_deck
from benchmarks.measure import environment, markers
from benchmarks.peers import PROGRAMS
from benchmarks.room.rooms import TOKEN
from benchmarks.terminal import Running

if TYPE_CHECKING:
    from pathlib import Path

SLIDES = 400
PATIENCE = 30.0


class Presenter:
    """The projector, connected to a room, in a terminal of 120 by 40."""

    def __init__(self, folder: Path, url: str) -> None:
        syntax = next(program for program in PROGRAMS if program.name == "holeout").syntax
        home = folder / "presenter"
        home.mkdir()
        command = [
            sys.executable,
            "-m",
            "holeout",
            "present",
            str(write_deck(folder, syntax, SLIDES)),
            "--room",
            url,
        ]
        self._running = Running(command, environment(home) | {"HOLEOUT_ROOM_TOKEN": TOKEN})
        self._slide = 1
        self._running.wait_for(markers(1), PATIENCE)
        self._running.settle(0.3)

    def turn(self, seconds: float, every: float) -> list[float]:
        """Press the key for the next slide now and then; milliseconds of each press."""
        took: list[float] = []
        until = time.perf_counter() + seconds
        while time.perf_counter() < until and self._slide < SLIDES:
            self._running.settle(every, limit=every)
            self._slide += 1
            pressed = self._running.press("right")
            took.append((self._running.wait_for(markers(self._slide), PATIENCE) - pressed) * 1e3)
        return took

    def close(self) -> None:
        """Leave."""
        self._running.press("q")
        self._running.wait_end(5)
        self._running.close()
