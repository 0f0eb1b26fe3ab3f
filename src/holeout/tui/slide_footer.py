"""The last line of a slide: for an audience who and where and the time, for a reader the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.layout.styled import Line, Piece, Role, Style
from holeout.presenting.commands import Context
from holeout.presenting.pace import clock_words
from holeout.tui.widgets.key_bar import keys_line, lesson_line

if TYPE_CHECKING:
    from holeout.tui.app import HoleoutApp

BAR = Style(Role.MUTED)
READING = (Context.SLIDES, Context.ANYWHERE)
"""Whose keys a reader is told."""
KEYS_WIDTH = 66
"""Cells that a reader's keys take beside the position, at 80 columns."""


def footer_of(app: HoleoutApp, *, settled: bool, greeting: str) -> tuple[Line, Line]:
    """What stands at the left and at the right. Until the start has `settled` nothing may ask for the slide itself."""
    state = app.presentation
    position = (
        Piece(_progress(state.slide, state.slides), Style(Role.ACCENT)),
        Piece(f" {state.slide + 1}/{state.slides} ", BAR),
    )
    timed = (Piece(_clock(app), BAR), *position)
    if app.reload_problem:
        return (Piece(f" {app.reload_problem}", Style(Role.BAD, bold=True)),), timed
    if settled and not app.slide.footer:
        return (), ()
    if greeting:
        return (Piece(f"   {greeting}", Style(Role.GOOD)),), timed
    if not app.options.presenting:
        return lesson_line(app.lesson(READING)) or keys_line(READING, KEYS_WIDTH, app.keys), position
    said = app.slide.foot if settled else ""
    return (Piece(f"   {said or app.front.words}", BAR),), timed


def _clock(app: HoleoutApp) -> str:
    clock = app.presentation.clock
    if clock.started is None:
        return ""
    words = clock_words(clock.elapsed(app.now()))
    return f"{words} " if clock.running else f"{words} paused "


def _progress(slide: int, slides: int, width: int = 8) -> str:
    """How far the talk is, as a short bar."""
    if slides < 2:
        return ""
    full = round(width * slide / (slides - 1))
    return "━" * full + "╌" * (width - full)
