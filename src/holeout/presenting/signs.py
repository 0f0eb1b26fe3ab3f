"""The signs of a keyboard, and what they are called."""

from __future__ import annotations

import string
import unicodedata

_SHORTER = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
"""Where that library is briefer than Unicode."""


def name_of_sign(character: str) -> str:
    """What the sign is called, as Textual does; empty where Unicode has no name for it."""
    if character.isalnum():
        return character
    name = unicodedata.name(character, "").lower().replace("-", "_").replace(" ", "_")
    return _SHORTER.get(name, name)


SIGNS = {name_of_sign(sign): sign for sign in string.punctuation}
"""The signs of a keyboard by their names."""
