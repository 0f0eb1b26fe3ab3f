"""Names of keys: one for each key, whatever a person calls it."""

from __future__ import annotations

import unicodedata
from difflib import get_close_matches

from holeout.presenting.key_names import KEY_NAMES
from holeout.presenting.signs import SIGNS, name_of_sign

MODIFIERS = ("alt", "ctrl", "hyper", "meta", "shift", "super")
_NAMED = frozenset({*KEY_NAMES, *SIGNS, *(f"f{number}" for number in range(1, 25))})
_CALLED = {written.lower(): name for name, written in KEY_NAMES.items()} | {"return": "enter", " ": "space"}


class NoKeyError(ValueError):
    """`key` names no key; the error's text says what may have been meant, or how keys are named."""

    def __init__(self, key: str) -> None:
        near = get_close_matches(key.lower(), sorted(_NAMED), 1)
        advice = "keys are called as `x`, `?`, `pagedown`, `f5` or `ctrl+n`"
        super().__init__(f"did you mean `{near[0]}`?" if near else advice)
        self.key = key


def canonical_key(text: str) -> str:
    """The one name of the key that `text` names: `question_mark` for `?`, `pagedown` for `PgDn`, `A` for `shift+a`.

    Raises NoKeyError.
    """
    if len(text) == 1 and text in _CALLED:
        return _CALLED[text]
    *modifiers, base = [text] if text == "+" else (part.strip() for part in text.split("+"))
    held = sorted({modifier.lower() for modifier in modifiers})
    name = _base(base)
    if len(name) == 1 and held:
        name = name.lower()
    if held == ["shift"] and len(name) == 1 and name.isalpha():
        return name.upper()
    if not name or not set(held) <= set(MODIFIERS):
        raise NoKeyError(text)
    return "+".join([*held, name])


def _base(text: str) -> str:
    """The name of a key without modifiers; empty where there is no such key."""
    if len(text) == 1:
        return _CALLED.get(text, name_of_sign(text)) if text.isprintable() else ""
    lower = text.lower()
    if lower in _CALLED:
        return _CALLED[lower]
    if lower in _NAMED:
        return lower
    try:
        return name_of_sign(unicodedata.lookup(lower.replace("_", " ")))
    except KeyError:
        return ""
