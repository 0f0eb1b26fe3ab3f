"""Eight hours of a talk in fast time: does memory stay flat?

The application under a pilot, with a clock that jumps from one beat of the talk to the next, a room in a process of its
own that hears of every slide, and a copy of the bundled talk whose deck is edited again and again.
More than half of the time is for the caches, which are bounded, to fill; what is left is compared by fifths.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import processes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.pilot import Pilot

    from holeout.talk import Talk
    from holeout.tui.app import HoleoutApp

WARM_UP, PARTS = 0.6, 5
"""The share of the time in which caches fill, and the parts of what is left."""
SIZE = (100, 30)
DEMO = '''# /// script
# requires-python = ">=3.11"
# dependencies = []
# [tool.uv]
# exclude-newer = "2026-11-01T00:00:00Z"
# ///
"""A light one

Watch: a hundred lines.
"""
for n in range(100):
    print(f"\\x1b[3{n % 8}mline {n}\\x1b[0m")
'''
GROWN_OBJECTS, GROWN_MIB = 0.02, 4.0
"""How much more there may be at the end than after the warm-up: objects as a share, memory of each process."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What there was at one moment: MiB of the application and of its room, and living objects by type."""

    hours: float
    mib: float
    room_mib: float
    objects: Counter[str]


class Ready:
    """Environments in which every demo is prepared, with the interpreter at hand."""

    def python_of(self, _: object) -> Path:
        """The interpreter."""
        return Path(sys.executable)

    def run_env(self, _: Path) -> dict[str, str]:
        """Hardly anything."""
        return {"PATH": "/usr/bin:/bin", "TERM": "xterm-256color"}


def main() -> int:
    """Soak as the command line says; 1 when something has grown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=float, default=8.0, help="of talk")
    parser.add_argument(
        "--beat", type=float, default=20.0, help="seconds of talk between two things that are done"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name in ("DATA", "STATE", "CONFIG", "RUNTIME", "CACHE"):
            os.environ[f"HOLEOUT_{name}"] = str(Path(folder) / name.lower())
        samples = asyncio.run(soak(copied_talk(Path(folder) / "talk"), options.hours, options.beat))
    print(report(samples))
    return 0 if is_flat(samples) else 1


def copied_talk(folder: Path) -> Talk:
    """The bundled talk in `folder`, with light demos."""
    from holeout.talk import bundled_folder, load_talk

    for name in ("slides", "content"):
        shutil.copytree(bundled_folder() / name, folder / name)
    for path in (folder / "content" / "demos").glob("*.py"):
        path.write_text(DEMO)
    return load_talk(folder)


async def soak(talk: Talk, hours: float, beat: float) -> list[Sample]:
    """Give the talk for so long; a sample at its beginning, after the warm-up, and after each part from there."""
    from holeout.kept.memory import Memory
    from holeout.tui import navigation
    from holeout.tui.app import HoleoutApp, Options
    from holeout.tui.services import Services

    began = moment = time.time()
    services = Services(talk, environments=Ready())  # type: ignore[arg-type]
    for demo in talk.demos.values():
        services.consents.give(demo)
    options = Options(presenting=True, room=True, duration=hours * 3600)
    app = HoleoutApp(talk, services, navigation, options, Memory.of_deck(talk.deck_path), now=lambda: moment)
    samples: list[Sample] = []
    beats = int(hours * 3600 / beat)
    looks = [0, *(int(beats * (WARM_UP + (1 - WARM_UP) * part / PARTS)) for part in range(PARTS + 1))]
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: processes.tree(os.getpid())[1:])
        for number in range(beats + 1):
            if number == looks[len(samples)]:
                samples.append(sample((moment - began) / 3600))
                print(row(samples[-1]), file=sys.stderr, flush=True)
            moment += beat
            await do(app, pilot, number)
            assert app.is_running, "the application has ended"
    return samples


async def do(app: HoleoutApp, pilot: Pilot[None], number: int) -> None:
    """One beat: mostly the next slide, from time to time what else a speaker does."""
    app.clear_notifications()
    match number % 30:
        case 3:
            await through(pilot, "m", "down", "enter", "enter", "tab")
        case 8:
            await through(pilot, "slash", *"drift")
        case 12:
            await through(pilot, "d", "enter")
            await pilot.pause(0.3)
        case 15:
            await through(pilot, "o", "down", "right")
        case 18:
            await through(pilot, "f")
        case 21:
            await through(pilot, "question_mark")
        case 24:
            edit(app.talk.deck_path, number)
            before = app.talk
            await pilot.press("r")
            await until(pilot, lambda: app.talk is not before)
        case 27:
            await pilot.press("T", "b", "b")
        case _:
            await pilot.press("right")
    await back_to_the_slides(app, pilot)
    if app.presentation.slide + 1 == len(app.talk.deck):
        await pilot.press("home")
    await pilot.pause()


async def through(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one after the other, each when the last is done."""
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def back_to_the_slides(app: HoleoutApp, pilot: Pilot[None]) -> None:
    """Leave whatever lies over the slides."""
    for _ in range(12):
        if len(app.screen_stack) <= 2:
            return
        await pilot.press("escape")
        await pilot.pause()
    raise AssertionError(f"{app.screen_stack} does not go")


async def until(pilot: Pilot[None], condition) -> None:  # noqa: ANN001
    """Wait for `condition`."""
    for _ in range(600):
        if condition():
            return
        await pilot.pause(0.02)
    raise AssertionError("it did not come to that")


def edit(deck: Path, number: int) -> None:
    """Change a line of the deck that nobody sees twice."""
    text = deck.read_text("utf-8").partition("\n<!-- speaker_note: edit")[0]
    deck.write_text(f"{text.rstrip()}\n\n<!-- speaker_note: edit {number} -->\n", "utf-8")


def sample(hours: float) -> Sample:
    """What there is now."""
    gc.collect()
    objects = Counter(f"{type(each).__module__}.{type(each).__qualname__}" for each in gc.get_objects())
    room = sum(resident_mib(pid) for pid in processes.tree(os.getpid())[1:])
    return Sample(hours, resident_mib(os.getpid()), room, objects)


def resident_mib(pid: int) -> float:
    """MiB that the process has in memory."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2


def is_flat(samples: Sequence[Sample]) -> bool:
    """Whether the end is as the state after the warm-up was."""
    first, last = samples[1], samples[-1]
    objects = last.objects.total() <= first.objects.total() * (1 + GROWN_OBJECTS)
    return objects and last.mib - first.mib <= GROWN_MIB and last.room_mib - first.room_mib <= GROWN_MIB


def report(samples: Sequence[Sample]) -> str:
    """A table, what there is more of than after the warm-up, and whether that is flat."""
    lines = ["| hours | MiB | room MiB | objects |", "| ---: | ---: | ---: | ---: |", *map(row, samples), ""]
    lines += grown(samples[1], samples[-1])
    return "\n".join([*lines, "flat" if is_flat(samples) else "it has grown"])


def row(each: Sample) -> str:
    """A line of the table."""
    return f"| {each.hours:.1f} | {each.mib:.1f} | {each.room_mib:.1f} | {each.objects.total():,} |"


def grown(first: Sample, last: Sample) -> Iterator[str]:
    """The types of which there are many more."""
    for name, count in (last.objects - first.objects).most_common(12):
        if count >= 50:
            yield f"{count:+,} {name}"


if __name__ == "__main__":
    sys.exit(main())
