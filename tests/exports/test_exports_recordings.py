"""What a recorded demo printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from holeout.demos.cast import Cast, Event, write_cast
from holeout.demos.emulator import Size
from holeout.demos.plain import PlainEmulator
from holeout.exports.html_code import terminal_html
from holeout.exports.recordings import printed, read_recording, row_text
from holeout.problems import HoleoutError

if TYPE_CHECKING:
    from pathlib import Path


def cast(*output: str) -> Cast:
    return Cast(Size(20, 4), tuple(Event(float(n), "o", text) for n, text in enumerate(output)))


def lines(made: Cast, *, program: bool = False) -> list[str]:
    return [row_text(row) for row in printed(made, program=program)]


def test_what_scrolled_away_is_kept_and_what_was_overwritten_is_not() -> None:
    assert lines(cast("0%", "\r50%", "\r100%\r\n", *(f"{n}\r\n" for n in range(9)))) == [
        "100%",
        *map(str, range(9)),
    ]


def test_a_program_that_takes_the_screen_leaves_its_last_picture() -> None:
    made = cast("before\r\n", "\x1b[?1049h\x1b[Hone", "\x1b[H\x1b[2Jtwo", "\x1b[?1049l", "after\r\n")
    assert lines(made, program=True) == ["two"]


def test_what_was_typed_is_not_what_was_printed() -> None:
    made = Cast(Size(20, 4), (Event(0, "i", "secret"), Event(1, "o", "hello")))
    assert lines(made) == ["hello"]


def test_colours_become_classes_and_text_is_escaped() -> None:
    made = terminal_html(printed(cast("\x1b[1;31m<b>\x1b[0m x \x1b[38;2;10;220;10mok\x1b[0m\x1b[7m!\x1b[0m")))
    assert made == (
        '<span class="ink-1 bold">&lt;b&gt;</span> x <span class="ink-2">ok</span><span class="ground-7">!</span>'
    )


@pytest.mark.parametrize(
    ("index", "name"),
    [(9, "ink-1"), (8, "ink-0"), (196, "ink-1"), (46, "ink-2"), (231, "ink-7"), (235, "ink-0")],
)
def test_the_palette_of_256_becomes_the_nearest_of_eight(index: int, name: str) -> None:
    assert f'class="{name}"' in terminal_html(printed(cast(f"\x1b[38;5;{index}mx\x1b[0m")))


def test_without_an_emulator_nothing_is_shown() -> None:
    assert printed(cast("x"), open_with=lambda size: PlainEmulator(size, "none here")) == ()


def test_a_recording_is_read_from_its_file_and_a_broken_one_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "a.cast"
    assert read_recording(path) is None
    path.write_text(write_cast(cast("hello")))
    found = read_recording(path)
    assert found
    assert lines(found) == ["hello"]
    path.write_text("not a recording")
    with pytest.raises(HoleoutError, match=r"a\.cast"):
        read_recording(path)
