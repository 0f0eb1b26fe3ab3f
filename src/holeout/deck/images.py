"""What the text of a picture says of its size and place."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SIZE = re.compile(r"(?:image:)?(w|width|h|height):([\d.]+)(%|px|cm|mm|in|pt|pc|em|rem|)", re.IGNORECASE)
_SIDE = re.compile(r"(left|right)(?::(\d{1,2})(?:\.\d+)?%)?")
_LOOKS = re.compile(
    r"(?:blur|brightness|contrast|drop-shadow|grayscale|hue-rotate|invert|opacity|saturate|sepia)(?::\S+)?"
    r"|cover|contain|auto|fit|vertical|horizontal|center|inline|\d+%"
)
# CSS pixels in one of each unit, and on a slide of Marp or Slidev.
_PIXELS = {
    "px": 1.0,
    "": 1.0,
    "cm": 37.8,
    "mm": 3.78,
    "in": 96.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "em": 16.0,
    "rem": 16.0,
}
_SLIDE = {"w": 1280, "h": 720}


@dataclass(frozen=True, slots=True)
class Look:
    """A picture's description without what was meant for a tool, and what that said."""

    alt: str
    width: str = ""
    height: str = ""
    background: bool = False
    side: str = ""
    """Where a background stands: left, right, or empty for all over the slide."""
    share: int = 50
    """The per cent of the slide's width that a background at one side takes."""


def read_alt(alt: str, prefix: str = "image:", *, pixels: bool = False) -> Look:
    """What `alt` says, in the forms of presenterm, Marp and prezo.

    A bare number counts cells, or CSS `pixels`. `prefix` is what presenterm's sizes start with.
    """
    words = alt.split()
    background = "bg" in words
    sizes: dict[str, str] = {}
    side, share = "", 50
    rest = []
    for word in words:
        bare = word.removeprefix(prefix) if prefix else word
        if size := _SIZE.fullmatch(bare):
            sizes[size[1][0].lower()] = _length(size[2], size[3].lower(), size[1][0].lower(), pixels=pixels)
        elif background and (at := _SIDE.fullmatch(word)):
            side, share = at[1], min(90, max(10, int(at[2] or 50)))
        elif (
            word == "bg"
            or (background and _LOOKS.fullmatch(word))
            or (_LOOKS.fullmatch(word) and ":" in word)
        ):
            continue
        else:
            rest.append(word)
    return Look(" ".join(rest), sizes.get("w", ""), sizes.get("h", ""), background, side, share)


def css_length(text: str, axis: str) -> str:
    """A length as HTML has it, `80%` or `400` pixels, along `axis` "w" or "h": as a share of the slide."""
    found = re.fullmatch(r"[ ]*([\d.]{1,8})(%|px|cm|mm|in|pt|pc|em|rem|)[ ]*", text)
    return _length(found[1], found[2], axis, pixels=True) if found else ""


def _length(number: str, unit: str, axis: str, *, pixels: bool) -> str:
    try:
        value = float(number)
    except ValueError:
        return ""
    if not unit and not pixels:
        return str(max(1, round(min(value, 9999))))
    if unit != "%":
        value = value * _PIXELS[unit] / _SLIDE[axis] * 100
    return f"{max(1, min(100, round(value)))}%"
