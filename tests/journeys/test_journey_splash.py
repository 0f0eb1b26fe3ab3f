"""The next start: the screen that was left is there before the program is, and nobody sees where it takes over."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.journeys.conftest import Person

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]

SLOW = "import sys, time\nsys.stderr.write('\\x1b[6;6HLOADING')\nsys.stderr.flush()\ntime.sleep(60)\n"
"""Stands in for Textual, and never comes to an end of loading."""


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    path = tmp_path / "deck.md"
    path.write_text("# First\n\n---\n\n# Second\n\n---\n\n# Third\n")
    return path


@pytest.fixture
def left(person: Person, deck: Path) -> Person:
    """Somebody who left the talk on its second slide."""
    person.start("present", "--no-room", str(deck))
    person.sees("First")
    person.types("Right")
    person.sees("Second")
    person.types("q")
    assert person.leaves() == 0
    return person


def slow(person: Person, tmp_path: Path) -> None:
    """From here on the program takes for ever to load."""
    (tmp_path / "slow" / "textual").mkdir(parents=True)
    (tmp_path / "slow" / "textual" / "__init__.py").write_text(SLOW)
    person.environment["PYTHONPATH"] = str(tmp_path / "slow")


def test_the_slide_is_there_before_the_program_and_stays_while_it_takes_over(
    left: Person, deck: Path
) -> None:
    running = left.start("present", "--no-room", str(deck))
    left.sees("Second")
    running.press("right")
    while not running.screen.shows(["Third"]):
        text = running.screen.text()
        assert "Second" in text or "Third" in text
        running.pump(1.0)
    left.types("q")
    assert left.leaves() == 0
    assert running.left_on() == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_start_that_is_ended_while_it_loads_gives_the_terminal_back(
    left: Person, deck: Path, tmp_path: Path, number: signal.Signals
) -> None:
    slow(left, tmp_path)
    running = left.start("present", "--no-room", str(deck))
    left.sees("Second", "LOADING")
    os.kill(running.pid, number)
    assert left.leaves() == 128 + number
    assert running.left_on() == []


def test_a_talk_that_was_edited_or_broken_meanwhile_is_not_shown_as_it_was(
    left: Person, deck: Path, tmp_path: Path
) -> None:
    deck.write_text(deck.read_text().replace("Second", "Other"))
    slow(left, tmp_path)
    running = left.start("present", "--no-room", str(deck))
    left.sees("LOADING")
    assert not running.screen.shows(["Second"])
    deck.unlink()
    running = left.start("present", "--no-room", str(deck))
    left.sees("there is no talk")
    assert left.leaves() == 1
    assert running.left_on() == []


def test_a_spoilt_splash_is_passed_over(left: Person, deck: Path) -> None:
    kept = list(Path(left.environment["HOLEOUT_CACHE"]).glob("splash/*"))
    assert kept
    for file in kept:
        file.write_bytes(b"\x00spoilt")
    left.start("present", "--no-room", str(deck))
    left.sees("Second", "2/3")
