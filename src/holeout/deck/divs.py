"""Lines that are neither Markdown nor HTML: fenced divs, slots, and the marks that other tools pause at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from holeout.deck.blocks import Align
from holeout.deck.composer import BASES, Frame, FrameKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from holeout.deck.composer import Composer

MAX_DEPTH = 20
"""Divs within divs; what is deeper is kept, but not set apart."""

_DIV = re.compile(r":{3,}[ \t]*(?:\{?[ \t]*\.?(?P<name>[A-Za-z][\w-]*))?(?P<rest>.*)")
_SHARE = re.compile(r"(?:width=[\"']?)?(\d{1,3})(?:\.\d+)?%?")
_ALERTS = {
    "note": "note", "info": "note", "tip": "tip", "success": "tip", "important": "important",
    "warning": "warning", "caution": "caution", "danger": "caution", "error": "caution",
}  # fmt: skip
_SIDES = {"center": Align.CENTER, "right": Align.RIGHT, "left": Align.LEFT}


def read_line(composer: Composer, text: str, line: int) -> bool:
    """Obey a line `text` on `line` that says something to us. False where it says nothing, and is text."""
    if text.startswith(":::"):
        return _div(composer, text, line)
    if text.startswith("::"):
        return _slot(composer, text.strip().strip(":"), line)
    composer.pause()
    return True


def _div(composer: Composer, text: str, line: int) -> bool:
    found = _DIV.fullmatch(text)
    if found is None:
        return False
    if not found["name"]:
        return _close(composer, line)
    _open(composer, found["name"].lower(), found["rest"].strip(" \t{}:"), line)
    return True


def _close(composer: Composer, line: int) -> bool:
    for frame in reversed(composer.frames):
        if frame.kind in BASES:
            return False
        if frame.kind != FrameKind.CLICK:
            composer.close(frame, line)
            if frame.label == "right-half" and (columns := composer.nearest(FrameKind.COLUMNS)) is not None:
                composer.close(columns, line)
            return True
    return False


def _open(composer: Composer, name: str, rest: str, line: int) -> None:
    if len(composer.frames) > MAX_DEPTH:
        composer.open(Frame(FrameKind.DIV, line=line))
    elif name in _SIDES:
        composer.open(Frame(FrameKind.ALIGN, line=line, align=composer.align))
        composer.align = _SIDES[name]
    elif name in _ALERTS:
        composer.open(Frame(FrameKind.BOX, line=line, label=f"!{_ALERTS[name]}", align=composer.align))
    elif name in _OPENERS:
        _OPENERS[name](composer, name, rest, line)
    else:
        composer.open(Frame(FrameKind.DIVIDER if name == "divider" else FrameKind.DIV, line=line))


def _columns(composer: Composer, _: str, __: str, line: int) -> None:
    composer.open(Frame(FrameKind.COLUMNS, line=line))


def _one_column(composer: Composer, _: str, rest: str, line: int) -> None:
    columns = composer.nearest(FrameKind.COLUMNS)
    if columns is not None:
        _column(composer, columns, rest, line)
    else:
        composer.open(Frame(FrameKind.DIV, line=line))


def _notes(composer: Composer, _: str, __: str, line: int) -> None:
    composer.open(Frame(FrameKind.NOTES, line=line, saved=composer.steps.saved()))


def _incremental(composer: Composer, name: str, _: str, line: int) -> None:
    composer.open(Frame(FrameKind.INCREMENTAL, line=line, label="true" if composer.incremental else ""))
    composer.incremental = name == "incremental"


def _box(composer: Composer, _: str, rest: str, line: int) -> None:
    composer.open(Frame(FrameKind.BOX, line=line, label=rest.strip("\"' "), align=composer.align))


def _spacer(composer: Composer, _: str, rest: str, line: int) -> None:
    composer.open(Frame(FrameKind.SPACER, line=line, label=rest if re.fullmatch(r"[1-9]\d?", rest) else "1"))


def _fragment(composer: Composer, _: str, __: str, line: int) -> None:
    """pandoc's way to reveal what stands in it."""
    frame = Frame(FrameKind.DIV, line=line)
    frame.floor = composer.steps.enter(composer.steps.fragment())
    composer.open(frame)


def _column(composer: Composer, columns: Frame, rest: str, line: int) -> None:
    while composer.frames[-1] is not columns:
        composer.close(composer.frames[-1], line)
    share = _SHARE.search(rest)
    weight = max(1, int(share[1])) if share else 0
    if columns.weights:
        columns.sinks.append([])
    columns.weights.append(weight)
    columns.current = len(columns.sinks) - 1
    composer.open(Frame(FrameKind.COLUMN, line=line))


def _half(composer: Composer, name: str, _: str, line: int) -> None:
    """One of two columns that are written one after the other, with nothing around them both."""
    columns = composer.nearest(FrameKind.COLUMNS)
    if columns is None or columns.label != "halves":
        columns = Frame(FrameKind.COLUMNS, [[], []], weights=[1, 1], line=line, label="halves")
        composer.open(columns)
    columns.current = 0 if name == "left-half" else 1
    composer.open(Frame(FrameKind.COLUMN, line=line, label=name))


_OPENERS: dict[str, Callable[[Composer, str, str, int], None]] = {
    **dict.fromkeys(("columns", "cols"), _columns),
    **dict.fromkeys(("column", "col"), _one_column),
    **dict.fromkeys(("left-half", "right-half"), _half),
    **dict.fromkeys(("incremental", "nonincremental"), _incremental),
    **dict.fromkeys(("box", "panel", "card"), _box),
    **dict.fromkeys(("notes", "note-speaker", "speaker"), _notes),
    "spacer": _spacer,
    "fragment": _fragment,
}


def _slot(composer: Composer, name: str, line: int) -> bool:
    """Slidev's `::right::`: what follows goes to that part of the slide's layout."""
    columns = composer.nearest(FrameKind.COLUMNS)
    if columns is not None and columns.label != "slots":
        columns = None
    if name in {"left", "default", "right"}:
        if columns is None:
            columns = Frame(FrameKind.COLUMNS, [[], []], weights=[1, 1], line=line, label="slots")
            if name == "right" and not composer.keeps_header:
                columns.sinks[0] = list(composer.frames[-1].blocks)
                composer.frames[-1].blocks.clear()
            composer.open(columns)
        columns.current = 1 if name == "right" else 0
    elif columns is not None:
        composer.close(columns, line)
    return True
