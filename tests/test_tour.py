"""The recorded tour plays from its first slide to the desk, and leaves a terminal as it was."""

from __future__ import annotations

import re

import pytest

from benchmarks.screen import Screen
from holeout.demos.cast import OUTPUT, Cast, read_cast
from tests.conftest import ROOT

TOUR = ROOT / "docs" / "tour.cast"
SCENES = (
    ("The prototype hole", "1/30"),
    ("AI and COVID", "3/30"),
    ("Monitor: green server", "24/30"),
    ("RECORDED", "ALERT FallbackShare fires"),
    ("forgotten", "Package & deploy", "Would we know, today"),
    ("The holes here", "Undeclared friends"),
    ("What helps", "Evidently"),
    ("A favourite tool", "evidently"),
    ("Your favourites", "it shows drift"),
    ("next", "Learn: where do complaints go?"),
)
"""What is seen, in this order."""


@pytest.fixture(scope="module")
def cast() -> Cast:
    return read_cast(TOUR.read_text("utf-8"), TOUR.name)


def test_it_shows_what_the_program_does_in_about_a_minute(cast: Cast) -> None:
    screen = Screen(cast.size.columns, cast.size.rows)
    awaited = list(SCENES)
    for event in cast.events:
        if event.code == OUTPUT:
            screen.feed(event.data.encode())
            if awaited and screen.shows(awaited[0]):
                awaited.pop(0)
    assert awaited == [], screen.text()
    assert screen.left_on() == []
    assert 45 <= cast.duration <= 90
    assert (
        max(later.time - event.time for event, later in zip(cast.events, cast.events[1:], strict=False)) < 6
    )


def test_it_is_small_and_tells_nothing_of_whose_machine_it_was_made_on() -> None:
    written = TOUR.read_text("utf-8")
    assert len(written.encode()) < 300_000
    assert not re.search(r"/(?:home|root|tmp|work|usr)/|Traceback", written)
