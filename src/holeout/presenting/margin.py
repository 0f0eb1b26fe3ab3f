"""What a reader writes beside the slides: one Markdown text, a heading for each slide by its title."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_HEADING = re.compile(r"(?m)^## +(?P<name>.*\S) *$")
_LIKE_A_HEADING = re.compile(r"(?m)^(\\*)(## )")
_ESCAPED = re.compile(r"(?m)^\\(\\*## )")


def names_of(titles: Iterable[str]) -> list[str]:
    """A name for each slide: its title, with a number where an earlier one has the same, or has none."""
    seen: Counter[str] = Counter()
    names = []
    for number, title in enumerate(titles, 1):
        name = " ".join(title.split()) or f"Slide {number}"
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


def read_margin(text: str) -> dict[str, str]:
    """The notes in `text`, by the name of their slide. What stands before the first is no note."""
    parts = _HEADING.split(_with_plain_ends(text))[1:]
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return {name: _ESCAPED.sub(r"\1", body).strip("\n") for name, body in pairs}


def preface_of(text: str) -> str:
    """What stands before the first note."""
    return _HEADING.split(_with_plain_ends(text), maxsplit=1)[0].strip("\n")


def _with_plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def write_margin(preface: str, notes: Mapping[str, str]) -> str:
    """`notes` as Markdown below `preface`; notes that say nothing are left out."""
    parts = [preface] if preface else []
    for name, note in notes.items():
        if note.strip():
            parts += [f"## {name}", _LIKE_A_HEADING.sub(r"\1\\\2", note.strip("\n"))]
    return "\n\n".join(parts) + "\n" if parts else ""
