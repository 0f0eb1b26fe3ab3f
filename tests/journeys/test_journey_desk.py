"""The presenter, its desks and its remote: driven from each in turn, dead and back."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks.browser import phone
from holeout.room.client import find_local_room
from holeout.room.join import remote_url
from tests.journeys.conftest import PATIENCE, Person

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from selenium.webdriver import Chrome

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
DECK = "---\nduration: 10min\n---\n" + "\n---\n\n".join(
    f"# Slide {n}\n\nshown {n}\n<!-- pause -->\n\nand more {n}\n\n<!-- time: 60s -->\n<!-- note: say {n} -->\n"
    for n in range(1, 7)
)


class Remote:
    """The page that the speaker's phone has open."""

    def __init__(self, browser: Chrome) -> None:
        self.browser = browser

    def opens(self) -> None:
        """Scan the code."""
        address = find_local_room()
        assert address is not None
        self.browser.get(remote_url(address.url, address.token))
        self.sees("Next")

    def sees(self, *texts: str) -> None:
        """Wait until all `texts` are on the page."""
        text = until(self.text, lambda text: all(each in text for each in texts))
        assert all(each in text for each in texts), f"{texts} is not on the page:\n{text}"

    def text(self) -> str:
        """All that the page says."""
        return str(self.browser.execute_script("return document.querySelector('main')?.innerText ?? ''"))

    def taps(self, button: str) -> None:
        """Press a button."""
        script = (
            "[...document.querySelectorAll('button')].find((b) => b.textContent === arguments[0]).click()"
        )
        self.browser.execute_script(script, button)


def until(look: Callable[[], Any], is_so: Callable[[Any], bool]) -> Any:
    """What `look` gives once it `is_so`, or at the end of one's patience."""
    deadline = time.monotonic() + PATIENCE
    while not is_so(seen := look()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return seen


@pytest.fixture
def people(tmp_path: Path, demo_cache: Path) -> Iterator[tuple[Person, Person, Person]]:
    """A presenter and two desks of the same person, one of them small."""
    sizes = ((120, 30), (80, 24), (120, 40))
    found = tuple(Person(tmp_path / "home", demo_cache, columns, rows) for columns, rows in sizes)
    yield found  # type: ignore[misc]
    for person in found:
        person.close()


@pytest.fixture
def remote() -> Iterator[Remote]:
    """A phone."""
    browser = phone()
    if browser is None:
        pytest.skip("no Chromium on this machine")
    yield Remote(browser)
    browser.quit()


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    path = tmp_path / "talk.md"
    path.write_text(DECK)
    return path


def agree(people: tuple[Person, ...], slide: int, step: int = 1, remote: Remote | None = None) -> None:
    """Wait until everybody is at the same slide and step, both from 1."""
    presenter, *desks = people
    shown = [f"shown {slide}", *([f"and more {slide}"] if step > 1 else [])]
    presenter.sees(f"{slide}/6", *shown)
    for desk in desks:
        desk.sees(f"slide {slide}/6 step {step}/2", f"say {slide}", *shown)
    if remote:
        remote.sees(f"Slide {slide} of 6: Slide {slide}", f"step {step} of 2", f"say {slide}", *shown)


def clock_of(text: str) -> int:
    """The seconds that the first clock in a screen's or page's text says."""
    found = re.search(r"\b(\d+):(\d\d)\b", text)
    assert found, text
    return int(found[1]) * 60 + int(found[2])


def screen(person: Person) -> str:
    assert person.running is not None
    person.running.pump(0.05)
    person.running.settle(0.02)
    return person.running.screen.text()


def clocks_agree(people: tuple[Person, ...], remote: Remote) -> int:
    """The seconds that all clocks say, which were read one after the other."""
    presenter, *desks = people
    footer = screen(presenter).strip().splitlines()[-1]
    said = [clock_of(footer), *(clock_of(screen(desk).strip()) for desk in desks), clock_of(remote.text())]
    assert max(said) - min(said) <= 2, said
    return said[0]


def kill(person: Person) -> None:
    assert person.running is not None
    os.kill(person.running.pid, signal.SIGKILL)
    person.leaves()


def until_heard(desk: Person, presenter: Person, slide: int) -> None:
    """Press the key, again if the presenter was not back in the room yet: then nobody heard it."""
    for _ in range(20):
        desk.types(">")
        if desk.comes_to_see(f"slide {slide}/6", seconds=3):
            break
    presenter.sees(f"{slide}/6")


def test_desks_come_late_twice_and_again_and_drive(people: tuple[Person, Person, Person], deck: Path) -> None:
    presenter, one, other = people
    one.start("notes")
    one.sees("No presentation is running")
    presenter.start("present", str(deck))
    agree(people[:2], 1)
    presenter.types("Right")
    agree(people[:2], 1, 2)
    other.start("notes")
    agree(people, 1, 2)
    other.types("g")
    other.sees("you are here")
    other.types(*"slide 5", "Enter")
    agree(people, 5)
    script = [sys.executable, "-m", "holeout", "drive", "go-to", "slide 4"]
    subprocess.run(script, env=presenter.environment, check=True)
    agree(people, 4)
    kill(other)
    one.types("u")
    agree(people[:2], 5)
    one.types("u")
    agree(people[:2], 1)
    other.start("notes")
    agree(people, 1)
    kill(presenter)
    one.sees("presenter is away")
    other.sees("presenter is away")
    presenter.start("present", str(deck))
    agree(people, 1)
    until_heard(one, presenter, 2)
    agree(people, 2)
    one.sees("g Go to")
    for person in people:
        person.types("q")
        assert person.leaves() == 0


@pytest.mark.browser
def test_presenter_two_desks_and_a_phone_agree_whoever_drives_and_whoever_dies(
    people: tuple[Person, Person, Person], remote: Remote, deck: Path
) -> None:
    presenter, one, other = people
    presenter.start("present", str(deck))
    one.start("notes")
    other.start("notes")
    agree(people, 1)
    remote.opens()
    agree(people, 1, 1, remote)
    each_drives(people, remote)
    the_presenter_dies_and_comes_back(people, remote, deck)
    the_room_dies_and_comes_back(people, remote)


def each_drives(people: tuple[Person, Person, Person], remote: Remote) -> None:
    presenter, one, other = people
    presenter.types("Right")
    agree(people, 1, 2, remote)
    one.types("Right")
    agree(people, 2, 1, remote)
    remote.taps("Next")
    agree(people, 2, 2, remote)
    other.types("Right")
    agree(people, 3, 1, remote)
    remote.taps("Back")
    agree(people, 2, 2, remote)
    remote.taps("Blank, or back")
    one.sees("the screen is blank")
    other.sees("the screen is blank")
    remote.sees("The screen is blank")
    assert until(lambda: screen(presenter).strip(), lambda text: not text) == ""
    one.types("b")
    agree(people, 2, 2, remote)


def the_presenter_dies_and_comes_back(
    people: tuple[Person, Person, Person], remote: Remote, deck: Path
) -> None:
    presenter, one, other = people
    before, began = clocks_agree(people, remote), time.monotonic()
    kill(presenter)
    one.sees("presenter is away")
    other.sees("presenter is away")
    remote.sees("presenter is away")
    presenter.start("present", str(deck))
    agree(people, 2, 2, remote)
    assert "away" not in until(remote.text, lambda text: "away" not in text)
    after = clocks_agree(people, remote)
    assert abs((after - before) - (time.monotonic() - began)) <= 3


def the_room_dies_and_comes_back(people: tuple[Person, Person, Person], remote: Remote) -> None:
    presenter, one, _ = people
    room = find_local_room()
    assert room is not None
    os.kill(room.pid, signal.SIGKILL)
    one.sees("Trying again")
    until_heard(one, presenter, 3)
    agree(people, 3, 1, remote)
    remote.taps("Next")
    agree(people, 3, 2, remote)
