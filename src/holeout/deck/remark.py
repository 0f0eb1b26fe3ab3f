"""remark's own marks: `.class[text]` around words and around blocks."""

from __future__ import annotations

import re

from holeout.deck.landmarks import Kind, landmarks

_NAME = r"\.(?P<names>[a-zA-Z][\w-]*(?:\.[a-zA-Z][\w-]*)*)\["
_WORDS = re.compile(rf"(?<![\w\]]){_NAME}(?P<text>(?:[^\[\]\n]|\[[^\[\]\n]*\])*)\]")
_OPENS = re.compile(rf"[ \t]*{_NAME}[ \t]*")
_WHOLE = re.compile(rf"[ \t]*{_NAME}(?P<text>(?:[^\[\]\n]|\[[^\[\]\n]*\])*)\][ \t]*")
_CODE = re.compile(r"(`+[^`\n]*`+)")
_CLOSES = re.compile(r"[ \t]*\][ \t]*")
_LEFT = frozenset({"left-column", "pull-left"})
_RIGHT = frozenset({"right-column", "pull-right"})
MOST = 8
"""Classes around the same words; more are taken for text."""


def as_divs(text: str) -> str:
    """`text` with remark's classes written as fenced divs, line for line, and those around words taken off."""
    if ".[" not in text and not _WORDS.search(text) and not any(map(_OPENS.fullmatch, text.split("\n"))):
        return text
    code = _verbatim(text)
    lines, depth = [], 0
    for number, line in enumerate(text.split("\n")):
        if number in code:
            lines.append(line)
        elif opened := _OPENS.fullmatch(line):
            depth += 1
            lines.append(f"::: {_div(opened['names'])}")
        elif depth and _CLOSES.fullmatch(line):
            depth -= 1
            lines.append(":::")
        else:
            lines.append(_bare(line))
    return "\n".join(lines)


def centred_lines(text: str) -> frozenset[int]:
    """The lines of `text`, counted from 0, that stand as a whole in the class `center`."""
    lines = enumerate(text.split("\n"))
    found = ((number, _WHOLE.fullmatch(line)) for number, line in lines if "center" in line)
    return frozenset(number for number, whole in found if whole and "center" in whole["names"].split("."))


def _div(names: str) -> str:
    parts = set(names.split("."))
    if parts & _LEFT:
        return "left-half"
    if parts & _RIGHT:
        return "right-half"
    return "center" if "center" in parts else "div"


def _bare(line: str) -> str:
    parts = _CODE.split(line)
    return "".join(part if number % 2 else _unwrapped(part) for number, part in enumerate(parts))


def _unwrapped(line: str) -> str:
    for _ in range(MOST):
        shorter = _WORDS.sub(lambda found: found["text"], line)
        if shorter == line:
            break
        line = shorter
    return line


def _verbatim(text: str) -> set[int]:
    """The lines of `text` that are code or comments."""
    padded = f"\n{text}\n"
    lines: set[int] = set()
    for mark in landmarks(padded, 0, len(padded) - 1):
        if mark.kind in {Kind.VERBATIM, Kind.COMMENT}:
            first = padded.count("\n", 0, mark.start + 1) - 1
            lines |= set(range(first, first + padded.count("\n", mark.start, mark.end)))
    return lines
