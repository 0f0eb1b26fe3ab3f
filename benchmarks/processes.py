"""What the kernel knows of a program and its children: CPU time, peak memory, who is still there."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PROC = Path("/proc")


def tree(pid: int) -> list[int]:
    """The process and all its living descendants, itself first."""
    found: list[int] = []
    waiting = [pid]
    while waiting:
        current = waiting.pop()
        found.append(current)
        with suppress(OSError):
            for children in PROC.glob(f"{current}/task/*/children"):
                waiting += map(int, children.read_text(encoding="ascii").split())
    return found


def cpu_ms(pid: int) -> float:
    """CPU milliseconds that the tree's living threads have used, to the nanosecond of the scheduler's count."""
    total = 0
    for member in tree(pid):
        for counters in PROC.glob(f"{member}/task/*/schedstat"):
            with suppress(OSError):
                total += int(counters.read_text(encoding="ascii").split()[0])
    return total / 1e6


def peak_mib(pid: int) -> float:
    """The most memory each process of the tree has had resident, added up."""
    return sum(_high_water(member) for member in tree(pid)) / 1024


def peak_mib_of(pid: int) -> float:
    """The most memory that this process alone has had resident."""
    return _high_water(pid) / 1024


def _high_water(pid: int) -> int:
    with suppress(OSError):
        for line in (PROC / str(pid) / "status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    return 0


def started(pid: int) -> str:
    """When the process began, in clock ticks: with its number this names a process for good. "" when gone."""
    with suppress(OSError):
        fields = (PROC / str(pid) / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        if fields[0] != "Z":
            return fields[19]
    return ""


def running(members: Mapping[int, str]) -> list[int]:
    """Those of the processes (number: when begun) that still run."""
    return [pid for pid, begun in members.items() if begun and started(pid) == begun]


def end(members: Mapping[int, str]) -> None:
    """Kill those of the processes that still run."""
    for pid in running(members):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def outlive(members: Mapping[int, str], seconds: float) -> int:
    """Give the processes some time to end, then kill the rest. Returns how many those were."""
    deadline = time.monotonic() + seconds
    while (left := running(members)) and time.monotonic() < deadline:
        time.sleep(0.02)
    end(members)
    return len(left)
