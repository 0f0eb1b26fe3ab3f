from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holeout.demos.emulator import (
    PLAIN,
    CellStyle,
    Cursor,
    Mouse,
    NullEmulator,
    Row,
    Run,
    Size,
    Underline,
    open_emulator,
)

ghostty = pytest.importorskip("holeout.demos.ghostty", exc_type=ImportError)
rows = pytest.importorskip("holeout.demos.ghostty_rows", exc_type=ImportError)
SIZE = Size(20, 5)


@pytest.fixture
def screen():
    emulator = ghostty.GhosttyEmulator(SIZE)
    yield emulator
    emulator.close()


def feed(emulator, text: str) -> dict[int, Row]:
    emulator.feed(text.encode())
    return emulator.take_changes()


def styles(row: Row) -> dict[str, CellStyle]:
    return {run.text.strip(): run.style for run in row if run.text.strip()}


def text_of(row: Row) -> str:
    return "".join(run.text for run in row).rstrip()


@pytest.mark.parametrize(
    ("sequence", "style"),
    [
        ("\x1b[31m", CellStyle(fg=1)),
        ("\x1b[48;5;200m", CellStyle(bg=200)),
        ("\x1b[38;2;1;2;3m", CellStyle(fg=(1, 2, 3))),
        ("\x1b[38:2::1:2:3m", CellStyle(fg=(1, 2, 3))),
        ("\x1b[1;3;9m", CellStyle(bold=True, italic=True, strike=True)),
        ("\x1b[2;7m", CellStyle(faint=True, inverse=True)),
        ("\x1b[4:3m", CellStyle(underline=Underline.CURLY)),
        ("\x1b[21m", CellStyle(underline=Underline.DOUBLE)),
        ("\x1b[5;8;53m", CellStyle(blink=True, invisible=True, overline=True)),
    ],
)
def test_styles_are_read_as_the_program_set_them(screen, sequence: str, style: CellStyle) -> None:
    assert styles(feed(screen, f"a{sequence}X\x1b[0mb")[0]) == {"a": PLAIN, "X": style, "b": PLAIN}


def test_a_row_fills_the_width_and_its_runs_say_their_cells(screen) -> None:
    row = feed(screen, "漢字x 👨‍👩‍👧y")[0]
    assert sum(run.width for run in row) == SIZE.columns
    assert text_of(row) == "漢字x 👨‍👩‍👧y"


@pytest.mark.parametrize(("text", "cells"), [("漢字", 4), ("e\u0301", 1), ("ab", 2), ("🙂", 2)])
def test_characters_take_the_cells_that_terminals_give_them(screen, text: str, cells: int) -> None:
    feed(screen, text)
    assert screen.cursor == Cursor(cells, 0, visible=True)


def test_a_character_of_several_is_a_run_of_its_own(screen) -> None:
    row = feed(screen, "ax\u0301b")[0]
    assert [run.text.rstrip() for run in row] == ["a", "x\u0301", "b"]
    assert [run.width for run in row] == [1, 1, SIZE.columns - 2]


def test_the_erased_rest_of_a_line_keeps_its_background(screen) -> None:
    row = feed(screen, "ab\x1b[48;2;9;8;7m\x1b[K")[0]
    assert row[-1].style == CellStyle(bg=(9, 8, 7))
    assert row[-1].width == SIZE.columns - 2


def test_only_rows_that_changed_are_given(screen) -> None:
    feed(screen, "one\r\ntwo\r\nthree")
    assert set(feed(screen, "\x1b[1;1HX")) <= {0, 2}
    assert feed(screen, "") == {}
    screen.redraw()
    assert set(screen.take_changes()) == set(range(SIZE.rows))


def test_links_are_kept_apart_even_side_by_side(screen) -> None:
    a, b = "https://example.org/a", "https://example.org/b"
    row = feed(screen, f"\x1b]8;;{a}\x1b\\one\x1b]8;;{b}\x1b\\two\x1b]8;;\x1b\\x")[0]
    assert {text: style.link for text, style in styles(row).items()} == {"one": a, "two": b, "x": ""}


@pytest.mark.parametrize(
    "link", ["file:///etc/passwd", "javascript:alert(1)", "x", "https://a b", "http://[bad"]
)
def test_links_that_are_not_safe_to_open_are_text(screen, link: str) -> None:
    row = feed(screen, f"\x1b]8;;{link}\x1b\\text\x1b]8;;\x1b\\")[0]
    assert styles(row)["text"].link == ""


def test_the_alternate_screen_comes_and_goes(screen) -> None:
    feed(screen, "main")
    assert "alt" in text_of(feed(screen, "\x1b[?1049h\x1b[Halt")[0])
    assert screen.modes.alternate_screen
    assert text_of(feed(screen, "\x1b[?1049l")[0]) == "main"
    assert not screen.modes.alternate_screen


@pytest.mark.parametrize(
    ("sequence", "name", "value"),
    [
        ("\x1b[?1h", "app_cursor", True),
        ("\x1b[?2004h", "bracketed_paste", True),
        ("\x1b[?1000h", "mouse", Mouse.CLICKS),
        ("\x1b[?1000h\x1b[?1002h", "mouse", Mouse.DRAGS),
        ("\x1b[?1003h", "mouse", Mouse.MOVES),
        ("\x1b[?1003h\x1b[?1003l", "mouse", Mouse.NOTHING),
        ("\x1b[?1006h", "sgr_mouse", True),
        ("\x1b[?1004h", "focus_events", True),
    ],
)
def test_modes_follow_the_program(screen, sequence: str, name: str, value: object) -> None:
    feed(screen, sequence)
    assert getattr(screen.modes, name) == value


def test_questions_are_answered_once(screen) -> None:
    feed(screen, "ab\x1b[6n")
    assert screen.take_replies() == b"\x1b[1;3R"
    assert screen.take_replies() == b""


@pytest.mark.parametrize(
    "payload", ["\x1b]52;c;aGFja2Vk\x07", "\x1b]52;c;?\x07", "\x1b[21t", "\x1b]11;?\x07"]
)
def test_a_program_learns_and_changes_nothing_outside_its_terminal(screen, payload: str) -> None:
    feed(screen, "\x1b]2;secret title\x07" + payload)
    assert b"secret" not in screen.take_replies()
    assert screen.text() == ""


def test_payloads_meant_for_other_terminals_are_not_printed(screen) -> None:
    row = feed(screen, "\x1b_Gf=24,s=1,v=1;AAAA\x1b\\\x1bP+q544e\x1b\\X")[0]
    assert text_of(row) == "X"


def test_what_scrolled_away_can_be_seen_and_left_again(screen) -> None:
    feed(screen, "\r\n".join(f"line {n}" for n in range(30)))
    screen.scroll(-7)
    assert screen.scrolled == 7
    assert text_of(screen.take_changes()[0]) == "line 18"
    assert not screen.cursor.visible
    screen.scroll_to_end()
    assert screen.scrolled == 0
    assert text_of(screen.take_changes()[4]) == "line 29"


def test_scrollback_is_kept_for_thousands_of_lines_and_no_more_than_its_memory() -> None:
    def kept(bytes_allowed: int) -> int:
        emulator = ghostty.GhosttyEmulator(Size(80, 5), scrollback_bytes=bytes_allowed)
        emulator.feed(b"".join(b"line %d\r\n" % n for n in range(60_000)))
        emulator.scroll(-1_000_000)
        lines = emulator.scrolled
        emulator.close()
        return lines

    assert 5_000 < kept(ghostty.SCROLLBACK_BYTES) < 59_000
    assert kept(1_000_000) < kept(ghostty.SCROLLBACK_BYTES)


def test_wrapped_text_flows_into_another_width(screen) -> None:
    feed(screen, "0123456789" * 3)
    screen.resize(Size(40, 5))
    assert text_of(screen.take_changes()[0]) == "0123456789" * 3


@given(st.lists(st.binary(max_size=60), max_size=12))
@settings(max_examples=60, deadline=None)
def test_any_bytes_make_rows_of_the_right_width_without_controls(chunks: list[bytes]) -> None:
    emulator = ghostty.GhosttyEmulator(SIZE)
    try:
        for chunk in chunks:
            emulator.feed(chunk)
        emulator.redraw()
        rows = emulator.take_changes()
        assert set(rows) == set(range(SIZE.rows))
        for row in rows.values():
            assert sum(run.width for run in row) == SIZE.columns
            assert not any(
                ord(character) < 0x20 or 0x7F <= ord(character) < 0xA0 for character in text_of(row)
            )
    finally:
        emulator.close()


@pytest.mark.parametrize("hidden", ["\u202e", "\u2066", "\u200f", "\x9b31m", "\U000e0041"])
def test_characters_that_deceive_are_not_shown(screen, hidden: str) -> None:
    row = feed(screen, f"a{hidden}b")[0]
    assert hidden[0] not in text_of(row)


def test_without_the_library_a_message_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "holeout.demos.ghostty", None)
    emulator = open_emulator(SIZE)
    assert isinstance(emulator, NullEmulator)
    assert "holeout demo run" in emulator.message
    assert emulator.text()


def test_a_message_fits_its_terminal_and_wraps_anew() -> None:
    emulator = NullEmulator(Size(10, 3), "one two three four")
    assert emulator.take_changes()[0] == (Run("one two   ", PLAIN, 10),)
    assert emulator.take_changes() == {}
    emulator.resize(Size(30, 3))
    assert emulator.take_changes()[0] == (Run("one two three four".ljust(30), PLAIN, 30),)
    emulator.resize(Size(4, 2))
    assert list(emulator.take_changes()) == [0, 1]


def test_another_packing_of_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    class Library:
        def ghostty_type_json(self) -> str:
            widths = {"content_tag": 2, "content": 24, "style_id": 8, "wide": 2, "hyperlink": 1}
            bits = ",".join(f'"{name}": {{"lsb": 0, "width": {width}}}' for name, width in widths.items())
            return f'{{"types": {{"GhosttyCell": {{"size": 8, "bits": {{{bits}}}}}}}}}'

    monkeypatch.setattr(rows, "lib", Library())
    monkeypatch.setattr(rows, "ffi", type("Ffi", (), {"string": staticmethod(str.encode)}))
    with pytest.raises(ImportError, match="another way"):
        rows._read_layout()
