"""What is for the speaker alone, and when."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from holeout.deck.landmarks import Kind, landmarks
from holeout.deck.model import Note

if TYPE_CHECKING:
    from collections.abc import Iterable

_CLICK = re.compile(r"\[click(?::(\d{1,3}))?\]", re.IGNORECASE)
_REST = re.compile(r"\n\?\?\?[ \t]*(?=\n)|\n[Nn]otes?:[ \t]*(?=\n)")
_REST_REVEAL = re.compile(r"\n\?\?\?[ \t]*(?=\n)|\n[ \t]*[Nn]otes?:")


def split_notes(text: str, *, note_lines: bool) -> tuple[str, str]:
    """A slide's `text` up to the line from which all is the speaker's, and what follows that line.

    Such lines are `???`, `Note:` alone and, with `note_lines`, any that starts with `Note:`.
    """
    if "???" not in text and "ote" not in text:
        return text, ""
    padded = f"\n{text}\n"
    pattern = _REST_REVEAL if note_lines else _REST
    found = pattern.search(padded)
    if found is None:
        return text, ""
    for mark in landmarks(padded, 0, len(padded) - 1):
        while found is not None and mark.kind is not Kind.BREAK and mark.start <= found.start() < mark.end:
            found = pattern.search(padded, mark.end)
        if found is None:
            return text, ""
    return padded[1 : found.start()], padded[found.end() :].strip()


def read_notes(texts: Iterable[str], *, clicks: bool) -> tuple[Note, ...]:
    """The Notes that `texts` hold. With `clicks`, each `[click]` in them waits for a key press more."""
    notes: list[Note] = []
    for text in texts:
        notes += _clicked(text) if clicks and "[" in text else [Note(text.strip())]
    return tuple(note for note in notes if note.text)


def _clicked(text: str) -> list[Note]:
    parts = _CLICK.split(text)
    notes, step = [Note(parts[0].strip())], 0
    for count, part in zip(parts[1::2], parts[2::2], strict=True):
        step += max(1, int(count or 1))
        notes.append(Note(part.strip(), step))
    return notes
