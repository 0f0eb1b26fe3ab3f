"""The graphics protocol of kitty, with Unicode placeholders.

A picture is sent once; where it is to be seen, cells of text say which part of it they are. They are overwritten,
scrolled and passed on by tmux like any text. <https://sw.kovidgoyal.net/kitty/graphics-protocol/>
"""

from __future__ import annotations

import base64
import unicodedata
from functools import cache
from itertools import islice

CHUNK = 4096
"""Bytes of Base64 in one command, the most that the protocol allows."""
PLACEHOLDER = "\U0010eeee"
MOST_ROWS = 128
"""So many have a mark; no screen that a room can read has more."""
FIRST_COLOR = 16
COLORS = 240
"""Identifiers go through the 256-colour palette without its first 16: tmux passes that on unchanged."""


@cache
def diacritics() -> tuple[str, ...]:
    """The marks that stand for 0, 1, 2 ... above a placeholder; those of the protocol's table below U+0830.

    By the table's own rule: the marks of Unicode 6.0 of combining class 230 that do not decompose, without those that
    normalisation may fuse with a letter.
    """
    fused = {
        *"\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u0309\u030a\u030b\u030c\u030f\u0311\u0313\u0314"
    }
    fused |= {*"\u0342\u0653\u0654"}
    marks = (chr(code) for code in range(0x300, 0x830))
    return tuple(
        mark
        for mark in marks
        if unicodedata.combining(mark) == 230 and not unicodedata.decomposition(mark) and mark not in fused
    )


def identifier(number: int, series: int) -> int:
    """The 32-bit name of the picture with this running `number`, in one of the `series` that runs of programs use."""
    most = (series + number // COLORS) % len(diacritics())
    return (most << 24) | (FIRST_COLOR + number % COLORS)


def upload(picture: int, png: bytes, columns: int, rows: int) -> list[str]:
    """The commands that give the terminal a picture and the cells it fills. It answers nothing."""
    data = base64.standard_b64encode(png).decode("ascii")
    parts = [data[at : at + CHUNK] for at in range(0, len(data), CHUNK)]
    last = len(parts) - 1
    keys = [f"m={int(index < last)},q=2" for index in range(len(parts))]
    keys[0] = f"a=T,U=1,f=100,t=d,i={picture},c={columns},r={rows},{keys[0]}"
    return [f"\x1b_G{key};{part}\x1b\\" for key, part in zip(keys, parts, strict=True)]


def placeholders(picture: int, row: int, columns: int, ground: str) -> str:
    """The text of one row of a picture before the colour `ground`. A cell without marks goes on from its left."""
    marks = diacritics()
    most = marks[picture >> 24]
    marked = (f"{PLACEHOLDER}{marks[row]}{mark}{most}" for mark in islice(marks, columns))
    text = "".join(marked) + PLACEHOLDER * (columns - len(marks))
    red, green, blue = bytes.fromhex(ground[1:])
    return f"\x1b[38;5;{picture & 0xFF};48;2;{red};{green};{blue}m{text}\x1b[39;49m"


def delete(picture: int) -> str:
    """The command that takes the picture back."""
    return f"\x1b_Ga=d,d=I,i={picture},q=2\x1b\\"


def passed_through(command: str) -> str:
    """`command` wrapped so that tmux gives it to its terminal, where it is allowed to."""
    return "\x1bPtmux;" + command.replace("\x1b", "\x1b\x1b") + "\x1b\\"
