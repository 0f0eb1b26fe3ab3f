"""Lines of styled text, before any terminal: what the view paints, `dump` prints and `check` measures."""

from __future__ import annotations

import re
from enum import StrEnum, auto
from functools import lru_cache
from typing import NamedTuple


class Role(StrEnum):
    """What a piece of text is, so that a theme can colour it."""

    TEXT = auto()
    TITLE = auto()
    HEADING = auto()
    MUTED = auto()
    ACCENT = auto()
    GOOD = auto()
    WARN = auto()
    BAD = auto()
    LINK = auto()
    INLINE_CODE = auto()
    QUOTE = auto()
    BULLET = auto()
    TABLE_HEAD = auto()
    RULE = auto()
    MATH = auto()
    CODE = auto()
    CODE_KEYWORD = auto()
    CODE_STRING = auto()
    CODE_NUMBER = auto()
    CODE_COMMENT = auto()
    CODE_FUNCTION = auto()
    CODE_TYPE = auto()
    CODE_OPERATOR = auto()
    CODE_ADDED = auto()
    CODE_REMOVED = auto()
    CODE_UNLIT = auto()
    SELECTED = auto()
    BAR = auto()
    BAR_KEY = auto()


class Style(NamedTuple):
    """How a piece of text looks. `link` is an address that a terminal can open."""

    role: Role = Role.TEXT
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    link: str = ""
    color: str = ""
    """A colour of its own, `#rrggbb`, instead of the role's."""
    ground: str = ""
    """A colour behind it, instead of the role's."""
    picture: str = ""
    """The row of a picture that it is a part of, as the picture's maker names it; or WAITING."""


class Piece(NamedTuple):
    """A run of text in one style, without line breaks."""

    text: str
    style: Style = Style()


Line = tuple[Piece, ...]
_OUTSIDE = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
WAITING = "waiting"
"""Stands for a picture that is still being made."""
PLAIN = Style()
MUTED = Style(Role.MUTED)
EMPTY: Line = ()


_NARROW = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u21ff\u2500-\u25fc\u2800-\u28ff]*"
)
"""Characters of one cell each, next to each other or not: what most slides are made of."""


@lru_cache(maxsize=4096)
def _measured(text: str) -> int:
    if _NARROW.fullmatch(text):
        return len(text)
    # The tables cost a start tens of milliseconds, which only text beyond these characters has to pay.
    from wcwidth import wcswidth  # noqa: PLC0415

    return max(0, wcswidth(text))


def cells(text: str) -> int:
    """How many terminal cells `text` takes."""
    return len(text) if text.isascii() else _measured(text)


def line_cells(line: Line) -> int:
    """How many terminal cells `line` takes."""
    return sum(cells(piece.text) for piece in line)


def plain_text(line: Line) -> str:
    """The text of `line` without its styles, nor blanks at its end."""
    return "".join(piece.text for piece in line).rstrip()


def text_line(text: str, role: Role = Role.TEXT, *, bold: bool = False) -> Line:
    """A line with one piece."""
    return (Piece(text, Style(role, bold=bold)),)


def opens_outside(address: str) -> bool:
    """Whether another program should open `address`: a page or a mailbox, never a file or a program."""
    return _OUTSIDE.match(address) is not None


def pad(line: Line, width: int, style: Style = PLAIN) -> Line:
    """`line` filled with blanks to `width` cells."""
    missing = width - line_cells(line)
    return (*line, Piece(" " * missing, style)) if missing > 0 else line


def fitted(line: Line, width: int, style: Style = PLAIN) -> Line:
    """`line` at exactly `width` cells: filled with blanks, or cut with an ellipsis."""
    return pad(crop(line, width), width, style)


def crop(line: Line, width: int) -> Line:
    """`line` in at most `width` cells; what was cut ends in an ellipsis."""
    if line_cells(line) <= width:
        return line
    kept: list[Piece] = []
    room = width - 1
    for piece in line:
        head = cut(piece.text, room)
        kept.append(Piece(head, piece.style))
        room -= cells(head)
        if head != piece.text:
            break
    style = kept[-1].style if kept else PLAIN
    return (*kept, Piece("…", style)) if width > 0 else ()


def cut(text: str, width: int) -> str:
    """The longest beginning of `text`, whole characters as a reader sees them, that takes at most `width` cells."""
    if width <= 0:
        return ""
    if text.isascii():
        return text[:width]
    if _NARROW.fullmatch(text):
        return text[:width]
    from wcwidth import iter_graphemes  # noqa: PLC0415

    end = used = 0
    for character in iter_graphemes(text):
        used += cells(character)
        if used > width:
            break
        end += len(character)
    return text[:end]


def indented(lines: tuple[Line, ...] | list[Line], indent: int, first: Line | None = None) -> list[Line]:
    """`lines` moved right by `indent` cells; `first`, if given, stands in the first line's indent."""
    blank = Piece(" " * indent)
    moved: list[Line] = [(blank, *line) if line else EMPTY for line in lines]
    if first is not None:
        lead = pad(first, indent)
        moved[:1] = [(*lead, *(lines[0] if lines else ()))]
    return moved
