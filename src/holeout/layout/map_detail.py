"""What stands below the map: the legend, the walk along an edge, and a stage in a few lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.layout.map_columns import HOLE, ROOM, RUNG_SIGNS, SEEN, YOURS
from holeout.layout.styled import EMPTY, MUTED, Line, Piece, Role, Style, crop, fitted, line_cells
from holeout.layout.wrap import wrapped_text

if TYPE_CHECKING:
    from holeout.layout.lifecycle_map import MapState
    from holeout.lifecycle.model import Lifecycle, Stage
    from holeout.lifecycle.walking import Walk

LABEL = 10
_MORE = Piece(" …", MUTED)


def edges_in_words(lifecycle: Lifecycle, stage: Stage) -> dict[str, str]:
    """The names of the stages that its work goes to, comes back from and goes back to, by what that is called."""
    names = lifecycle.stages
    ends = {
        "feeds": [names[other].name for other in stage.feeds if other in names],
        "back from": [names[other].name for other in stage.back_from if other in names],
        "back to": [other.name for other in names.values() if stage.id in other.back_from],
    }
    return {label: ", ".join(found) for label, found in ends.items() if found}


def legend(state: MapState) -> Line:
    """What the signs that are on this map mean."""
    parts = [
        (bool(state.seen), [(SEEN, "seen", Role.GOOD)]),
        (any(state.favourites.values()), [(YOURS, "yours", Role.ACCENT)]),
        (any(state.suggestions.values()), [(ROOM, "the room's", Role.LINK)]),
        (bool(state.scores), [(sign.mark, str(kind), sign.role) for kind, sign in RUNG_SIGNS.items()]),
    ]
    shown = [sign for there, signs in parts if there for sign in signs]
    pieces = [
        piece
        for mark, words, role in shown
        for piece in (Piece(f"{mark} ", Style(role)), Piece(f"{words}  ", MUTED))
    ]
    return (*pieces, Piece("rung", MUTED)) if state.scores else tuple(pieces)


def walk_line(lifecycle: Lifecycle, walk: Walk) -> Line:
    """Along which edge somebody has come, and that there are others."""
    sign = "↩ back from " if walk.back else "→ on from "
    origin = lifecycle.stages[walk.origin].name
    more = f"   edge {walk.place + 1} of {len(walk.ends)}, Tab another" if len(walk.ends) > 1 else ""
    return (
        Piece(sign, Style(Role.ACCENT)),
        Piece(origin, Style(Role.ACCENT, bold=True)),
        Piece(f"{more}   Backspace returns", MUTED),
    )


def detail_lines(lifecycle: Lifecycle, stage_id: str, width: int, height: int) -> list[Line]:
    """The stage in at most `height` lines: its question, its edges, and its pitfalls, a line each if they fit."""
    stage = lifecycle.stages.get(stage_id)
    if stage is None or height < 1:
        return []
    lines = wrapped_text(stage.question, width, Style(Role.HEADING, bold=True))
    for label, names in edges_in_words(lifecycle, stage).items():
        lines += _labelled(label, names, width)
    listed = _listed(lifecycle, stage, width)
    if len(lines) + 1 + len(listed) <= height:
        return [*lines, EMPTY, *listed]
    titles = " · ".join(pitfall.title for pitfall in lifecycle.pitfalls_of(stage.id))
    lines += _labelled("holes", titles, width)
    return lines if len(lines) <= height else [*lines[: height - 1], crop((*lines[height - 1], _MORE), width)]


def _listed(lifecycle: Lifecycle, stage: Stage, width: int) -> list[Line]:
    """The stage's pitfalls with the question that each asks; `▶` where there is a demo."""
    pitfalls = lifecycle.pitfalls_of(stage.id)
    rows: list[Line] = [
        (
            Piece(f"{number} ", MUTED),
            Piece(f"{HOLE} ", Style(Role.ACCENT)),
            Piece(pitfall.title, Style(bold=True)),
            Piece(" ▶" if pitfall.demo in lifecycle.demos else "", Style(Role.GOOD)),
        )
        for number, pitfall in enumerate(pitfalls, 1)
    ]
    widest = max(map(line_cells, rows), default=0) + 2
    return [
        crop((*fitted(row, widest), Piece(pitfall.ask, MUTED)), width)
        for row, pitfall in zip(rows, pitfalls, strict=True)
    ]


def _labelled(label: str, text: str, width: int) -> list[Line]:
    lead = Piece(f"{label:<{LABEL}}", MUTED)
    lines = wrapped_text(text, max(10, width - LABEL))
    blank = Piece(" " * LABEL)
    return [(lead if index == 0 else blank, *line) for index, line in enumerate(lines)]
