"""The lifecycle map as text: a row a stage, and beside the rows the edges along which work comes back.

Every stage to which work comes back has a lane of its own: an arrow head in its row, and a tie in the row
of each stage from which the work comes (an arc diagram, as `git log --graph` draws one).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from holeout.layout.styled import EMPTY, MUTED, Line, Piece, Role, Style, cells, crop, fitted
from holeout.layout.wrap import wrapped_text
from holeout.lifecycle.model import Forgotten

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holeout.lifecycle.model import Lifecycle, Stage

NAME_CELLS = 20
MAX_TEXT_CELLS = 90
HOLES = "●"
ACCENT = Style(Role.ACCENT, bold=True)
RULE = Style(Role.RULE)
FORGOTTEN_ROLES = {
    Forgotten.NEVER: Role.MUTED,
    Forgotten.HALF_DONE: Role.TEXT,
    Forgotten.OFTEN: Role.WARN,
    Forgotten.NEARLY_ALWAYS: Role.BAD,
}


@dataclass(frozen=True, slots=True)
class MapState:
    """What the map shows beside the lifecycle itself; every mapping is by stage id."""

    selected: str = ""
    seen: frozenset[str] = frozenset()
    favourites: Mapping[str, int] = field(default_factory=dict)
    suggestions: Mapping[str, int] = field(default_factory=dict)
    depths: Mapping[str, float] = field(default_factory=dict)
    """How well each stage stands in the Assessment, 0 to 1."""


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
        return MapPicture(((Piece("This talk has no lifecycle.", Style(Role.MUTED)),),), {})
    pitch = _pitch(len(stages), height)
    lanes = _Lanes(stages, state.selected, pitch)
    legend = height >= len(stages) * pitch + 2
    lines: list[Line] = [_header(width, lanes.width)] if legend else []
    rows: dict[str, tuple[int, int]] = {}
    for stage in stages:
        first = len(lines)
        lines += _stage_rows(lifecycle, stage, state, width, lanes, pitch)
        rows[stage.id] = (first, len(lines) - 1)
    return MapPicture(tuple(lines[:height]), rows)


def _pitch(stages: int, height: int) -> int:
    """How many lines a stage gets: three with its question, two with air, or one."""
    for pitch in (3, 2):
        if height >= stages * pitch + 1:
            return pitch
    return 1


def _text_width(width: int, lanes: int) -> int:
    """The cells left of the lanes; on a wide screen the lanes stay near the words."""
    return max(10, min(width - lanes, MAX_TEXT_CELLS))


def _header(width: int, lanes: int) -> Line:
    left = fitted((Piece("   stage", MUTED),), NAME_CELLS + 5)
    words = (*left, Piece("holes     forgotten", MUTED))
    return crop((*fitted(words, _text_width(width, lanes)), Piece("work comes back", MUTED)), width)


def _stage_rows(
    lifecycle: Lifecycle, stage: Stage, state: MapState, width: int, lanes: _Lanes, pitch: int
) -> list[Line]:
    text_width = _text_width(width, lanes.width)
    rows = [_name_row(lifecycle, stage, state)]
    if pitch == 3:
        question = wrapped_text(stage.question, max(10, text_width - 8), Style(Role.MUTED, italic=True))
        rows.append((Piece("     "), *question[0]))
    rows += [EMPTY] * (pitch - len(rows))
    return [
        (*fitted(row, text_width), *lanes.row(stage.number - 1, offset)) for offset, row in enumerate(rows)
    ]


def _name_row(lifecycle: Lifecycle, stage: Stage, state: MapState) -> Line:
    chosen = stage.id == state.selected
    style = Style(Role.SELECTED if chosen else Role.TEXT, bold=chosen)
    sign = "▸" if chosen else _edge_sign(lifecycle, stage, state.selected)
    name = fitted((Piece(f"{sign}{stage.number:>2} {stage.name} ", style),), NAME_CELLS + 4, style)
    pitfalls = len(lifecycle.pitfalls_of(stage.id))
    holes = Piece(f" {HOLES * pitfalls:<8} ", Style(Role.ACCENT))
    words = str(stage.forgotten) if stage.forgotten is not Forgotten.NEVER else "never"
    forgotten = Piece(f"{words:<14}", Style(FORGOTTEN_ROLES[stage.forgotten]))
    return (*name, holes, forgotten, *_marks(stage, state))


def _edge_sign(lifecycle: Lifecycle, stage: Stage, selected: str) -> str:
    """`→` where the selected stage feeds this one, `↩` where its work comes back to it, `⇄` for both."""
    if selected not in lifecycle.stages:
        return " "
    fed = stage.id in lifecycle.stages[selected].feeds
    back = selected in stage.back_from
    return "⇄" if fed and back else "→" if fed else "↩" if back else " "


def _marks(stage: Stage, state: MapState) -> Line:
    marks: list[Piece] = []
    if stage.id in state.seen:
        marks.append(Piece("✓", Style(Role.GOOD)))
    if count := state.favourites.get(stage.id):
        marks.append(Piece(f" ★{count}", Style(Role.ACCENT)))
    if count := state.suggestions.get(stage.id):
        marks.append(Piece(f" ✎{count}", Style(Role.LINK)))
    if stage.id in state.depths:
        marks.append(_depth(state.depths[stage.id]))
    return tuple(marks)


def _depth(score: float) -> Piece:
    role = Role.BAD if score < 0.5 else Role.WARN if score < 0.8 else Role.GOOD
    return Piece(f" ▼{round((1 - score) * 10)}", Style(role))


class _Lanes:
    """The feedback edges as columns of box-drawing characters, `pitch` lines to a stage."""

    def __init__(self, stages: list[Stage], selected: str, pitch: int) -> None:
        self.pitch = pitch
        order = {stage.id: index for index, stage in enumerate(stages)}
        self._lanes = [
            _Lane(
                order[stage.id],
                frozenset(order[source] for source in stage.back_from if source in order),
                selected == stage.id,
                order.get(selected, -1),
            )
            for stage in reversed(stages)
            if any(source in order for source in stage.back_from)
        ]
        self.width = 2 * len(self._lanes) + 2

    def row(self, stage: int, offset: int) -> Line:
        """The lanes' cells in the line `offset` of the stage at index `stage`."""
        if not self._lanes:
            return EMPTY
        touching = [(i, lane) for i, lane in enumerate(self._lanes) if offset == 0 and lane.touches(stage)]
        reach = max((i for i, _ in touching), default=-1)
        strong = max((i for i, lane in touching if lane.strong(stage)), default=-1)
        pieces = self._start(stage, reach, strong)
        for index, lane in enumerate(self._lanes):
            pieces += lane.cells(
                stage, offset, crossed=index < reach, heavy=index <= strong, through=index < strong
            )
        return tuple(pieces)

    def _start(self, stage: int, reach: int, strong: int) -> list[Piece]:
        """The left end of a row: an arrow head where work comes back to the stage."""
        if reach < 0:
            return [Piece("  ")]
        ending = next((lane for lane in self._lanes if lane.target == stage), None)
        line = Piece("━" if strong >= 0 else "─", ACCENT if strong >= 0 else RULE)
        if ending is None:
            return [line, line]
        arrives = ending.chosen or ending.selected in ending.origins
        return [Piece("◀", ACCENT if arrives else RULE), line]


@dataclass(frozen=True, slots=True)
class _Lane:
    """All edges that come back to the stage at index `target`."""

    target: int
    origins: frozenset[int]
    chosen: bool
    selected: int

    @property
    def rows(self) -> tuple[int, int]:
        ends = {self.target, *self.origins}
        return min(ends), max(ends)

    def touches(self, stage: int) -> bool:
        return stage == self.target or stage in self.origins

    def strong(self, stage: int) -> bool:
        """Whether this lane's tie in `stage`'s row belongs to an edge of the selected stage."""
        if self.chosen:
            return True
        return self.selected in self.origins and stage in (self.selected, self.target)

    def strong_at(self, stage: int, offset: int) -> bool:
        """Whether the lane's vertical line is part of an edge of the selected stage at this place."""
        if self.chosen:
            return True
        if self.selected not in self.origins:
            return False
        low, high = sorted((self.selected, self.target))
        return low <= stage < high or (stage == high and offset == 0)

    def cells(self, stage: int, offset: int, *, crossed: bool, heavy: bool, through: bool) -> list[Piece]:
        """The lane's two cells in one line. `crossed`: a row's line goes on to a lane further right; `heavy`: it
        belongs to an edge of the selected stage up to here, `through`: and beyond."""
        first, last = self.rows
        inside = first <= stage <= last and not (stage == last and offset > 0)
        upright = inside and self.strong_at(stage, offset)
        level = heavy if offset == 0 and self.touches(stage) else through
        knot = _WEIGHTS[self._knot(stage, offset, crossed=crossed, inside=inside)][2 * upright + level]
        after = Piece(" ") if not crossed else Piece("━" if through else "─", ACCENT if through else RULE)
        return [Piece(knot, ACCENT if upright or level else RULE), after]

    def _knot(self, stage: int, offset: int, *, crossed: bool, inside: bool) -> str:
        first, last = self.rows
        if not inside:
            return "─" if crossed else " "
        if offset == 0 and self.touches(stage):
            return (
                ("┬" if crossed else "╮")
                if stage == first
                else (("┴" if crossed else "╯") if stage == last else ("┼" if crossed else "┤"))
            )
        return "┼" if crossed else "│"


_WEIGHTS = {
    " ": "    ",
    "─": "─━─━",
    "│": "││┃┃",
    "┼": "┼┿╂╋",
    "┤": "┤┥┨┫",
    "╮": "╮┑┒┓",
    "╯": "╯┙┚┛",
    "┬": "┬┯┰┳",
    "┴": "┴┷┸┻",
}
"""Each knot plain, with a heavy row, with a heavy lane, and with both."""


def edges_in_words(lifecycle: Lifecycle, stage: Stage) -> tuple[str, str]:
    """Where the stage's work goes, and from where it comes back, as names."""
    names = lifecycle.stages
    feeds = ", ".join(names[other].name for other in stage.feeds if other in names)
    back = ", ".join(names[other].name for other in stage.back_from if other in names)
    return feeds or "nothing", back or "nowhere yet"


def detail_lines(lifecycle: Lifecycle, stage_id: str, width: int, height: int) -> list[Line]:
    """The selected stage in a few lines: its question, its edges, and its pitfalls."""
    stage = lifecycle.stages.get(stage_id)
    if stage is None:
        return []
    feeds, back = edges_in_words(lifecycle, stage)
    lines = wrapped_text(stage.question, width, Style(Role.HEADING, bold=True))
    lines += _labelled("feeds", feeds, width)
    lines += _labelled("back from", back, width)
    holes = " · ".join(pitfall.title for pitfall in lifecycle.pitfalls_of(stage.id))
    lines += _labelled("holes", holes, width)
    return lines[:height]


def _labelled(label: str, text: str, width: int) -> list[Line]:
    lead = Piece(f"{label:<10}", Style(Role.MUTED))
    lines = wrapped_text(text, max(10, width - cells(lead.text)))
    blank = Piece(" " * cells(lead.text))
    return [(lead if index == 0 else blank, *line) for index, line in enumerate(lines)]
