"""The notes of a published slide as entries: each step's click marked, the present one lit. Pure."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from holeout.layout.entries import GAP, Entry, prose
from holeout.layout.notes import muted, note_lines
from holeout.layout.styled import MUTED, Line, Role, Style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holeout.tui.desk.state import DeskState

LIT = Style(Role.SELECTED, bold=True)


def note_entries(state: DeskState) -> tuple[list[Entry], int]:
    """The notes in order, and which entry begins what belongs to the present step."""
    notes = _notes(state.private.get("notes"))
    if not state.public:
        return [], 0
    if not notes:
        return [prose("No notes for this slide.", MUTED)], 0
    lit = max((step for step, _ in notes if step <= state.step), default=0)
    entries: list[Entry] = []
    current = 0
    for number, (step, text) in enumerate(notes):
        first = number == 0 or notes[number - 1][0] != step
        if step == lit and first:
            current = len(entries)
        if step and first:
            entries.append(_mark(step, lit))
        entries += [Entry(partial(_lines, text, now=step == lit)), GAP]
    return entries, current


def _mark(step: int, lit: int) -> Entry:
    if step == lit:
        return prose(f"▸ click {step} ", LIT)
    return prose(f"{'✓' if step < lit else '·'} click {step}", MUTED)


def _lines(text: str, width: int, *, now: bool) -> Sequence[Line]:
    lines = note_lines(text, width)
    return lines if now else muted(lines)


def _notes(data: Any) -> list[tuple[int, str]]:
    """The (step, text) of each note that says something."""
    found = data if isinstance(data, list) else []
    notes = [(note.get("step", 0), str(note.get("text", ""))) for note in found if isinstance(note, dict)]
    return [(step if isinstance(step, int) else 0, text) for step, text in notes if text.strip()]
