"""The talk on the terminals that people have: with all colours, with some, with none, and too small."""

from __future__ import annotations

import fcntl
import re
import struct
import termios
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.conftest import Person

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
DECK = """\
# Lit and unlit

```python {1|2}
first()
second()
```

---

# A table

| one | two |
| --- | --- |
| 1 | 2 |
"""
ALL, MANY, FEW, NONE = "38;2 48;2", "38;5 48;5", "30 40 90 100", ""
"""The kinds of colour codes, by their first numbers."""
SGR = re.compile(rb"\x1b\[([0-9;]*)m")


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    path = tmp_path / "deck.md"
    path.write_text(DECK)
    return path


class Listener:
    """Keeps what the program writes, as bytes."""

    def __init__(self, person: Person) -> None:
        assert person.running is not None
        self.data = b""
        self._feed = person.running.screen.feed
        person.running.screen.feed = self.hear  # type: ignore[method-assign]

    def hear(self, data: bytes) -> bytes:
        """Take it down and pass it on."""
        self.data += data
        return self._feed(data)

    def kinds(self) -> str:
        """The kinds of colours that were asked for."""
        return " ".join(
            sorted({kind for found in SGR.findall(self.data) for kind in kinds_in(found.decode())})
        )

    def before(self, text: str) -> set[int]:
        """The codes in force where `text` was last written."""
        head = self.data[: self.data.rindex(text.encode())]
        codes: set[int] = set()
        for found in SGR.findall(head[head.rindex(b"\x1b[0m") :]):
            codes |= {int(code) for code in found.decode().split(";") if code and int(code)}
        return codes


def kinds_in(codes: str) -> set[str]:
    """The kinds of colours in the numbers of one escape sequence; the terminal's own (39, 49) are none."""
    numbers = [int(code or 0) for code in codes.split(";")]
    found, at = set(), 0
    while at < len(numbers):
        number = numbers[at]
        if number in (38, 48):
            found.add(f"{number};{numbers[at + 1]}")
            at += 4 if numbers[at + 1] == 2 else 2
        for first, last in ((30, 37), (40, 47), (90, 97), (100, 107)):
            if first <= number <= last:
                found.add(str(first))
        at += 1
    return found


def presented(person: Person, deck: Path, *arguments: str, **environment: str) -> Listener:
    """The deck on a terminal of that environment, with the second step shown, and every dialog opened once."""
    person.environment.pop("COLORTERM", None)
    person.environment.pop("NO_COLOR", None)
    person.environment |= environment
    person.start(str(deck), *arguments)
    listener = Listener(person)
    person.sees("Lit and unlit", "first()", "1/2")
    person.types("Right", "o")
    person.sees("Go there")
    # Not Esc: with the next key it might be heard as that key with Alt.
    person.types("q", "f", "a")
    person.sees("A favourite tool")
    person.types("Esc")
    person.sees("Your favourites")
    person.types("q")
    person.sees("Lit and unlit")
    return listener


@pytest.mark.parametrize(
    ("environment", "kinds"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, ALL),
        ({"TERM": "xterm-256color"}, MANY),
        ({"TERM": "tmux-256color"}, MANY),
        ({"TERM": "xterm"}, FEW),
        ({"TERM": "linux"}, FEW),
        ({"TERM": "vt100"}, NONE),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"}, NONE),
    ],
    ids=lambda value: "-".join(value.values()) if isinstance(value, dict) else None,
)
def test_a_terminal_is_sent_no_colours_but_those_it_has(
    person: Person, deck: Path, environment: dict[str, str], kinds: str
) -> None:
    listener = presented(person, deck, **environment)
    assert set(listener.kinds().split()) <= set(kinds.split())
    assert bool(listener.kinds()) is bool(kinds)
    person.types("q")
    assert person.leaves() == 0
    assert person.running is not None
    assert person.running.left_on() == []
    if environment["TERM"] in ("linux", "vt100"):
        # These have one screen: what stayed on it would stand around the prompt.
        assert person.running.screen.text().strip() == ""


def test_without_colours_the_lit_line_and_the_chosen_entry_still_show(person: Person, deck: Path) -> None:
    listener = presented(person, deck, TERM="vt100")
    # Once it is coloured a name and its brackets are apart.
    lit, unlit = listener.before("second"), listener.before("first")
    assert 1 in lit
    assert 1 not in unlit
    assert 2 in unlit
    person.types("o")
    person.sees("Go there")
    assert 7 in listener.before("▸1 Lit and unlit")


def test_colours_asked_for_by_name_are_shown_in_spite_of_no_color(person: Person, deck: Path) -> None:
    listener = presented(person, deck, "--theme", "light", TERM="xterm-256color", NO_COLOR="1")
    assert listener.kinds() == MANY


def test_a_terminal_that_can_do_nothing_gets_the_deck_as_text(person: Person, deck: Path) -> None:
    person.environment["TERM"] = "dumb"
    person.start(str(deck))
    listener = Listener(person)
    assert person.leaves() == 0
    assert b"\x1b" not in listener.data
    assert b"holeout dump" in listener.data
    assert b"first()" in listener.data
    person.start("notes")
    listener = Listener(person)
    assert person.leaves() == 1
    assert b"needs a terminal to draw in" in listener.data


def test_a_storm_of_sizes_keeps_the_slide(person: Person) -> None:
    person.start("present", "--no-room")
    person.sees("The prototype hole", "1/30")
    person.types(">", ">")
    person.sees("3/30")
    running = person.running
    assert running is not None
    for turn in range(60):
        columns, rows = ((20, 5), (40, 12), (132, 43), (1, 1), (200, 60), (80, 24))[turn % 6]
        fcntl.ioctl(running._tty, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        running.pump(0.01)
    person.sees("3/30")
    person.types(">")
    person.sees("4/30")
    person.types("q")
    assert person.leaves() == 0


def test_settings_from_a_file_hold(person: Person, deck: Path, tmp_path: Path) -> None:
    """Theme of one's own, keys, and the mouse left to the terminal."""
    config = tmp_path / "home" / "config"
    (config / "themes").mkdir(parents=True)
    (config / "themes" / "meadow.toml").write_text('base = "light"\n[colors]\ntitle = "#005500"\n')
    (config / "settings.toml").write_text('theme = "meadow"\nmouse = false\n[keys]\nnext = "w"\nquit = "Z"\n')
    person.start(str(deck))
    listener = Listener(person)
    person.sees("1/2", "w Next")
    person.types("Right", "w", "w")
    person.sees("2/2")
    assert b"38;2;0;85;0" in listener.data
    assert b"\x1b[?1000h" not in listener.data
    person.types("q")
    person.types("Z")
    assert person.leaves() == 0


def test_faults_of_a_theme_and_of_settings_are_told_before_the_talk_starts(
    person: Person, deck: Path, tmp_path: Path
) -> None:
    person.size = (200, 30)
    (tmp_path / "fog.toml").write_text('[colors]\nmuted = "#333333"\n')
    person.start(str(deck), "--theme", str(tmp_path / "fog.toml"))
    person.sees("fog.toml:2:1", "1.4:1, and needs 4.5:1")
    assert person.leaves() == 1
    config = tmp_path / "home" / "config"
    config.mkdir(parents=True)
    (config / "settings.toml").write_text('theme = "drak"\n')
    person.start(str(deck))
    person.sees("settings.toml:1:1", "did you mean dark?")
    assert person.leaves() == 1
