"""A deck that comes down a pipe is presented, and the keys still come from the terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from benchmarks.terminal import Running

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.conftest import Person

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]


def test_a_piped_deck_is_turned_with_keys_and_left(person: Person, tmp_path: Path) -> None:
    deck = tmp_path / "deck.md"
    deck.write_text("# First of the pipe\n\n---\n\n# Second of the pipe\n")
    command = f"cat {deck} | {sys.executable} -m holeout present - --no-room"
    person.running = Running(["/bin/sh", "-c", command], person.environment, columns=80, rows=24)
    person.sees("First of the pipe", "1/2")
    person.types("Right")
    person.sees("Second of the pipe", "2/2")
    person.types("q")
    assert person.leaves() == 0
    assert person.running.left_on() == []
