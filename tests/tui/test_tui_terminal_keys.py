from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holeout.demos.emulator import MouseFormat
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


# What Ghostty's own encoder sends, and the protocol's text says.
@pytest.mark.parametrize(
    ("key", "character", "flags", "expected"),
    [
        ("a", "a", 1, b"a"),
        ("A", "A", 1, b"A"),
        ("enter", "\r", 1, b"\r"),
        ("shift+enter", None, 1, b"\x1b[13;2u"),
        ("tab", "\t", 1, b"\t"),
        ("shift+tab", None, 1, b"\x1b[9;2u"),
        ("backspace", "\x7f", 1, b"\x7f"),
        ("escape", "\x1b", 1, b"\x1b[27u"),
        ("space", " ", 1, b" "),
        ("ctrl+space", None, 1, b"\x1b[32;5u"),
        ("ctrl+c", "\x03", 1, b"\x1b[99;5u"),
        ("ctrl+shift+c", None, 1, b"\x1b[99;6u"),
        ("alt+x", "x", 1, b"\x1b[120;3u"),
        ("super+c", None, 1, b"\x1b[99;9u"),
        ("ctrl+slash", None, 1, b"\x1b[47;5u"),
        ("ctrl+left_square_bracket", None, 1, b"\x1b[91;5u"),
        ("up", None, 1, b"\x1b[A"),
        ("ctrl+left", None, 1, b"\x1b[1;5D"),
        ("delete", None, 1, b"\x1b[3~"),
        ("shift+pageup", None, 1, b"\x1b[5;2~"),
        ("f1", None, 1, b"\x1b[P"),
        ("f3", None, 1, b"\x1b[13~"),
        ("f13", None, 1, b"\x1b[57376u"),
        ("a", "a", 8, b"\x1b[97u"),
        ("enter", "\r", 8, b"\x1b[13u"),
        ("A", "A", 8, b"\x1b[97;2u"),
        ("A", "A", 8 | 4, b"\x1b[97:65;2u"),
        ("A", "A", 8 | 4 | 16, b"\x1b[97:65;2;65u"),
        ("é", "é", 8 | 16, b"\x1b[233;;233u"),
        ("space", " ", 8 | 16, b"\x1b[32;;32u"),
        ("escape", "\x1b", 8 | 16, b"\x1b[27u"),
        ("left_shift", None, 1, b""),
    ],
)
def test_programs_that_asked_for_it_get_kittys_protocol(
    key: str, character: str | None, flags: int, expected: bytes
) -> None:
    assert encode_key(key, character, app_cursor=True, kitty=flags) == expected


@pytest.mark.parametrize(
    ("action", "sgr", "x11", "urxvt", "utf8", "pixels"),
    [
        (MouseAction(0, 0, 0), "<0;1;1M", b"M !!", "32;1;1M", "M !!", "<0;1;1M"),
        (MouseAction(0, 9, 4, released=True), "<0;10;5m", b"M#*%", "35;10;5M", "M#*%", "<0;73;65m"),
        (MouseAction(2, 1, 1, ctrl=True), "<18;2;2M", b'M2""', "50;2;2M", 'M2""', "<18;9;17M"),
        (MouseAction(1, 1, 1, shift=True, alt=True), "<13;2;2M", b'M-""', "45;2;2M", 'M-""', "<13;9;17M"),
        (MouseAction(3, 1, 1, moved=True), "<35;2;2M", b'MC""', "67;2;2M", 'MC""', "<35;9;17M"),
        (MouseAction(65, 1, 1), "<65;2;2M", b'Ma""', "97;2;2M", 'Ma""', "<65;9;17M"),
        (MouseAction(0, 250, 1), "<0;251;2M", b"", "32;251;2M", 'M \u011b"', "<0;2001;17M"),
    ],
)
def test_mouse_reports_in_every_format(
    action: MouseAction, sgr: str, x11: bytes, urxvt: str, utf8: str, pixels: str
) -> None:
    def sent(format_: MouseFormat) -> bytes:
        return encode_mouse(action, format_).removeprefix(b"\x1b[")

    assert sent(MouseFormat.SGR) == sgr.encode()
    assert sent(MouseFormat.X11) == x11
    assert sent(MouseFormat.URXVT) == urxvt.encode()
    assert sent(MouseFormat.UTF8) == utf8.encode()
    assert sent(MouseFormat.PIXELS) == pixels.encode()


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
