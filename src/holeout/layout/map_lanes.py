"""The edges along which work comes back, as columns of box-drawing characters beside the map's rows.

Every stage to which work comes back has a lane of its own: an arrow head in its row, and a tie in the row
of each stage from which the work comes (an arc diagram, as `git log --graph` draws one).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from holeout.layout.styled import EMPTY, Line, Piece, Role, Style

if TYPE_CHECKING:
    from holeout.lifecycle.model import Stage

ACCENT = Style(Role.ACCENT, bold=True)
RULE = Style(Role.RULE)


class Lanes:
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
        self.width = 2 * len(self._lanes) + 2 if self._lanes else 0

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
