"""The emulator of machines without the emulator's library."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from holeout.demos.emulator import PLAIN, Run, Size
from holeout.demos.plain import MOST_BYTES, MOST_LINES, PlainEmulator
from holeout.demos.player import RESET

SMALL = Size(20, 4)


def fed(*chunks: bytes, size: Size = SMALL, note: str = "") -> PlainEmulator:
    emulator = PlainEmulator(size, note)
    for chunk in chunks:
        emulator.feed(chunk)
    return emulator


def test_a_note_fits_its_terminal_and_wraps_anew() -> None:
    emulator = fed(size=Size(10, 3), note="one two three four")
    assert emulator.take_changes()[0] == (Run("one two   ", PLAIN, 10),)
    assert emulator.take_changes() == {}
    emulator.resize(Size(30, 3))
    assert emulator.take_changes()[0] == (Run("one two three four".ljust(30), PLAIN, 30),)


def test_lines_are_shown_without_sequences_and_the_last_ones_stay_in_view() -> None:
    emulator = fed(b"\x1b[1mone\r\ntwo\r\n", b"thr", b"ee\r\nfour\r\nfive\r\nrest")
    assert emulator.text() == "three\nfour\nfive\nrest"


def test_a_line_drawn_over_and_over_is_shown_as_it_is() -> None:
    assert fed(b" 10 %\r 90 %").text() == " 90 %"


def test_what_scrolled_away_can_be_seen_and_left_again() -> None:
    emulator = fed(b"".join(b"%d\r\n" % number for number in range(10)))
    emulator.scroll(-3)
    assert (emulator.scrolled, emulator.text()) == (3, "3\n4\n5\n6")
    emulator.scroll(-100)
    assert (emulator.scrolled, emulator.text()) == (6, "0\n1\n2\n3")
    emulator.scroll_to_end()
    assert emulator.text() == "6\n7\n8\n9"


def test_winding_back_begins_with_nothing() -> None:
    assert fed(b"old\r\n", RESET + b"new").text() == "new"


def test_a_flood_keeps_its_last_lines_only() -> None:
    emulator = fed(b"y\r\n" * 10 * MOST_LINES, b"x" * 10 * MOST_BYTES)
    emulator.scroll(-(10**9))
    assert emulator.scrolled < MOST_LINES + MOST_BYTES


@given(st.lists(st.binary(max_size=80), max_size=8))
def test_any_bytes_make_rows_of_the_right_width_without_controls(chunks: list[bytes]) -> None:
    emulator = fed(*chunks)
    for row in emulator.take_changes().values():
        assert sum(run.width for run in row) == emulator.size.columns
        assert all(run.text.isprintable() or not run.text.isascii() for run in row)
        assert "\x1b" not in "".join(run.text for run in row)
