"""The desk's first line: how long, how far, and who waits. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from holeout.layout.styled import MUTED, Line, Piece, Role, Style, crop, line_cells
from holeout.presenting.pace import ON_TIME, clock_words

if TYPE_CHECKING:
    from holeout.presenting.pace import Pace
    from holeout.tui.desk.state import DeskState

STRONG = Style(Role.TITLE, bold=True)


def clock_line(state: DeskState, now: float, width: int) -> Line:
    """Elapsed, remaining and pace at the left; the time of day, suggestions and the position at the right.

    `now` is the wall clock. On a narrow line the time of day and the step give way first. Before anything is known
    the line says so instead.
    """
    if why := state.unknown(now):
        return crop((Piece(f" {why}", MUTED),), width)
    left = _left(state, now)
    for right in _rights(state, now):
        room = width - line_cells(left) - line_cells(right)
        if room >= 1:
            return (*left, Piece(" " * room), *right)
    return crop(left, width)


def _left(state: DeskState, now: float) -> Line:
    pace = state.pace(now)
    parts: list[Piece] = [Piece(f" {clock_words(pace.elapsed)}", STRONG)]
    if not state.private.get("running"):
        parts.append(Piece(" paused", Style(Role.WARN, bold=True)))
    if pace.remaining is not None:
        role = Role.BAD if pace.remaining < 0 else Role.TEXT
        parts += [Piece("  left ", MUTED), Piece(clock_words(pace.remaining), Style(role, bold=True))]
    return (*parts, _pace(pace))


def _pace(pace: Pace) -> Piece:
    if pace.behind is None:
        return Piece("")
    if abs(pace.behind) < ON_TIME:
        return Piece(f"  {pace.words}", Style(Role.GOOD))
    return Piece(f"  {pace.words}", Style(Role.BAD if pace.behind > 0 else Role.WARN, bold=True))


def _rights(state: DeskState, now: float) -> list[Line]:
    """What stands at the right, the fullest first."""
    day = Piece(f"{datetime.fromtimestamp(now):%H:%M}  ", MUTED)  # noqa: DTZ006  (the speaker's own clock)
    waiting = Piece(f"{state.waiting} waiting  " if state.waiting else "", Style(Role.ACCENT, bold=True))
    place = Piece(f"slide {state.slide}/{state.public.get('slides', 0)} ", STRONG)
    step = Piece(f"step {state.step + 1}/{state.public.get('steps', 1)} ", MUTED)
    return [(day, waiting, place, step), (day, waiting, place), (waiting, place), (place,)]
