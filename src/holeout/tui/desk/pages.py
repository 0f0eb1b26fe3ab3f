"""What the desk shows of a published state, as lines. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from holeout.layout.entries import GAP, Entry, prose
from holeout.layout.styled import MUTED, Line, Piece, Role, Style, crop, line_cells
from holeout.presenting.pace import clock_words

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class DeskState:
    """The last published state, as the room gave it; empty before the first."""

    public: Mapping[str, Any] = field(default_factory=dict)
    private: Mapping[str, Any] = field(default_factory=dict)
    suggestions: int = 0

    def elapsed(self, now: float) -> float:
        """Seconds of talk, counted on from when the state was published."""
        since = max(0.0, now - float(self.private.get("at") or now)) if self.private.get("running") else 0.0
        return float(self.private.get("elapsed") or 0.0) + since

    def remaining(self, now: float) -> float | None:
        """Seconds that are left, if the talk has a duration."""
        left = self.private.get("remaining")
        gone = self.elapsed(now) - float(self.private.get("elapsed") or 0.0)
        return None if left is None else float(left) - gone

    def behind(self, now: float) -> float | None:
        """Seconds behind the slides' budgets; they grow while a slide is overdue."""
        pace = self.private.get("pace")
        if pace is None:
            return None
        gone = self.elapsed(now) - float(self.private.get("elapsed") or 0.0)
        return float(pace) + gone if float(pace) > 0 else float(pace)


def clock_line(state: DeskState, now: float, width: int) -> Line:
    """Elapsed, remaining, pace and position: what a speaker looks for first."""
    strong = Style(Role.TITLE, bold=True)
    remaining, behind = state.remaining(now), state.behind(now)
    left: list[Piece] = [Piece(f" {clock_words(state.elapsed(now))}", strong)]
    if not state.private.get("running"):
        left.append(Piece(" paused", Style(Role.WARN)))
    if remaining is not None:
        role = Role.BAD if remaining < 0 else Role.TEXT
        left += [Piece("  left ", MUTED), Piece(clock_words(remaining), Style(role, bold=True))]
    left.append(_pace(behind))
    public = state.public
    right = (
        Piece(f"{state.suggestions} suggestions  " if state.suggestions else "", Style(Role.ACCENT)),
        Piece(f"slide {public.get('slide', 0)}/{public.get('slides', 0)}", strong),
        Piece(f" step {int(public.get('step', 0)) + 1}/{public.get('steps', 1)} ", MUTED),
    )
    room = max(0, width - line_cells(right))
    shown = crop(tuple(left), room)
    return (*shown, Piece(" " * (room - line_cells(shown))), *right)


def _pace(behind: float | None) -> Piece:
    if behind is None:
        return Piece("")
    if abs(behind) < 15:
        return Piece("  on time", Style(Role.GOOD))
    word, role = ("behind", Role.BAD) if behind > 0 else ("ahead", Role.WARN)
    return Piece(f"  {clock_words(abs(behind))} {word}", Style(role, bold=True))


def picture_lines(title: str, text: str, width: int, height: int) -> list[Line]:
    """A slide's plain text under a heading, in at most `height` lines."""
    lines: list[Line] = [(Piece(crop_text(f"─ {title} ", width), Style(Role.HEADING, bold=True)),)]
    body = [line.removeprefix("   ") for line in text.split("\n")]
    return [*lines, *(crop((Piece(line),), width) for line in body)][:height]


def crop_text(text: str, width: int) -> str:
    """`text` filled with a rule to `width`."""
    return text[:width] + "─" * max(0, width - len(text))


def note_entries(state: DeskState) -> list[Entry]:
    """The notes, a paragraph each; what belongs to a later step is muted until then."""
    step = int(state.public.get("step", 0))
    entries: list[Entry] = []
    for note in state.private.get("notes") or ():
        at = int(note.get("step", 0))
        style = MUTED if at > step else Style()
        if at:
            entries.append(prose(f"[click {at}]", Style(Role.ACCENT)))
        for part in str(note.get("text", "")).split("\n\n"):
            if part.strip():
                entries += [prose(" ".join(part.split()), style), GAP]
    return entries or [prose("No notes for this slide.", MUTED)]
