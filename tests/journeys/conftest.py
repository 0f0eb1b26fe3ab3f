"""The program as its user has it: the real command in a real terminal, in folders of its own."""

from __future__ import annotations

import os
import re
import sys
import time
from typing import TYPE_CHECKING

import pytest

from benchmarks.terminal import EndedError, Running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 60.0
BOXES = re.compile("[─-╿]")
NAMED = {
    "Enter": "\r",
    "Esc": "\x1b",
    "Up": "\x1b[A",
    "Down": "\x1b[B",
    "Right": "\x1b[C",
    "Left": "\x1b[D",
    "Tab": "\t",
    "End": "\x1b[F",
}


class Person:
    """Types keys and looks at the screen."""

    def __init__(self, home: Path, cache: Path, columns: int = 80, rows: int = 24) -> None:
        self.home = home
        self.size = (columns, rows)
        self.environment = {
            **os.environ,
            **{
                f"HOLEOUT_{name}": str(home / name.lower()) for name in ("DATA", "STATE", "CONFIG", "RUNTIME")
            },
            "HOLEOUT_CACHE": str(cache),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
        }
        self.within: tuple[str, ...] = ()
        """A command to start the program in."""
        self.running: Running | None = None

    def start(self, *arguments: str) -> Running:
        """Start `holeout` with `arguments`."""
        command = [*self.within, sys.executable, "-m", "holeout", *arguments]
        columns, rows = self.size
        self.close()
        self.running = Running(command, self.environment, columns=columns, rows=rows)
        return self.running

    def sees(self, *texts: str) -> None:
        """Wait until all `texts` are on the screen."""
        assert self.running is not None
        if self.running.screen.shows(texts):
            return
        try:
            self.running.wait_for(texts, PATIENCE)
        except EndedError as error:
            raise AssertionError(f"{error}; the screen was:\n{self.running.screen.text()}") from error

    def reads(self, words: str) -> None:
        """Wait until `words` are on the screen, wherever a box breaks them."""
        assert self.running is not None
        deadline = time.monotonic() + PATIENCE
        while words not in " ".join(BOXES.sub(" ", self.running.screen.text()).split()):
            assert time.monotonic() < deadline, f"no {words!r}; the screen was:\n{self.running.screen.text()}"
            self.running.pump(0.1)

    def comes_to_see(self, text: str, seconds: float) -> bool:
        """Whether `text` is on the screen within `seconds`."""
        assert self.running is not None
        deadline = time.monotonic() + seconds
        while not self.running.screen.shows([text]):
            if time.monotonic() > deadline:
                return False
            self.running.pump(0.1)
        return True

    def types(self, *keys: str) -> None:
        """Press keys, by name or as characters."""
        assert self.running is not None
        for key in keys:
            self.running.write(NAMED.get(key, key).encode())
            # A person looks before the next key: without that, keys after Tab would still meet the field before.
            self.running.pump(1.0)
            self.running.settle(0.05)

    def leaves(self) -> int | None:
        """Wait for the program's end; its exit code."""
        assert self.running is not None
        assert self.running.wait_end(PATIENCE) is not None, "it did not end"
        return self.running.status

    def close(self) -> None:
        """Give up the terminal."""
        if self.running is not None:
            self.running.close()
            self.running = None


@pytest.fixture(scope="session")
def demo_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Prepared demo environments, shared by the journeys of one process."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def person(tmp_path: Path, demo_cache: Path) -> Iterator[Person]:
    """Somebody in front of a terminal of 80 by 24."""
    somebody = Person(tmp_path / "home", demo_cache)
    yield somebody
    somebody.close()
