"""Rooms as an operator starts them, and what they use while they run."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measure import environment
from benchmarks.processes import PROC, cpu_ms

if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "BNCH"
TOKEN = "benchmark-token-of-a-loopback-room"  # noqa: S105
EVERY = 1.0
"""Seconds between two looks at a process."""


@dataclass(slots=True)
class RunningRoom:
    """One process of a room. `memory` is MiB resident, a figure for each look."""

    process: subprocess.Popen[bytes]
    port: int
    memory: list[float] = field(default_factory=list)

    def look(self) -> None:
        """Note what it uses now."""
        for line in (PROC / str(self.process.pid) / "status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmRSS:"):
                self.memory.append(int(line.split()[1]) / 1024)

    @property
    def cpu_seconds(self) -> float:
        """What it has used of the processor."""
        return cpu_ms(self.process.pid) / 1000


@contextmanager
def room(folder: Path, store: str, many: int = 1) -> Iterator[list[RunningRoom]]:
    """A room in `many` processes over one store, on loopback; limits are as delivered but for its rate."""
    started: list[RunningRoom] = []
    try:
        for number in range(many):
            home = folder / f"room-{number}"
            home.mkdir()
            started.append(_start(home, store or f"sqlite:///{home / 'room.sqlite'}"))
        yield started
    finally:
        for each in started:
            each.process.send_signal(signal.SIGTERM)
        for each in started:
            each.process.wait(20)
            if each.process.stdout:
                each.process.stdout.close()


def _start(home: Path, store: str) -> RunningRoom:
    deck = home / "talk.md"
    deck.write_text("# A talk\n\n---\n\n# On\n")
    command = [
        sys.executable, "-m", "holeout", "room", str(deck), "--format", "json", "--moderate", "off", "--code", CODE,
        "--store", store,
    ]  # fmt: skip
    known = {**environment(home), "HOLEOUT_ROOM_TOKEN": TOKEN, "PYTHONPATH": os.environ.get("PYTHONPATH", "")}
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, env=known)
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        raise RuntimeError(f"the room did not start: {(home / 'log').read_text()}")
    return RunningRoom(process, int(str(json.loads(line)["url"]).rpartition(":")[2]))


@contextmanager
def watched(rooms: list[RunningRoom]) -> Iterator[None]:
    """Look at the rooms' memory now and then."""
    ending = threading.Event()

    def look() -> None:
        while not ending.is_set():
            for each in rooms:
                each.look()
            ending.wait(EVERY)

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield
    finally:
        ending.set()
        looking.join()


@contextmanager
def helper(module: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """Another part of the benchmark, as a process of its own that prints JSON at its end."""
    command = [sys.executable, "-m", f"benchmarks.room.{module}", *arguments]
    root = Path(__file__).parents[2]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, cwd=root, env={**os.environ, "HOLEOUT_ROOM_TOKEN": TOKEN}
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()


def result(process: subprocess.Popen[bytes], seconds: float) -> dict[str, float]:
    """What a helper printed. Raises RuntimeError when it failed, or took too long."""
    out, _ = process.communicate(timeout=seconds)
    if process.returncode:
        raise RuntimeError(f"{process.args} ended with {process.returncode}")
    found: dict[str, float] = json.loads(out)
    return found


def settled(seconds: float) -> None:
    """Let the machine come to rest between two measurements."""
    time.sleep(seconds)
