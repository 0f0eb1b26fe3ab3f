"""Rehearsing in a real terminal: times by slide, through an edit of the deck and a killed program."""

from __future__ import annotations

import json
import os
import signal
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.conftest import Person

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
DECK = "# One\n\nfirst\n\n---\n\n# Two\n\nsecond\n\n---\n\n# Three\n\nthird\n"


def kept(person: Person) -> list[dict[str, Any]]:
    (path,) = (person.home / "state" / "rehearsals").glob("*.json")
    found: list[dict[str, Any]] = json.loads(path.read_text())
    return found


def test_each_slide_is_timed_through_an_edit_and_a_killed_rehearsal_is_compared_with(
    person: Person, tmp_path: Path
) -> None:
    deck, report = tmp_path / "talk.md", tmp_path / "report.json"
    deck.write_text(DECK)
    person.start("rehearse", str(deck))
    person.sees("first")
    person.types("Right")
    person.sees("second")
    assert person.running is not None
    os.kill(person.running.pid, signal.SIGKILL)
    person.leaves()
    assert [title for title, _ in kept(person)[0]["slides"]] == ["One"]

    person.start("rehearse", str(deck), "-o", str(report))
    person.sees("first", "1/3")
    person.types("Right")
    person.sees("second")
    edited = "# Zero\n\nnew\n\n---\n\n" + DECK
    deck.write_text(edited)
    person.sees("new", "1/4")
    person.types("g", *"three", "Enter")
    person.sees("third")
    person.types("q")
    assert person.leaves() == 0
    slides = json.loads(report.read_text())["slides"]
    assert [(each["slide"], each["title"]) for each in slides] == [
        (1, "Zero"), (2, "One"), (3, "Two"), (4, "Three")
    ]  # fmt: skip
    assert all(each["took"] > 0 for each in slides)
    assert slides[1]["before"] is not None
    assert deck.read_text() == edited
    assert len(kept(person)) == 2
    person.start("present", "--no-room", str(deck))
    person.sees("1/4")
