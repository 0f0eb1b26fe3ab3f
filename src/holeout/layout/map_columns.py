"""What stands beside the stages on the map, in columns: as many and as wordy as there is room for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from holeout.layout.styled import MUTED, Line, Piece, Role, Style, cells, fitted, line_cells
from holeout.lifecycle.assess import Rung, rung
from holeout.lifecycle.model import Forgotten

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from holeout.lifecycle.model import Lifecycle

HOLE = "●"
SEEN = "✓"
YOURS = "★"
ROOM = "✎"
RUNG_CELLS = 10
_ROUNDING = 1e-6


class Sign(NamedTuple):
    """How something is told without colour, and with it."""

    mark: str
    role: Role


RUNG_SIGNS = {
    Rung.MISSING: Sign("▼", Role.BAD),
    Rung.SHAKY: Sign("▽", Role.WARN),
    Rung.SOUND: Sign("△", Role.GOOD),
}
FORGOTTEN_ROLES = {
    Forgotten.NEVER: Role.MUTED,
    Forgotten.HALF_DONE: Role.TEXT,
    Forgotten.OFTEN: Role.WARN,
    Forgotten.NEARLY_ALWAYS: Role.BAD,
}


@dataclass(frozen=True)
class Column:
    """A heading, and a cell for each stage by id; a stage without one has an empty cell."""

    head: str
    cells: Mapping[str, Line]

    @cached_property
    def width(self) -> int:
        """The cells that it takes."""
        return max([cells(self.head), *map(line_cells, self.cells.values())])


@dataclass(frozen=True)
class Columns:
    """Columns beside each other, `gap` cells apart. One without cells is left out."""

    columns: tuple[Column, ...]
    gap: int = 2

    @property
    def width(self) -> int:
        """The cells that all take."""
        widths = [column.width for column in self._shown]
        return sum(widths) + self.gap * max(0, len(widths) - 1)

    @property
    def head(self) -> Line:
        """The headings."""
        return self._joined(fitted((Piece(each.head, MUTED),), each.width) for each in self._shown)

    def row(self, stage: str) -> Line:
        """The stage's cells."""
        return self._joined(fitted(each.cells.get(stage, ()), each.width) for each in self._shown)

    @cached_property
    def _shown(self) -> list[Column]:
        return [column for column in self.columns if column.cells]

    def _joined(self, lines: Iterable[Line]) -> Line:
        gap = Piece(" " * self.gap)
        return tuple(piece for line in lines for piece in (*line, gap))[:-1]


def first_fitting(variants: Sequence[Columns], width: int) -> Columns:
    """The first of `variants`, the richest first, that takes at most `width` cells; else the last."""
    return next((columns for columns in variants if columns.width <= width), variants[-1])


def holes(lifecycle: Lifecycle, *, short: bool = False) -> Column:
    """How many pitfalls each stage has: a dot each, or the number."""
    counts = {stage: len(lifecycle.pitfalls_of(stage)) for stage in lifecycle.stages}
    style = Style(Role.ACCENT)
    found = {
        stage: (Piece(f"{HOLE}{count}" if short else HOLE * count, style),)
        for stage, count in counts.items()
        if count
    }
    return Column("" if short else "holes", found)


def forgotten(lifecycle: Lifecycle) -> Column:
    """How often each stage is left out."""
    found: dict[str, Line] = {
        stage.id: (Piece(str(stage.forgotten), Style(FORGOTTEN_ROLES[stage.forgotten])),)
        for stage in lifecycle.stages.values()
    }
    return Column("forgotten", found)


def counted(head: str, sign: Sign, counts: Mapping[str, int]) -> Column:
    """A sign with a number, where that is not nought."""
    style = Style(sign.role)
    return Column(
        head, {stage: (Piece(f"{sign.mark}{count}", style),) for stage, count in counts.items() if count}
    )


def scores(scored: Mapping[str, float]) -> Column:
    """How each stage stands in the Assessment: a sign and the score."""
    return Column("", {stage: _score(score) for stage, score in scored.items()})


def rungs(scored: Mapping[str, float]) -> Column:
    """The same with a rung as long as the score, so that a missing one is a gap in the ladder."""
    return Column(
        "your assessment",
        {stage: (*_score(score), Piece(" "), *rung_line(score)) for stage, score in scored.items()},
    )


def _score(score: float) -> Line:
    sign = RUNG_SIGNS[rung(score)]
    number = f"{score:.2f}".removeprefix("0") if score < 1 else "1.0"
    return (Piece(f"{sign.mark}{number}", Style(sign.role)),)


def rung_line(score: float) -> Line:
    """A rung between the rails of a ladder, as long as the score."""
    # Rounded down, so that a missing rung never reaches the middle.
    whole = int(score * RUNG_CELLS + _ROUNDING)
    rail = Style(Role.RULE)
    return (
        Piece("╟", rail),
        Piece("═" * whole, Style(RUNG_SIGNS[rung(score)].role)),
        Piece(" " * (RUNG_CELLS - whole)),
        Piece("╢", rail),
    )
