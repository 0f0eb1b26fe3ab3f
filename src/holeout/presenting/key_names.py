"""How keys are written for a reader."""

from __future__ import annotations

KEY_NAMES = {
    "right": "→",
    "left": "←",
    "up": "↑",
    "down": "↓",
    "space": "Space",
    "enter": "Enter",
    "escape": "Esc",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "backspace": "Bksp",
    "home": "Home",
    "end": "End",
    "slash": "/",
    "question_mark": "?",
    "full_stop": ".",
    "greater_than_sign": ">",
    "less_than_sign": "<",
    "delete": "Del",
    "insert": "Ins",
    "f1": "F1",
    "plus": "+",
    "minus": "-",
    "equals_sign": "=",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "tab": "Tab",
}


def key_name(key: str) -> str:
    """How `key` is written for a reader: `→`, `Ctrl+Q`, `g`, `?`."""
    *modifiers, base = key.split("+")
    return "+".join([*(modifier.capitalize() for modifier in modifiers), KEY_NAMES.get(base) or _sign(base)])


def _sign(base: str) -> str:
    """A sign for its name, `F5` for `f5`; what else there is stands for itself."""
    if len(base) == 1:
        return base
    from holeout.presenting.signs import SIGNS  # noqa: PLC0415  (only a person's own keys are called so)

    return SIGNS.get(base, base.upper() if base[1:].isdecimal() else base)
