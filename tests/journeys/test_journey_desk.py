"""The presenter and its desks: driven from each in turn, dead and back."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

from tests.journeys.conftest import Person

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
DECK = "---\nduration: 10min\n---\n" + "\n---\n\n".join(
    f"# Slide {n}\n\nshown {n}\n\n<!-- time: 60s -->\n<!-- note: say {n} -->\n" for n in range(1, 7)
)


@pytest.fixture
def desks(tmp_path: Path, demo_cache: Path) -> Iterator[tuple[Person, Person, Person]]:
    """A presenter and two desks of the same person."""
    people = tuple(Person(tmp_path / "home", demo_cache, columns=120, rows=30) for _ in range(3))
    yield people  # type: ignore[misc]
    for person in people:
        person.close()


def at_slide(people: tuple[Person, ...], number: int) -> None:
    presenter, *others = people
    presenter.sees(f"{number}/6", f"shown {number}")
    for desk in others:
        desk.sees(f"slide {number}/6", f"say {number}")


def until_heard(desk: Person, presenter: Person) -> None:
    """Press the key, again if the presenter was not back in the room yet: then nobody heard it."""
    for _ in range(20):
        desk.types("Right")
        if desk.comes_to_see("slide 3/6", seconds=3):
            break
    presenter.sees("3/6")


def test_presenter_and_desks_agree_whoever_drives_and_after_a_crash(
    desks: tuple[Person, Person, Person], tmp_path: Path
) -> None:
    deck = tmp_path / "talk.md"
    deck.write_text(DECK)
    presenter, one, other = desks
    one.start("notes")
    one.sees("Waiting for a presentation")
    presenter.start("present", str(deck))
    at_slide(desks[:2], 1)
    presenter.types("Right")
    at_slide(desks[:2], 2)
    other.start("notes")
    at_slide(desks, 2)
    one.types("Right")
    at_slide(desks, 3)
    other.types("Left")
    at_slide(desks, 2)
    other.sees("next: Slide 3")
    assert presenter.running is not None
    os.kill(presenter.running.pid, signal.SIGKILL)
    presenter.leaves()
    presenter.start("present", str(deck))
    at_slide(desks, 2)
    until_heard(one, presenter)
    at_slide(desks, 3)
    for person in desks:
        person.types("q")
        assert person.leaves() == 0
