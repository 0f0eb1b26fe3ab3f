"""One walk through every room: slides, map, stage, pitfall, demo, favourite, and back the next day."""

from __future__ import annotations

import os
import signal
import time
import tomllib
from typing import TYPE_CHECKING

import pytest

from benchmarks import processes
from holeout.talk import load_talk

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.conftest import Person

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]


def to_the_running_demo(person: Person) -> None:
    """From the first slide to the demo of the first pitfall of Monitor, with keys alone."""
    person.start()
    person.sees("The prototype hole", "1/30")
    person.types("m")
    person.sees("Learn & maintain", "work comes back")
    person.types(*["Down"] * list(load_talk().lifecycle.stages).index("monitor"))
    person.sees("Would we know, today")
    person.types("Enter")
    person.sees("The holes here", "The server is green")
    person.types("Enter")
    person.sees("symptom", "ask")
    person.types("d")
    person.sees("Watch:")


@pytest.mark.network
def test_keys_alone_lead_from_the_first_slide_to_a_recorded_favourite(person: Person) -> None:
    to_the_running_demo(person)
    person.sees("Not prepared")
    person.types("p")
    person.sees("ALERT FallbackShare fires")
    person.sees("Ended")
    person.types("Esc")
    person.sees("symptom")
    person.types("a")
    person.sees("A favourite tool")
    person.types(*"prometheus-client", "Tab", "Tab", *"it counts who answered", "Enter")
    person.sees("was added to your")
    person.types("Esc", "Esc", "Esc")
    person.sees("1/30")
    person.types("Right")
    person.sees("2/30")
    person.types("q")
    assert person.leaves() == 0
    assert person.running is not None
    assert person.running.left_on() == []
    (file,) = (person.home / "data").glob("*.favourites.toml")
    (favourite,) = tomllib.loads(file.read_text())["favourite"]
    assert (favourite["tool"], favourite["stage"]) == ("prometheus-client", "monitor")
    assert favourite["note"] == "it counts who answered"
    person.start()
    person.sees("2/30")


@pytest.mark.network
def test_nothing_of_a_demo_outlives_a_program_that_is_killed(person: Person) -> None:
    to_the_running_demo(person)
    person.types("p")
    person.sees("200 phones ask")
    assert person.running is not None
    family = person.running.members()
    os.kill(person.running.pid, signal.SIGKILL)
    person.leaves()
    deadline = time.monotonic() + 2.0
    while alive := processes.running(family):
        assert time.monotonic() < deadline, f"{alive} still run"
        time.sleep(0.02)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_gives_the_terminal_back_as_it_was(person: Person, number: signal.Signals) -> None:
    person.start("present")
    person.sees("The prototype hole")
    person.types("Right")
    person.sees("2/30")
    assert person.running is not None
    os.kill(person.running.pid, number)
    assert person.leaves() == 128 + number
    assert person.running.left_on() == []
    person.start("present")
    person.sees("2/30")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_gives_the_terminal_of_the_desk_back_as_it_was(
    person: Person, number: signal.Signals
) -> None:
    person.start("notes")
    person.sees("No presentation is running")
    assert person.running is not None
    os.kill(person.running.pid, number)
    assert person.leaves() == 128 + number
    assert person.running.left_on() == []


def test_a_terminal_that_is_closed_ends_the_program_and_keeps_the_place(person: Person) -> None:
    person.start("present", "--no-room")
    person.sees("The prototype hole")
    person.types("Right")
    person.sees("2/30")
    running, person.running = person.running, None
    assert running is not None
    assert running.hang_up(20.0), "it still runs"
    person.start("present", "--no-room")
    person.sees("2/30")


def test_a_talk_with_faults_is_refused_in_the_words_of_check(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    deck = tmp_path / "deck.md"
    deck.write_text("# One\n\n<!-- time: soon -->\n\n---\n\n# Two\n\n<!-- column: 3 -->\n")
    person.start("deck.md")
    person.sees("deck.md:3:", "deck.md:9:", "time")
    assert person.leaves() == 1
    assert person.running is not None
    assert "Traceback" not in person.running.screen.text()
