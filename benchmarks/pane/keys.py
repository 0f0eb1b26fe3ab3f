"""What a program in the pane does to the keys of the app: until a press is shown, and what that takes of a core."""

from __future__ import annotations

import random
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks import processes
from benchmarks.figures import Samples, Summary, add, in_turn, number, ratio, summarise
from benchmarks.measure import environment
from benchmarks.peers import Recipe, private_environment
from benchmarks.table import table
from benchmarks.terminal import EndedError, Running

ROOT = Path(__file__).parents[2]
COLORED = 'i=0; while :; do i=$((i + 1)); printf "\\033[3%dm%d lines\\033[0m\\n" $((i % 8)) $i; done'
LIMIT = 33.0
"""Milliseconds within which a press must be shown, at the 95th percentile, beside a flood."""
PEER = "textual-terminal"
RECIPE = Recipe(python="3.11", packages=("textual-terminal==0.3.0", "textual==0.85.2", "pyte==0.8.2"))
"""The last Textual that textual-terminal can be imported with."""


@dataclass(frozen=True, slots=True)
class Case:
    """A pane with a program in it. `command` is how it is started."""

    name: str
    command: tuple[str, ...]


def cases() -> list[Case]:
    """All that are installed; the last is the floor."""
    own = (sys.executable, "-m", "benchmarks.pane.own_app")
    peer = private_environment(PEER) / "bin" / "python"
    found = [
        Case("holeout, yes", (*own, "ghostty", "yes")),
        Case("holeout, coloured lines", (*own, "ghostty", COLORED)),
        Case("holeout with pyte, yes", (*own, "pyte", "yes")),
    ]
    if peer.exists():
        found.append(Case("textual-terminal, yes", (str(peer), "-m", "benchmarks.pane.peer_app", "yes")))
    else:
        print(f"{PEER} is left out; python -m benchmarks.pane --install", file=sys.stderr)
    return [*found, Case("holeout, still", (*own, "ghostty", "sleep 600"))]


def report(rounds: int, presses: int) -> str:
    """The tables and what they say of the limit."""
    samples: dict[str, Samples] = {}
    everyone = cases()
    for number_, case in in_turn(everyone, rounds):
        add(samples.setdefault(case.name, {}), _run(case, presses))
        print(f"round {number_ + 1}: {case.name}", file=sys.stderr)
    names = [case.name for case in everyone]
    found = {name: {key: summarise(values) for key, values in samples[name].items()} for name in names}
    return "\n\n".join(("## A key of the app beside the pane", _table(found), _verdict(found)))


def _table(found: dict[str, dict[str, Summary | None]]) -> str:
    still = list(found.values())[-1]
    head = [
        "pane", "key → shown p50 ms", "p95 ms", "times still, p95", "on a core p50 ms", "p95 ms", "times still, p95",
        "app's CPU %", "taken in MB/s", "memory MiB",
    ]  # fmt: skip
    lines = []
    for name, figures in found.items():
        wall, core = figures.get("wall"), figures.get("core")
        lines.append(
            [
                name,
                *_two(wall),
                number(ratio(wall, still.get("wall"), "p95")),
                *_two(core),
                number(ratio(core, still.get("core"), "p95")),
                *(number(_middle(figures.get(key))) for key in ("share", "rate", "memory")),
            ]
        )
    return table(head, lines)


def _two(summary: Summary | None) -> tuple[str, str]:
    return number(_middle(summary)), number(summary.p95 if summary else None)


def _middle(summary: Summary | None) -> float | None:
    return summary.p50 if summary else None


def _verdict(found: dict[str, dict[str, Summary | None]]) -> str:
    wall = next(iter(found.values())).get("wall")
    if wall is None:
        return "not measured"
    verdict = "holds" if wall.p95 < LIMIT else "does not hold"
    return f"- {verdict}: beside `yes`, 95 of 100 presses are shown within {LIMIT:g} ms ({wall.p95:.1f} ms)"


def _run(case: Case, presses: int) -> Samples:
    with tempfile.TemporaryDirectory() as folder:
        variables = {**environment(Path(folder)), "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
        running = Running(list(case.command), variables)
        try:
            running.wait_for(["count 0001"], 30)
            running.settle(0.3, 1.5)
            return _measure(running, presses)
        finally:
            with suppress(EndedError):
                running.press("q")
                running.wait_end(5)
            running.close()


def _measure(running: Running, presses: int) -> Samples:
    chance = random.Random(1)  # noqa: S311  (when to press)
    samples: Samples = {"wall": [], "core": []}
    begun, core, taken = time.perf_counter(), _core_ms(running.pid), _written(running.pid)
    for press in range(2, presses + 2):
        # A person's presses fall anywhere between two frames.
        running.settle(1.0, chance.uniform(0.05, 0.15))
        before = _core_ms(running.pid)
        pressed = running.press("right")
        samples["wall"].append((running.wait_for([f"count {press:04d}"], 30) - pressed) * 1e3)
        samples["core"].append(_core_ms(running.pid) - before)
    seconds = time.perf_counter() - begun
    samples["share"] = [(_core_ms(running.pid) - core) / seconds / 10]
    samples["rate"] = [(_written(running.pid) - taken) / seconds / 1e6]
    samples["memory"] = [processes.peak_mib_of(running.pid)]
    return samples


def _core_ms(pid: int) -> float:
    """Milliseconds that the process itself has been on a core, to the nanosecond: its clock, as clock_getcpuclockid
    makes it on Linux."""
    return time.clock_gettime((~pid << 3) | 2) * 1e3


def _written(pid: int) -> int:
    """Bytes that the program in the pane has printed so far."""
    total = 0
    for member in processes.tree(pid)[1:]:
        with suppress(OSError):
            for line in Path(f"/proc/{member}/io").read_text(encoding="ascii").splitlines():
                if line.startswith("wchar:"):
                    total += int(line.split()[1])
    return total
