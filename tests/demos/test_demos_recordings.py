"""The recordings that ship with the talk."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from holeout.demos.cast import OUTPUT, Cast, read_cast
from holeout.demos.emulator import Size
from holeout.demos.model import read_demo
from holeout.demos.tame import tame

FOLDER = Path(__file__).parents[2] / "content" / "demos"
PATHS = sorted(FOLDER.glob("*.py"))
SMALL_ENOUGH = 300_000
"""Bytes of all recordings together."""
PRIVATE = re.compile(r"/(?:home|root|Users|tmp|private|work)/|holeout-demo|\w@\w+:|\.local\b")
FIRST = 1_793_000_000
"""October 2026: before, there was no demo to record."""


def cast_of(path: Path) -> Cast:
    recording = path.with_suffix(".cast")
    return read_cast(recording.read_text(encoding="utf-8"), recording.name)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_every_demo_has_a_recording_that_proves_its_point_on_a_small_screen(path: Path) -> None:
    demo, _ = read_demo(path.read_text(encoding="utf-8"), path.name)
    assert demo is not None
    cast = cast_of(path)
    shown = "".join(event.data for event in cast.events if event.code == OUTPUT)
    assert demo.proof in re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", shown)
    assert (cast.size, cast.exit_code, cast.title) == (Size(80, 24), 0, demo.title)
    assert cast.timestamp > FIRST
    assert PRIVATE.search(shown) is None
    assert tame(cast) == cast


def test_no_recording_is_left_of_a_demo_that_is_gone_and_all_are_small() -> None:
    recordings = sorted(FOLDER.glob("*.cast"))
    assert [path.stem for path in recordings] == [path.stem for path in PATHS]
    assert sum(path.stat().st_size for path in recordings) < SMALL_ENOUGH
