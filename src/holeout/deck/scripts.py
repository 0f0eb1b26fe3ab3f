"""Text above and below the line, as far as Unicode has the characters."""

from __future__ import annotations

import unicodedata
from functools import cache

# Superscripts and subscripts, and the modifier letters: Unicode's own word for what they are made of.
_BLOCKS = (
    (0xB2, 0xBA), (0x2B0, 0x2B9), (0x2E0, 0x2E5), (0x1D2C, 0x1D6B), (0x1D9B, 0x1DC0), (0x2070, 0x209D),
    (0x2C7C, 0x2C7D),
)  # fmt: skip
_MINUS = str.maketrans({"−": "-"})


def raised(text: str) -> str:
    """`text` above the line, or with a `^` where that cannot be had."""
    return _moved(text, superscripts(), "^")


def lowered(text: str) -> str:
    """`text` below the line, or with a `_` where that cannot be had."""
    return _moved(text, subscripts(), "_")


def _moved(text: str, letters: dict[str, str], sign: str) -> str:
    bare = text.translate(_MINUS).replace(" ", "")
    if all(character in letters for character in bare):
        return "".join(letters[character] for character in bare)
    return f"{sign}{text}" if len(text) == 1 else f"{sign}({text})"


@cache
def superscripts() -> dict[str, str]:
    """The characters that Unicode has above the line, each by what it raises."""
    return {"′": "′", "*": "*", "∗": "*", "⊤": "ᵀ", **_decomposed("<super>")}


@cache
def subscripts() -> dict[str, str]:
    """The characters that Unicode has below the line, each by what it lowers."""
    return _decomposed("<sub>")


def _decomposed(kind: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for first, end in _BLOCKS:
        for character in map(chr, range(first, end)):
            tag, _, code = unicodedata.decomposition(character).partition(" ")
            if tag == kind and " " not in code:
                found.setdefault(chr(int(code, 16)).translate(_MINUS), character)
    return found
