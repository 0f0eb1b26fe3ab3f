from __future__ import annotations

import asyncio
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from demos_help import SMALL, launch

from holeout.demos.best_emulator import open_emulator
from holeout.demos.cast import OUTPUT, Cast, Event
from holeout.demos.emulator import Size
from holeout.demos.feed import Outcome, Reason
from holeout.demos.plain import PlainEmulator
from holeout.demos.player import Player
from holeout.demos.terminal import BUDGET, FRAME, Terminal
from tests.null_feed import NullFeed

if TYPE_CHECKING:
    from collections.abc import Callable


async def eventually(what: Callable[[], object], seconds: float = 5.0) -> None:
    async with asyncio.timeout(seconds):
        while not what():
            await asyncio.sleep(0.005)


class Gathering(PlainEmulator):
    """An emulator that keeps what it is fed, and may be slow or have questions answered."""

    def __init__(self) -> None:
        super().__init__(SMALL)
        self.fed = bytearray()
        self.replies = b""

    def feed(self, data: bytes) -> None:
        self.fed += data

    def take_replies(self) -> bytes:
        replies, self.replies = self.replies, b""
        return replies


class Flood(NullFeed):
    """Never runs dry, and counts."""

    takes_input = True

    def __init__(self) -> None:
        super().__init__()
        self.read_bytes = 0
        self.written = b""
        self.pending = False  # type: ignore[misc]

    def read(self, limit: int) -> bytes | None:
        self.read_bytes += 4096
        return b"y\n" * 2048

    def write(self, data: bytes) -> None:
        self.written += data


async def test_a_programs_output_is_emulated_and_its_end_told() -> None:
    terminal = Terminal(open_emulator(SMALL), launch("sh", "-c", "printf 'hello'; exit 4"))
    changes: list[Outcome | None] = []
    terminal.watch(lambda: changes.append(terminal.outcome))
    terminal.start()
    await eventually(lambda: changes and changes[-1])
    assert terminal.emulator.text() == "hello"
    assert terminal.outcome == Outcome(4, Reason.EXITED, "")
    assert not terminal.takes_input
    terminal.close()


async def test_it_goes_on_without_anybody_watching() -> None:
    terminal = Terminal(open_emulator(SMALL), launch("sh", "-c", "seq 20000; echo end"))
    terminal.start()
    await eventually(lambda: terminal.outcome)
    assert terminal.emulator.text().endswith("20000\nend")
    terminal.close()


async def test_a_flood_leaves_the_loop_its_turns_and_is_taken_in_bounded_portions() -> None:
    feed, emulator = Flood(), Gathering()
    terminal = Terminal(emulator, feed)
    terminal.start()
    await eventually(lambda: feed.read_bytes)
    late = []
    for _ in range(40):
        asked = time.perf_counter()
        await asyncio.sleep(0)
        late.append(time.perf_counter() - asked)
        await asyncio.sleep(0.005)
    terminal.close()
    assert sorted(late)[len(late) // 2] < BUDGET


async def test_frames_keep_their_distance_when_painting_is_dear() -> None:
    feed, emulator = Flood(), Gathering()
    terminal = Terminal(emulator, feed)
    frames: list[float] = []

    def painted() -> None:
        frames.append(time.perf_counter())
        terminal.note_cost(0.08)

    terminal.watch(painted)
    terminal.start()
    await eventually(lambda: len(frames) >= 5)
    terminal.close()
    gaps = [after - before for before, after in pairwise(frames[2:])]
    assert min(gaps) > 2 * FRAME


async def test_answers_go_back_to_the_program_but_do_not_pile_up() -> None:
    feed, emulator = Flood(), Gathering()
    terminal = Terminal(emulator, feed)
    terminal.start()
    emulator.replies = b"\x1b[1;1R"
    await eventually(lambda: feed.written)
    assert feed.written == b"\x1b[1;1R"
    feed.pending = True  # type: ignore[misc]
    emulator.replies = b"\x1b[2;2R"
    await eventually(lambda: emulator.replies == b"")
    terminal.close()
    assert feed.written == b"\x1b[1;1R"


async def test_a_program_that_asks_hears_the_answer() -> None:
    script = "stty raw -echo; printf '\\033[6n'; dd bs=1 count=6 2>/dev/null | od -c | head -1"
    terminal = Terminal(open_emulator(SMALL), launch("sh", "-c", script))
    terminal.start()
    await eventually(lambda: terminal.outcome)
    assert "033   [   1   ;   1   R" in terminal.emulator.text()
    terminal.close()


async def test_input_that_is_not_read_yet_is_sent_later() -> None:
    script = "stty raw -echo; echo up; sleep 0.2; head -c 200000 | wc -c"
    terminal = Terminal(open_emulator(SMALL), launch("sh", "-c", script))
    terminal.start()
    await eventually(lambda: "up" in terminal.emulator.text())
    terminal.send(b"x" * 200_000)
    await eventually(lambda: "200000" in terminal.emulator.text())
    terminal.close()


async def test_a_new_size_reaches_emulator_and_program() -> None:
    script = "trap 'stty size' WINCH; echo up; while :; do sleep 0.02; done"
    terminal = Terminal(open_emulator(SMALL), launch("sh", "-c", script))
    terminal.start()
    await eventually(lambda: "up" in terminal.emulator.text())
    terminal.resize(Size(90, 30))
    await eventually(lambda: "30 90" in terminal.emulator.text())
    assert terminal.emulator.size == Size(90, 30)
    terminal.close()


async def test_a_new_size_reaches_a_program_that_asked_to_be_told_among_its_input() -> None:
    script = (
        "import os, tty; tty.setraw(0); print('\\33[?2048hready', end='', flush=True); seen = b''\n"
        "while seen.count(b't') < 2: seen += os.read(0, 100)\n"
        "print(seen)"
    )
    terminal = Terminal(open_emulator(SMALL), launch(sys.executable, "-c", script))
    terminal.start()
    await eventually(lambda: "ready" in terminal.emulator.text())
    terminal.resize(Size(90, 30))
    await eventually(lambda: terminal.outcome)
    assert r"\x1b[48;24;80;384;640t\x1b[48;30;90;480;720t" in terminal.emulator.text()
    terminal.close()


async def test_stopping_is_told_to_those_who_watch() -> None:
    terminal = Terminal(open_emulator(SMALL), launch("cat"))
    ended: list[Outcome] = []
    terminal.watch(lambda: ended.append(terminal.outcome) if terminal.outcome else None)
    terminal.start()
    terminal.stop()
    await eventually(lambda: ended)
    assert ended[0].reason is Reason.STOPPED
    terminal.close()


async def test_closing_gives_back_every_file() -> None:
    def files() -> int:
        return len(list(Path("/dev/fd").iterdir()))

    before = files()
    for _ in range(3):
        terminal = Terminal(open_emulator(SMALL), launch("cat"))
        terminal.start()
        await asyncio.sleep(0)
        terminal.close()
        terminal.close()
    assert files() == before


async def test_a_recording_plays_pauses_and_winds_back() -> None:
    cast = Cast(SMALL, (Event(0.0, OUTPUT, "one "), Event(0.05, OUTPUT, "two "), Event(60.0, OUTPUT, "far")))
    player = Player(cast)
    terminal = Terminal(open_emulator(SMALL), player)
    terminal.start()
    await eventually(lambda: terminal.emulator.text() == "one two")
    player.seek(60.0)
    terminal.nudge()
    await eventually(lambda: terminal.emulator.text() == "one two far")
    player.pause()
    player.seek(0.0)
    terminal.nudge()
    await eventually(lambda: terminal.emulator.text() == "one")
    assert not terminal.takes_input
    assert terminal.outcome is None
    terminal.close()


@pytest.mark.parametrize("data", [b"", b"x" * 200_000])
async def test_a_feed_without_a_file_is_read_to_its_end(data: bytes) -> None:
    emulator = Gathering()
    terminal = Terminal(emulator, NullFeed(data))
    terminal.start()
    await eventually(lambda: terminal.outcome)
    assert bytes(emulator.fed) == data
    terminal.close()
