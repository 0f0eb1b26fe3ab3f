"""Text from outside, made safe to show in a terminal, once, at the door."""

from __future__ import annotations

import re
import unicodedata

# Bidirectional controls reorder what a reader sees (Unicode TR 36); tag characters carry invisible text.
_HIDDEN = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff\U000e0000-\U000e007f]")
_UNPRINTABLE = frozenset({"Cc", "Cs", "Co", "Cn"})
_STACKED = re.compile(
    r"([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]{3})"
    r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]+"
)


def clean(text: str, *, keep: str = "\n\t") -> str:
    """`text` without what could drive or deceive a terminal: controls, bidi overrides, piled-up accents.

    `keep` names the control characters that stay; a line break that is not kept becomes a space.
    """
    if text.isascii() and text.isprintable():
        return text
    text = "".join(_printable(character, keep) for character in _HIDDEN.sub("", text))
    return _STACKED.sub(r"\1", unicodedata.normalize("NFC", text))


def clean_line(text: str) -> str:
    """`text` cleaned and on a single line, without blanks around it."""
    return clean(text, keep="").strip()


def _printable(character: str, keep: str) -> str:
    if character in keep:
        return character
    if character in "\n\r\t":
        return " "
    return "" if unicodedata.category(character) in _UNPRINTABLE else character
