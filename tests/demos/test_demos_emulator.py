from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from holeout.demos.best_emulator import open_emulator
from holeout.demos.emulator import (
    PLAIN,
    CellStyle,
    Colors,
    Cursor,
    CursorShape,
    Mouse,
    MouseFormat,
    Row,
    Size,
    Underline,
)
from holeout.demos.plain import PlainEmulator

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
    assert text_of(row) == "漢字x 👨👩👧y"


@pytest.mark.parametrize(
    ("mode", "text", "expected"),
    [
        ("", "👍🏽a", "👍🏽  a"),
        ("", "🇫🇷🇩🇪a", "🇫🇷  🇩🇪  a"),
        ("", "👩‍🔬a", "👩🔬a"),
        ("\x1b[?2027h", "👍🏽a", "👍🏽a"),
        ("\x1b[?2027h", "👩‍🔬a", "👩‍🔬a"),
    ],
)
def test_what_a_terminal_may_join_takes_the_cells_that_the_program_counted(
    screen, mode: str, text: str, expected: str
) -> None:
    row = feed(screen, mode + text)[0]
    assert text_of(row) == expected
    assert screen.cursor.x == cell_len(expected)


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
        ("\x1b[?9h", "mouse", Mouse.PRESSES),
        ("\x1b[?1000h", "mouse_format", MouseFormat.X11),
        ("\x1b[?1006h", "mouse_format", MouseFormat.SGR),
        ("\x1b[?1015h", "mouse_format", MouseFormat.URXVT),
        ("\x1b[?1005h", "mouse_format", MouseFormat.UTF8),
        ("\x1b[?1016h", "mouse_format", MouseFormat.PIXELS),
        ("\x1b[?1007l", "alternate_scroll", False),
        ("\x1b[>5u", "kitty", 5),
        ("\x1b[>5u\x1b[<u", "kitty", 0),
        ("\x1b[?1004h", "focus_events", True),
    ],
)
def test_modes_follow_the_program(screen, sequence: str, name: str, value: object) -> None:
    feed(screen, sequence)
    assert getattr(screen.modes, name) == value


@pytest.mark.parametrize(
    ("sequence", "shape"),
    [
        ("\x1b[1 q", CursorShape.BLOCK),
        ("\x1b[3 q", CursorShape.UNDERLINE),
        ("\x1b[6 q", CursorShape.BAR),
        ("\x1b[6 q\x1b[0 q", CursorShape.BLOCK),
    ],
)
def test_the_cursor_has_the_shape_that_the_program_chose(screen, sequence: str, shape: CursorShape) -> None:
    feed(screen, sequence)
    assert screen.cursor.shape == shape


def test_a_program_that_changes_the_terminals_colours_is_shown_in_them_until_it_takes_them_back(
    screen,
) -> None:
    screen.set_colors(Colors((230, 230, 230), (20, 20, 20)))
    before = feed(screen, "a\x1b[31mb\x1b[0m")[0]
    during = feed(screen, "\x1b]10;#010203\x07\x1b]11;#040506\x07\x1b]4;1;#070809\x07")
    assert set(during) == set(range(SIZE.rows))
    assert styles(during[0]) == {
        "a": CellStyle(fg=(1, 2, 3), bg=(4, 5, 6)),
        "b": CellStyle(fg=(7, 8, 9), bg=(4, 5, 6)),
    }
    assert feed(screen, "\x1b]110\x07\x1b]111\x07\x1b]104\x07")[0] == before


def test_a_screen_turned_negative_is_shown_so(screen) -> None:
    screen.set_colors(Colors((230, 230, 230), (20, 20, 20)))
    feed(screen, "a\x1b[31mb\x1b[0m")
    row = feed(screen, "\x1b[?5h")[0]
    assert styles(row) == {
        "a": CellStyle(fg=(20, 20, 20), bg=(230, 230, 230)),
        "b": CellStyle(fg=1, bg=(230, 230, 230)),
    }
    assert styles(feed(screen, "\x1b[?5l")[0])["a"] == PLAIN


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("vim: notes", "vim: notes"),
        ("a\u202eb\u200fc", "abc"),
        ("tab\there", "tabhere"),
        ("[red]x[/]", "[red]x[/]"),
        ("x" * 5000, None),
    ],
)
def test_a_title_is_one_short_clean_line(screen, raw: str, title: str | None) -> None:
    feed(screen, f"\x1b]2;{raw}\x07")
    assert screen.title == title if title is not None else len(screen.title) <= 120


def test_the_bell_is_told_once_however_often_it_rings(screen) -> None:
    feed(screen, "\a\a\a\x1b]2;not this one\a")
    assert screen.take_bell()
    assert not screen.take_bell()


def test_a_program_says_when_it_is_in_the_middle_of_drawing(screen) -> None:
    feed(screen, "\x1b[?2026hhalf")
    assert screen.held
    feed(screen, " whole\x1b[?2026l")
    assert not screen.held


def test_a_program_cannot_make_the_pane_wider_or_narrower(screen) -> None:
    wide = feed(screen, "\x1b[?40h\x1b[?3hx\x1b[?3ly")
    assert {sum(run.width for run in row) for row in wide.values()} == {SIZE.columns}
    feed(screen, "\x1b[8;50;132t\x1b[1;1H" + "z" * SIZE.columns)
    assert screen.text() == "z" * SIZE.columns


TOLD = Colors((230, 229, 228), (20, 21, 22), ((0, 0, 0), (200, 1, 2)))


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("\x1b[c", "\x1b[?62;22c"),
        ("\x1b[>c", "\x1b[>1;0;0c"),
        ("\x1b[=c", "\x1bP!|00000000\x1b\\"),
        ("\x1b[5n", "\x1b[0n"),
        ("ab\x1b[6n", "\x1b[1;3R"),
        ("\x1b[>q", "\x1bP>|holeout\x1b\\"),
        ("\x1b[?2026$p", "\x1b[?2026;2$y"),
        ("\x1b[?1h\x1b[?1$p", "\x1b[?1;1$y"),
        ("\x1b[?31337$p", "\x1b[?31337;0$y"),
        ("\x1b[4$p", "\x1b[4;2$y"),
        ("\x1b[1;31m\x1bP$qm\x1b\\", "\x1bP1$r0;1;31m\x1b\\"),
        ("\x1b[2;4r\x1bP$qr\x1b\\", "\x1bP1$r2;4r\x1b\\"),
        ("\x1b[5 q\x1bP$q q\x1b\\", "\x1bP1$r5 q\x1b\\"),
        ("\x1b]10;?\x07", "\x1b]10;rgb:e6e6/e5e5/e4e4\x07"),
        ("\x1b]11;?\x1b\\", "\x1b]11;rgb:1414/1515/1616\x1b\\"),
        ("\x1b]4;1;?\x07", "\x1b]4;1;rgb:c8c8/0101/0202\x07"),
        ("\x1b[?996n", "\x1b[?997;1n"),
        ("\x1b[?u", "\x1b[?0u"),
        ("\x1b[>13u\x1b[?u", "\x1b[?13u"),
        ("\x1b[18t", f"\x1b[8;{SIZE.rows};{SIZE.columns}t"),
        ("\x1b[14t", f"\x1b[4;{SIZE.rows * 16};{SIZE.columns * 8}t"),
        ("\x1b[?2048h", f"\x1b[48;{SIZE.rows};{SIZE.columns};{SIZE.rows * 16};{SIZE.columns * 8}t"),
    ],
)
def test_what_programs_ask_is_answered(screen, question: str, answer: str) -> None:
    screen.set_colors(TOLD)
    feed(screen, question)
    assert screen.take_replies().decode() == answer


def test_a_new_size_is_told_among_the_input_to_a_program_that_asked_for_it(screen) -> None:
    screen.resize(Size(30, 6))
    assert screen.take_replies() == b""
    feed(screen, "\x1b[?2048h")
    screen.take_replies()
    screen.resize(Size(40, 7))
    assert screen.take_replies() == b"\x1b[48;7;40;112;320t"


def test_nobody_is_told_colours_that_nobody_knows(screen) -> None:
    feed(screen, "\x1b]11;?\x07\x1b[?996n")
    assert screen.take_replies() == b""


def test_questions_are_answered_once(screen) -> None:
    feed(screen, "ab\x1b[6n")
    assert screen.take_replies() == b"\x1b[1;3R"
    assert screen.take_replies() == b""


@pytest.mark.parametrize(
    "payload",
    [
        "\x1b]52;c;aGFja2Vk\x07",
        "\x1b]52;c;?\x07",
        "\x1b]5522;type=read;dGV4dC9wbGFpbg==\x1b\\",
        "\x1b[20t",
        "\x1b[21t",
        "\x1b[22;2t\x1b[23;2t\x1b[21t",
        "\x1bP$q\nsecret\n\x1b\\",
        "\x1bP+q736563726574\x1b\\",
        "\x05",
        "\x1b]50;?\x07",
        "\x1b[?1;1;0S",
        "\x1b_Gi=31,s=1,v=1,a=q,t=f;L2V0Yy9wYXNzd2Q=\x1b\\",
    ],
)
def test_a_program_learns_and_changes_nothing_outside_its_terminal(screen, payload: str) -> None:
    feed(screen, "\x1b]2;secret title\x07" + payload)
    replies = screen.take_replies()
    assert b"secret" not in replies
    assert not {b"\n"[0], b"\r"[0]} & set(replies)
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


def test_without_the_library_output_is_plain_text_below_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "holeout.demos.ghostty", None)
    emulator = open_emulator(Size(60, 8))
    emulator.feed(b"\x1b[31mred\x1b[0m line\r\n")
    assert isinstance(emulator, PlainEmulator)
    assert "holeout demo run" in emulator.text().replace("\n", "")
    assert emulator.text().endswith("\nred line")


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
