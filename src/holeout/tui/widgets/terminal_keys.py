"""Keys, mouse and pastes as the bytes that a program in a terminal expects. Sequences as xterm documents them."""

from __future__ import annotations

import re
from typing import NamedTuple

from holeout.demos.emulator import CELL_PIXELS, MouseFormat
from holeout.tui.widgets.terminal_kitty import encode_kitty

CURSOR_KEYS = {"up": "A", "down": "B", "right": "C", "left": "D", "end": "F", "home": "H"}
EDIT_KEYS = {
    "insert": 2, "delete": 3, "pageup": 5, "pagedown": 6, "f5": 15, "f6": 17, "f7": 18, "f8": 19, "f9": 20, "f10": 21,
    "f11": 23, "f12": 24,
}  # fmt: skip
FUNCTION_KEYS = {"f1": "P", "f2": "Q", "f3": "R", "f4": "S"}
PLAIN_KEYS = {"enter": "\r", "tab": "\t", "escape": "\x1b", "backspace": "\x7f", "space": " "}
CONTROL_KEYS = {
    "space": "\0", "at": "\0", "left_square_bracket": "\x1b", "backslash": "\x1c", "right_square_bracket": "\x1d",
    "circumflex_accent": "\x1e", "underscore": "\x1f", "slash": "\x1f", "question_mark": "\x7f", "backspace": "\x08",
    "2": "\0", "3": "\x1b", "4": "\x1c", "5": "\x1d", "6": "\x1e", "7": "\x1f", "8": "\x7f",
}  # fmt: skip
MODIFIERS = {"shift": 1, "alt": 2, "meta": 2, "ctrl": 4, "super": 8, "hyper": 16}
LEGACY_MODIFIERS = 7
LAST_X11_CELL = 223
LAST_UTF8_CELL = 2015
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def encode_key(key: str, character: str | None, *, app_cursor: bool = False, kitty: int = 0) -> bytes:
    """The bytes for a key by its Textual name; empty for keys that a terminal cannot send.

    `character` is what the key prints, if anything; `app_cursor` is the mode that full-screen programs ask for,
    `kitty` are the flags of kitty's protocol.
    """
    *names, base = key.split("+") if key != "+" else ["+"]
    if not set(names) <= set(MODIFIERS):
        return b""
    modifiers = 0
    for name in names:
        modifiers |= MODIFIERS[name]
    if kitty and (report := encode_kitty(base, character, modifiers, kitty)) is not None:
        return report.encode()
    if modifiers > LEGACY_MODIFIERS:
        return b""
    sequence = _special(base, modifiers, app_cursor=app_cursor)
    if sequence is None:
        sequence = (
            ("\x1b" if modifiers & 2 else "") + text if (text := _text(base, character, modifiers)) else ""
        )
    return sequence.encode()


def _special(base: str, modifiers: int, *, app_cursor: bool) -> str | None:
    number = f";{modifiers + 1}" if modifiers else ""
    if letter := CURSOR_KEYS.get(base):
        return f"\x1b[1{number}{letter}" if number else f"\x1b{'O' if app_cursor else '['}{letter}"
    if code := EDIT_KEYS.get(base):
        return f"\x1b[{code}{number}~"
    if letter := FUNCTION_KEYS.get(base):
        return f"\x1b[1{number}{letter}" if number else f"\x1bO{letter}"
    return "\x1b[Z" if base == "tab" and modifiers & 1 else None


def _text(base: str, character: str | None, modifiers: int) -> str:
    if modifiers & 4:
        if len(base) == 1 and base.isascii() and base.isalpha():
            return chr(ord(base.lower()) & 31)
        if control := CONTROL_KEYS.get(base):
            return control
    if plain := PLAIN_KEYS.get(base):
        return plain
    if character and character.isprintable():
        return character
    return base if len(base) == 1 else ""


class MouseAction(NamedTuple):
    """What the mouse did in one cell, from 0. `code` is 0 to 2 for the buttons, 3 for none, 64 on for wheels."""

    code: int
    x: int
    y: int
    shift: bool = False
    alt: bool = False
    ctrl: bool = False
    moved: bool = False
    released: bool = False


def encode_mouse(action: MouseAction, format_: MouseFormat) -> bytes:
    """The bytes for a mouse report; empty where the format cannot say it."""
    extra = 4 * action.shift + 8 * action.alt + 16 * action.ctrl + 32 * action.moved
    if format_ in (MouseFormat.SGR, MouseFormat.PIXELS):
        across, down = CELL_PIXELS if format_ is MouseFormat.PIXELS else (1, 1)
        x, y = action.x * across + 1, action.y * down + 1
        return f"\x1b[<{action.code + extra};{x};{y}{'m' if action.released else 'M'}".encode()
    code = 32 + extra + (3 if action.released else action.code)
    if format_ is MouseFormat.URXVT:
        return f"\x1b[{code};{action.x + 1};{action.y + 1}M".encode()
    far = max(action.x, action.y)
    if format_ is MouseFormat.UTF8:
        report = "".join(map(chr, (code, 33 + action.x, 33 + action.y)))
        return b"\x1b[M" + report.encode() if far < LAST_UTF8_CELL else b""
    return b"\x1b[M" + bytes((code, 33 + action.x, 33 + action.y)) if far < LAST_X11_CELL else b""


def encode_paste(text: str, *, bracketed: bool) -> bytes:
    """The bytes for pasted text. Controls are left out: a paste cannot end its own brackets, or press keys."""
    text = _CONTROLS.sub("", text)
    if bracketed:
        return b"\x1b[200~" + text.encode(errors="replace") + b"\x1b[201~"
    return text.replace("\r\n", "\r").replace("\n", "\r").encode(errors="replace")
