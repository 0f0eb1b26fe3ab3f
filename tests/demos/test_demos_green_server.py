from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from holeout.demos.cast import Recorder
from holeout.demos.console import Console, run_in_console
from holeout.demos.emulator import Size
from holeout.demos.environment import Environments
from holeout.demos.ghostty import GhosttyEmulator
from holeout.demos.model import read_demo
from holeout.demos.run import start_process

PATH = Path(__file__).parents[2] / "content" / "demos" / "green-server.py"


class Nowhere:
    def write(self, data: bytes) -> int:
        return len(data)

    def flush(self) -> None:
        pass


@pytest.mark.network
def test_the_green_server_bites_and_is_found_out_within_three_seconds_on_one_screen(tmp_path: Path) -> None:
    demo, problems = read_demo(PATH.read_text(encoding="utf-8"), str(PATH))
    assert problems == []
    assert demo is not None
    environments = Environments(tmp_path)
    python = environments.prepare(demo).python
    began = time.monotonic()
    size = Size(80, 24)
    recorder = Recorder(size, time.monotonic)
    outcome = run_in_console(
        start_process(demo, environments, python, size), Console(Nowhere(), size=size), recorder
    )  # type: ignore[arg-type]
    assert outcome.code == 0
    assert time.monotonic() - began < 3
    emulator = GhosttyEmulator(size)
    for event in recorder.finish(outcome).events:
        emulator.feed(event.data.encode() if event.code == "o" else b"")
    screen = emulator.text()
    assert emulator.scrolled == 0
    emulator.close()
    assert "200 requests, 0 errors, all 200 OK: green" in screen
    assert re.search(r'answers_total\{source="fallback"\} 100\b', screen)
    assert demo.proof in screen
    assert len(screen.splitlines()) < size.rows
