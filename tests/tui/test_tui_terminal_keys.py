from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holeout.tui.widgets.terminal_keys import MouseAction, encode_key, encode_mouse, encode_paste


@pytest.mark.parametrize(
    ("key", "character", "expected"),
    [
        ("a", "a", b"a"),
        ("A", "A", b"A"),
        ("é", "é", "é".encode()),
        ("full_stop", ".", b"."),
        ("plus", "+", b"+"),
        ("space", " ", b" "),
        ("enter", "\r", b"\r"),
        ("tab", "\t", b"\t"),
        ("shift+tab", None, b"\x1b[Z"),
        ("escape", "\x1b", b"\x1b"),
        ("backspace", "\x7f", b"\x7f"),
        ("ctrl+backspace", None, b"\x08"),
        ("alt+backspace", None, b"\x1b\x7f"),
        ("ctrl+c", "\x03", b"\x03"),
        ("ctrl+q", "\x11", b"\x11"),
        ("ctrl+shift+a", None, b"\x01"),
        ("ctrl+at", "\x00", b"\x00"),
        ("ctrl+space", None, b"\x00"),
        ("ctrl+backslash", "\x1c", b"\x1c"),
        ("ctrl+underscore", "\x1f", b"\x1f"),
        ("alt+x", "x", b"\x1bx"),
        ("alt+ctrl+c", None, b"\x1b\x03"),
        ("alt+shift+x", "X", b"\x1bX"),
        ("up", None, b"\x1b[A"),
        ("ctrl+left", None, b"\x1b[1;5D"),
        ("alt+shift+end", None, b"\x1b[1;4F"),
        ("home", None, b"\x1b[H"),
        ("delete", None, b"\x1b[3~"),
        ("shift+pageup", None, b"\x1b[5;2~"),
        ("f1", None, b"\x1bOP"),
        ("shift+f4", None, b"\x1b[1;2S"),
        ("f5", None, b"\x1b[15~"),
        ("ctrl+f12", None, b"\x1b[24;5~"),
        ("super+c", "c", b""),
        ("left_shift", None, b""),
    ],
)
def test_keys_are_what_xterm_sends(key: str, character: str | None, expected: bytes) -> None:
    assert encode_key(key, character) == expected


@pytest.mark.parametrize(
    ("key", "expected"), [("up", b"\x1bOA"), ("home", b"\x1bOH"), ("shift+up", b"\x1b[1;2A")]
)
def test_cursor_keys_change_for_full_screen_programs_unless_modified(key: str, expected: bytes) -> None:
    assert encode_key(key, None, app_cursor=True) == expected


@pytest.mark.parametrize(
    ("action", "sgr", "legacy"),
    [
        (MouseAction(0, 0, 0), b"\x1b[<0;1;1M", b"\x1b[M !!"),
        (MouseAction(0, 9, 4, released=True), b"\x1b[<0;10;5m", b"\x1b[M#*%"),
        (MouseAction(2, 1, 1, ctrl=True), b"\x1b[<18;2;2M", b'\x1b[M2""'),
        (MouseAction(1, 1, 1, shift=True, alt=True), b"\x1b[<13;2;2M", b'\x1b[M-""'),
        (MouseAction(3, 1, 1, moved=True), b"\x1b[<35;2;2M", b'\x1b[MC""'),
        (MouseAction(65, 1, 1), b"\x1b[<65;2;2M", b'\x1b[Ma""'),
        (MouseAction(0, 250, 1), b"\x1b[<0;251;2M", b""),
    ],
)  # fmt: skip
def test_mouse_reports_in_both_formats(action: MouseAction, sgr: bytes, legacy: bytes) -> None:
    assert encode_mouse(action, sgr=True) == sgr
    assert encode_mouse(action, sgr=False) == legacy


@given(st.text(max_size=50), st.booleans())
def test_no_paste_can_press_keys_or_end_its_own_brackets(text: str, bracketed: bool) -> None:
    sent = encode_paste(f"a\x1b[201~rm -rf\x9b{text}", bracketed=bracketed)
    inside = sent.removeprefix(b"\x1b[200~").removesuffix(b"\x1b[201~") if bracketed else sent
    assert b"\x1b" not in inside
    assert b"\x03" not in inside
    assert "\x9b".encode() not in inside


def test_lines_of_a_paste_are_typed_with_enter_unless_bracketed() -> None:
    assert encode_paste("a\nb\r\nc", bracketed=False) == b"a\rb\rc"
    assert encode_paste("a\nb\tc", bracketed=True) == b"\x1b[200~a\nb\tc\x1b[201~"
