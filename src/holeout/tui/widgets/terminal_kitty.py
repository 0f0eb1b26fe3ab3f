"""Keys as kitty's keyboard protocol tells them, for programs that asked for it.

The protocol: https://sw.kovidgoyal.net/kitty/keyboard-protocol/. A key that is held or let go is not told, as Textual
hears of presses only; a press is what a report without an event type means.
"""

from __future__ import annotations

from textual.keys import key_to_character

DISAMBIGUATE, ALTERNATES, EVERY_KEY, TEXT = 1, 4, 8, 16
SHIFT, ALT, CTRL = 1, 2, 4
LETTERS = {
    "up": "A", "down": "B", "right": "C", "left": "D", "end": "F", "home": "H", "f1": "P", "f2": "Q", "f4": "S",
}  # fmt: skip
TILDES = {
    "insert": 2, "delete": 3, "pageup": 5, "pagedown": 6, "f3": 13, "f5": 15, "f6": 17, "f7": 18, "f8": 19, "f9": 20,
    "f10": 21, "f11": 23, "f12": 24,
}  # fmt: skip
NAMED = {"escape": 27, "enter": 13, "tab": 9, "backspace": 127, "space": 32} | {
    f"f{number}": 57363 + number for number in range(13, 25)
}
TYPED = frozenset({"enter", "tab", "backspace"})
"""Keys that stay as they were, so that a shell can be typed at even after a program that has not tidied up."""
SPELT = {"slash": "/", "backslash": "\\", "at": "@", "minus": "-", "plus": "+", "underscore": "_"}


def encode_kitty(base: str, character: str | None, modifiers: int, flags: int) -> str | None:
    """What a key sends, by its Textual name without modifiers; None for what it has always sent."""
    if base in LETTERS or base in TILDES:
        number = f"{TILDES.get(base, 1)};{modifiers + 1}" if modifiers else str(TILDES.get(base, ""))
        return f"\x1b[{number}{LETTERS.get(base, '~')}"
    if base not in NAMED:
        shown = character if character and character.isprintable() else _character_of(base)
        return _text_key(shown, modifiers, flags)
    typed = (base in TYPED and not modifiers) or (base == "space" and modifiers <= SHIFT)
    if typed and not flags & EVERY_KEY:
        return None
    return _report(str(NAMED[base]), modifiers, " " if base == "space" and modifiers <= SHIFT else "", flags)


def _text_key(character: str, modifiers: int, flags: int) -> str | None:
    if len(character) != 1 or (modifiers <= SHIFT and not flags & EVERY_KEY):
        return None
    plain = character.lower() if len(character.lower()) == 1 else character
    if plain != character:
        modifiers |= SHIFT
    shifted = f":{ord(character)}" if flags & ALTERNATES and plain != character else ""
    text = character if modifiers <= SHIFT else ""
    return _report(f"{ord(plain)}{shifted}", modifiers, text, flags)


def _report(code: str, modifiers: int, text: str, flags: int) -> str:
    number = str(modifiers + 1) if modifiers else ""
    if text and flags & TEXT:
        return f"\x1b[{code};{number};{ord(text)}u"
    return f"\x1b[{code};{number}u" if number else f"\x1b[{code}u"


def _character_of(base: str) -> str:
    return SPELT.get(base) or key_to_character(base) or ""
