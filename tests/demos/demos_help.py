"""What the tests of demos share: waiting on a state, and processes that can be told from all others."""

from __future__ import annotations

import os
import subprocess
import time
from typing import TYPE_CHECKING

from holeout.demos.emulator import Size
from holeout.demos.process import Limits, Process

if TYPE_CHECKING:
    from collections.abc import Callable

SMALL = Size(80, 24)


def until(what: Callable[[], object], seconds: float = 5.0) -> bool:
    """Whether `what` became true within `seconds`."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():
            return True
        time.sleep(0.01)
    return False


def launch(*command: str, size: Size = SMALL, limits: Limits | None = None, **files: str) -> Process:
    env = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    return Process(command, env=env, size=size, files=files, limits=limits)


def output_of(process: Process, seconds: float = 10.0) -> bytes:
    """All that `process` prints until it ends."""
    seen = bytearray()

    def over() -> bool:
        data = process.read(65536)
        seen.extend(data or b"")
        return data == b""

    assert until(over, seconds), f"it goes on: {bytes(seen)!r}"
    assert until(lambda: process.outcome)
    process.close()
    return bytes(seen)


def running(token: str) -> list[str]:
    """The processes with `token` in their command line."""
    listing = subprocess.run(
        ["ps", "-wwAo", "pid=,stat=,args="], capture_output=True, text=True, check=True
    ).stdout
    return [line for line in listing.splitlines() if token in line and " Z" not in line[:16]]
