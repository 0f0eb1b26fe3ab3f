"""What is measured of the pane is the same work on both sides, and the limit is judged by what was measured."""

from __future__ import annotations

import os
import time

import pytest

from benchmarks.figures import summarise
from benchmarks.pane import keys, throughput
from benchmarks.pane.pyte_emulator import PyteEmulator
from holeout.demos.best_emulator import open_emulator
from holeout.demos.emulator import Size

pytest.importorskip("holeout.demos.ghostty", exc_type=ImportError)


@pytest.mark.parametrize("name", ["yes", "log in colours", "full screen"])
def test_both_emulators_end_with_the_same_text(name: str) -> None:
    stream = throughput.STREAMS[name][:20_000]
    screens = []
    for emulator in (open_emulator(Size(100, 20)), PyteEmulator(Size(100, 20))):
        emulator.feed(stream)
        rows = emulator.take_changes()
        screens.append(["".join(run.text for run in rows[y]).rstrip() for y in range(20)])
        emulator.close()
    assert screens[0] == screens[1]


def test_the_limit_is_judged_by_the_first_case_beside_its_flood() -> None:
    def found(*walls: float) -> dict[str, dict[str, object]]:
        return {"ours": {"wall": summarise(walls)}, "still": {"wall": summarise([1.0])}}

    assert "- holds" in keys._verdict(found(5.0, 32.0))
    assert "does not hold" in keys._verdict(found(5.0, 300.0))


def test_the_time_of_another_process_on_a_core_is_read() -> None:
    before = keys._core_ms(os.getpid())
    end = time.process_time() + 0.02
    while time.process_time() < end:
        pass
    assert keys._core_ms(os.getpid()) - before >= 15
