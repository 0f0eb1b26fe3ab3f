"""Pictures as a terminal gets them: shown, gone with their slide, and never waited for."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from benchmarks import terminal
from benchmarks.screen import CELL, Screen
from benchmarks.terminal import Running
from tests.journeys.conftest import PATIENCE, Person
from tests.journeys.test_journey_splash import slow
from tests.pictures.decoding import (
    difference,
    inline_images,
    kitty_deleted,
    kitty_pictures,
    placed,
    sixel_image,
    stacked,
)
from tests.pictures.drawing import EXAMPLE, quarters

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PIL import Image

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]

DECK = str(EXAMPLE / "deck.md")
LEFT, TOP, COLUMNS, ROWS = 20, 4, 40, 10
"""Where the first slide's chart stands on a screen of 80 by 24."""
CHART = quarters(COLUMNS * CELL[0], ROWS * CELL[1])
QUARTERED = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)]
BLURRED = 3
"""A small part of 255: scaling softens the edges between the quarters."""
TELLING = ("TMUX", "TMUX_PANE", "TERM_PROGRAM", "LC_TERMINAL", "KITTY_WINDOW_ID", "NO_COLOR", "STY")


class Recording(Screen):
    """A terminal that keeps what it was sent, and answers nothing while it is `mute`."""

    mute = False
    sent = ""

    def feed(self, data: bytes) -> bytes:
        answer = super().feed(data)
        self.sent += data.decode("utf-8", errors="replace")
        return b"" if self.mute else answer

    def ground(self, column: int, row: int) -> tuple[int, int, int] | None:
        """The colour behind a cell."""
        kind, value = self._terminal.style(column, row)["bg"] or ("", None)
        return value if kind == "rgb" else None

    def ink(self, column: int, row: int) -> object:
        """The colour of the text in a cell, as it was sent."""
        return self._terminal.style(column, row)["fg"]


@pytest.fixture
def watcher(person: Person, monkeypatch: pytest.MonkeyPatch) -> Person:
    """Somebody in front of a terminal that records, and of which nothing is known."""
    monkeypatch.setattr(terminal, "Screen", Recording)
    for name in TELLING:
        person.environment.pop(name, None)
    return person


def screen(person: Person) -> Recording:
    assert person.running is not None
    assert isinstance(person.running.screen, Recording)
    return person.running.screen


def until(person: Person, true: Callable[[], bool]) -> None:
    """Look until it is true of the screen."""
    running = person.running
    assert running is not None
    deadline = terminal.now() + PATIENCE
    while not true():
        assert terminal.now() < deadline, running.screen.text()
        running.pump(0.1)


def present(person: Person, **environment: str) -> Recording:
    """Start the example with these variables."""
    person.environment.update(environment)
    person.start("present", "--no-room", DECK)
    return screen(person)


def corners(shown: Recording) -> list[tuple[int, int, int] | None]:
    """The colours in the four quarters of the chart."""
    columns, rows = (LEFT + 1, LEFT + COLUMNS - 2), (TOP + 1, TOP + ROWS - 2)
    return [shown.ground(column, row) for row in rows for column in columns]


def nothing_is_left(person: Person) -> None:
    """Turn to the slide without a picture, and look at each cell where one was."""
    person.types("End")
    person.sees("Only words.", "5/5")
    shown = screen(person)
    cells = {shown.ground(x, y) for x in range(LEFT, LEFT + COLUMNS) for y in range(TOP, TOP + ROWS)}
    assert len(cells) == 1
    assert not re.search("▀|\U0010eeee|image:", shown.text())


def test_half_blocks_have_the_colours_of_the_picture_and_leave_with_it(watcher: Person) -> None:
    shown = present(watcher)
    until(watcher, lambda: corners(shown) == QUARTERED)
    assert shown.text().count("▀") == COLUMNS * ROWS
    nothing_is_left(watcher)
    watcher.types("q")
    assert watcher.leaves() == 0
    assert "\x1b_G" not in shown.sent


def test_a_terminal_that_answers_nothing_gets_its_pictures_all_the_same(
    watcher: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Recording, "mute", True)
    shown = present(watcher, TERM_PROGRAM="WezTerm")
    until(watcher, lambda: "1337;File" in shown.sent)
    watcher.types("q")
    assert watcher.leaves() == 0


def test_kitty_has_the_picture_and_gives_it_back(watcher: Person) -> None:
    shown = present(watcher, TERM="xterm-kitty")
    until(watcher, lambda: shown.text().count("\U0010eeee") == COLUMNS * ROWS)
    line = shown.text().splitlines()[TOP + 3]
    kind, color = shown.ink(LEFT, TOP + 3)  # type: ignore[misc]
    picture, cells = placed(f"\x1b[38;5;{color}m{line}")
    assert kind == "palette"
    assert cells == [(3, column) for column in range(COLUMNS)]
    sent = kitty_pictures(shown.sent)[picture]
    assert (sent.keys["c"], sent.keys["r"]) == (str(COLUMNS), str(ROWS))
    assert difference(sent.image, CHART) < BLURRED
    nothing_is_left(watcher)
    watcher.types("q")
    assert watcher.leaves() == 0
    assert sorted(kitty_deleted(shown.sent)) == sorted(kitty_pictures(shown.sent))
    assert watcher.running is not None
    assert watcher.running.left_on() == []


def drawn(sent: str, pattern: str, read: Callable[[str], Image.Image]) -> Image.Image:
    """The chart, from the rows that were sent last before anything else of a picture's width."""
    return stacked([read(found) for found in re.findall(pattern, sent, re.DOTALL)[:ROWS]])


def test_iterm_draws_the_picture_and_text_covers_it_again(watcher: Person) -> None:
    shown = present(watcher, LC_TERMINAL="iTerm2")
    until(watcher, lambda: shown.sent.count("1337;File") >= ROWS)
    chart = drawn(shown.sent, r"\x1b\]1337;.*?\x07", lambda found: inline_images(found)[0][1])
    assert difference(chart, CHART) < BLURRED
    nothing_is_left(watcher)


def test_sixel_draws_the_picture_when_it_is_asked_for(watcher: Person) -> None:
    settings = watcher.home / "config" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('images = "sixel"\n')
    shown = present(watcher)
    until(watcher, lambda: len(re.findall(r"\x1bP0;1;0q.*?\x1b\\", shown.sent)) >= ROWS)
    chart = drawn(shown.sent, r"\x1bP0;1;0q.*?\x1b\\", sixel_image)
    assert difference(chart, CHART) < BLURRED
    nothing_is_left(watcher)


@pytest.fixture
def tmux(watcher: Person, tmp_path: Path) -> Callable[[str], Recording]:
    """Starts the example in a tmux with this `allow-passthrough`, on a terminal that calls itself kitty."""
    program = shutil.which("tmux")
    if program is None:
        assert not os.environ.get("CI"), "CI has tmux"
        pytest.skip("needs tmux")
    described = subprocess.run(
        ["infocmp", "-x", "xterm-256color"], capture_output=True, text=True, check=True
    )
    source = tmp_path / "kitty.info"
    source.write_text(re.sub(r"(?m)^xterm-256color\|", "xterm-kitty|", described.stdout))
    subprocess.run(["tic", "-x", "-o", tmp_path / "terminfo", source], check=True, capture_output=True)

    def start(through: str) -> Recording:
        settings = tmp_path / "tmux.conf"
        settings.write_text(f'set -g allow-passthrough {through}\nset -g default-terminal "tmux-256color"\n')
        inside = shlex.join([sys.executable, "-m", "holeout", "present", "--no-room", DECK])
        command = [program, "-S", str(tmp_path / "socket"), "-f", str(settings), "new-session", inside]
        watcher.environment |= {"TERM": "xterm-kitty", "TERMINFO": str(tmp_path / "terminfo")}
        columns, rows = watcher.size
        # Below the program's own screen tmux has a line of its own.
        watcher.running = Running(command, watcher.environment, columns=columns, rows=rows + 1)
        return screen(watcher)

    return start


def test_a_tmux_that_lets_nothing_through_shows_half_blocks(
    watcher: Person, tmux: Callable[[str], Recording]
) -> None:
    shown = tmux("off")
    until(watcher, lambda: shown.text().count("▀") == COLUMNS * ROWS)
    assert "\x1b_G" not in shown.sent
    nothing_is_left(watcher)


def test_a_tmux_that_lets_pictures_through_to_kitty_does_so(
    watcher: Person, tmux: Callable[[str], Recording]
) -> None:
    shown = tmux("on")
    until(watcher, lambda: shown.text().count("\U0010eeee") == COLUMNS * ROWS)
    picture, cells = placed(
        f"\x1b[38;5;{shown.ink(LEFT, TOP)[1]}m{shown.text().splitlines()[TOP]}"  # type: ignore[index]
    )
    assert cells == [(0, column) for column in range(COLUMNS)]
    assert kitty_pictures(shown.sent)[picture].image.size == CHART.size
    nothing_is_left(watcher)
    watcher.types("q")
    assert watcher.leaves() == 0
    assert picture in kitty_deleted(shown.sent)


def test_the_next_start_shows_the_picture_before_the_program_is_loaded(
    watcher: Person, tmp_path: Path
) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "talk")
    command = ("present", "--no-room", str(tmp_path / "talk" / "deck.md"))
    watcher.environment["TERM"] = "xterm-kitty"
    watcher.start(*command)
    shown = screen(watcher)
    until(watcher, lambda: "\U0010eeee" in shown.text())
    watcher.types("q")
    assert watcher.leaves() == 0
    slow(watcher, tmp_path)
    watcher.start(*command)
    watcher.sees("A picture alone", "LOADING")
    assert corners(screen(watcher)) == QUARTERED
    (tmp_path / "talk" / "quarters.png").write_bytes((EXAMPLE / "disc.png").read_bytes())
    watcher.start(*command)
    watcher.sees("LOADING")
    assert "A picture alone" not in screen(watcher).text()
