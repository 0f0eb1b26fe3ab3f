"""The lifecycle map as text: a row a stage, columns of what is known of it, and the edges of work that comes back."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum, auto
from functools import lru_cache
from typing import TYPE_CHECKING

from holeout.layout.map_columns import (
    ROOM,
    SEEN,
    YOURS,
    Column,
    Columns,
    Sign,
    counted,
    first_fitting,
    forgotten,
    holes,
    rungs,
    scores,
)
from holeout.layout.map_lanes import Lanes
from holeout.layout.map_tools import tool_columns
from holeout.layout.styled import EMPTY, MUTED, Line, Piece, Role, Style, cells, crop, fitted
from holeout.layout.wrap import wrapped_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holeout.lifecycle.model import Lifecycle, Stage

MAX_TEXT_CELLS = 90
QUESTION = Style(Role.MUTED, italic=True)
BACK = "work comes back"
FAVOURITES = Sign(YOURS, Role.ACCENT)
SUGGESTIONS = Sign(ROOM, Role.LINK)


class Shows(StrEnum):
    """What the map's columns are about."""

    HOLES = auto()
    TOOLS = auto()


@dataclass(frozen=True, slots=True)
class MapState:
    """What the map shows beside the lifecycle itself; every mapping is by stage id."""

    selected: str = ""
    seen: frozenset[str] = frozenset()
    favourites: Mapping[str, int] = field(default_factory=dict)
    suggestions: Mapping[str, int] = field(default_factory=dict)
    scores: Mapping[str, float] = field(default_factory=dict)
    """How well each stage stands in the Assessment, 0 to 1."""
    shows: Shows = Shows.HOLES
    pointed: str = ""
    """The stage under the mouse."""


@dataclass(frozen=True, slots=True)
class MapPicture:
    """The drawn map. `rows` says which lines belong to which stage: first and last, counted from 0."""

    lines: tuple[Line, ...]
    rows: Mapping[str, tuple[int, int]]

    def stage_at(self, y: int) -> str | None:
        """The stage whose row is at line `y`."""
        return next((stage for stage, (first, last) in self.rows.items() if first <= y <= last), None)


def draw_map(lifecycle: Lifecycle, state: MapState, width: int, height: int) -> MapPicture:
    """The map in `width` by `height` cells: as much of the words as there is room for, and always every stage."""
    stages = list(lifecycle.stages.values())
    if not stages:
        return MapPicture(((Piece("This talk has no lifecycle.", MUTED),),), {})
    pitch = _pitch(len(stages), height)
    # The tools' bars take the lanes' room.
    lanes = Lanes(stages if state.shows is Shows.HOLES else [], state.selected, pitch)
    text_width = _text_width(width, lanes.width)
    columns = _columns(lifecycle, state, text_width)
    lines: list[Line] = []
    if height > len(stages) * pitch:
        lines.append(_header(columns, text_width, width, lanes))
    rows: dict[str, tuple[int, int]] = {}
    for stage in stages:
        first = len(lines)
        lines += _stage_rows(stage, columns, text_width, lanes, pitch)
        rows[stage.id] = (first, len(lines) - 1)
    return MapPicture(tuple(lines[:height]), rows)


def _pitch(stages: int, height: int) -> int:
    """How many lines a stage gets: three with its question and air, two with its question, or one."""
    for pitch in (3, 2):
        if height >= stages * pitch + 1:
            return pitch
    return 1


def _text_width(width: int, lanes: int) -> int:
    """The cells left of the lanes; on a wide screen the lanes stay near the words."""
    return max(10, min(width - lanes, MAX_TEXT_CELLS))


def _header(columns: Columns, text_width: int, width: int, lanes: Lanes) -> Line:
    if not lanes.width:
        return crop(fitted(columns.head, text_width), width)
    # Over few lanes the words begin before them, where there is room.
    start = max(columns.width + 1, min(text_width, width - cells(BACK)))
    return crop((*fitted(columns.head, min(start, text_width)), Piece(BACK, MUTED)), width)


def _stage_rows(stage: Stage, columns: Columns, text_width: int, lanes: Lanes, pitch: int) -> list[Line]:
    rows = [columns.row(stage.id)]
    rows += [(Piece("    "), *line) for line in _question(stage.question, text_width - 4, pitch - 1)]
    rows += [EMPTY] * (pitch - len(rows))
    return [
        (*fitted(row, text_width), *lanes.row(stage.number - 1, offset)) for offset, row in enumerate(rows)
    ]


@lru_cache(maxsize=64)
def _question(question: str, width: int, height: int) -> tuple[Line, ...]:
    """A stage's question in at most `height` lines; kept, as the map is drawn anew at each move."""
    lines = wrapped_text(question, max(10, width - 2), QUESTION)
    if height < len(lines):
        return (*lines[: height - 1], (*lines[height - 1], Piece("…", QUESTION))) if height else ()
    return tuple(lines)


def _columns(lifecycle: Lifecycle, state: MapState, width: int) -> Columns:
    name = _names(lifecycle, state)
    if state.shows is Shows.TOOLS:
        return tool_columns(lifecycle, name, width)
    dots, words = holes(lifecycle), forgotten(lifecycle)
    wordy = (
        counted("yours", FAVOURITES, state.favourites),
        counted("room", SUGGESTIONS, state.suggestions),
    )
    terse = (counted("", FAVOURITES, state.favourites), counted("", SUGGESTIONS, state.suggestions))
    variants = (
        Columns((name, dots, words, *wordy, rungs(state.scores)), gap=3),
        Columns((name, dots, words, *wordy, scores(state.scores))),
        Columns((name, dots, words, *terse, scores(state.scores)), gap=1),
        Columns((name, holes(lifecycle, short=True), words, *terse, scores(state.scores)), gap=1),
        Columns((name, holes(lifecycle, short=True), *terse, scores(state.scores)), gap=1),
    )
    return first_fitting(variants, width)


def _names(lifecycle: Lifecycle, state: MapState) -> Column:
    """Every stage with its sign, its number, its name, and whether it was seen."""
    longest = max(cells(stage.name) for stage in lifecycle.stages.values())
    return Column(
        "    stage",
        {stage.id: _name(lifecycle, stage, state, longest + 7) for stage in lifecycle.stages.values()},
    )


def _name(lifecycle: Lifecycle, stage: Stage, state: MapState, width: int) -> Line:
    chosen = stage.id == state.selected
    style = Style(
        Role.SELECTED if chosen else Role.TEXT,
        bold=chosen,
        underline=stage.id == state.pointed and not chosen,
    )
    sign = "▸" if chosen else _edge_sign(lifecycle, stage, state.selected)
    seen = Piece(f" {SEEN}", style if chosen else Style(Role.GOOD))
    line = (
        Piece(f"{sign}{stage.number:>2} ", style._replace(underline=False)),
        Piece(stage.name, style),
        *([seen] if stage.id in state.seen else []),
    )
    return fitted(line, width, style._replace(underline=False))


def _edge_sign(lifecycle: Lifecycle, stage: Stage, selected: str) -> str:
    """`→` where the selected stage feeds this one, `↩` where its work comes back to it, `⇄` for both."""
    if selected not in lifecycle.stages:
        return " "
    fed = stage.id in lifecycle.stages[selected].feeds
    back = selected in stage.back_from
    return "⇄" if fed and back else "→" if fed else "↩" if back else " "
