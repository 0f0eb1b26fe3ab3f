"""The map's other view: how many tools help at each stage, and how many of them the talk could have named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.layout.map_columns import Column, Columns
from holeout.layout.styled import MUTED, Line, Piece, Role, Style
from holeout.layout.wrap import wrapped_text
from holeout.lifecycle.cite import short_cite
from holeout.lifecycle.counts import AtTalk, tools_per_stage

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator

    from holeout.lifecycle.model import Lifecycle, ToolList

BARS = {
    AtTalk.THERE: ("█", Role.GOOD),
    AtTalk.UNSURE: ("▒", Role.WARN),
    AtTalk.LATER: ("░", Role.ACCENT),
}
LEGEND = "█ there at the talk  ▒ not verified  ░ newer"
MISSING = "∅"
LONGEST_BAR = 50


def tool_columns(lifecycle: Lifecycle, name: Column, room: int) -> Columns:
    """Columns for `room` cells: the counts, bars as long as there is room, and whose list has no section."""
    counts = tools_per_stage(lifecycle)
    numbers = (
        Column("now", {stage: _number(count.total()) for stage, count in counts.items()}),
        Column("then", {stage: _number(count[AtTalk.THERE]) for stage, count in counts.items()}),
    )
    without = Column("no section", _without(lifecycle))
    used = Columns((name, *numbers, without)).width + 2
    most = max((count.total() for count in counts.values()), default=0)
    longest = max(0, min(room - used, LONGEST_BAR))
    bars = Column(
        "tools in this talk", {stage: _bar(count, most, longest) for stage, count in counts.items()}
    )
    shown = (name, *numbers, bars, without) if longest >= len(bars.head) else (name, *numbers, without)
    return Columns(shown)


def tool_panel(lifecycle: Lifecycle, width: int, height: int) -> list[Line]:
    """Below the stages: what the signs mean, and the counts of other people's lists with their source.

    As much as `height` lines hold whole: first the asides go, then the words.
    """
    lines: list[Line] = []
    for parts in _variants(lifecycle):
        lines = wrapped_text(LEGEND, width, MUTED)
        lines += [line for label, text in parts if text for line in _labelled(label, text, width)]
        if len(lines) <= height:
            break
    return lines[:height]


def _variants(lifecycle: Lifecycle) -> Iterator[list[tuple[str, str]]]:
    """Labels and texts, the richest first."""
    told = lifecycle.tool_lists
    if told is None:
        yield []
        return
    known = [lifecycle.sources[id] for id in told.sources if id in lifecycle.sources]
    then = _lists_then(lifecycle)
    later = [("later", _told(each)) for each in told.lists if each.date > lifecycle.talk_date]
    terse = [(f"{MISSING}{number}", _told(listed, terse=True)) for number, listed in then]
    source = ("source", " · ".join(map(short_cite, known)))
    yield [
        *((f"{MISSING}{number}", _told(listed)) for number, listed in then),
        *later,
        ("words", told.words),
        ("source", " · ".join(each.cite for each in known)),
        ("beware", told.caution),
    ]
    yield [*terse, *later, ("words", told.words), source, ("beware", told.caution)]
    yield [*terse, ("words", told.words.partition(". ")[0] + "."), source]
    yield [*terse, source]


def _lists_then(lifecycle: Lifecycle) -> list[tuple[int, ToolList]]:
    """The lists as they were by the time of the talk, numbered from 1."""
    told = lifecycle.tool_lists
    return list(
        enumerate((each for each in (told.lists if told else ()) if each.date <= lifecycle.talk_date), 1)
    )


def _without(lifecycle: Lifecycle) -> dict[str, Line]:
    """By stage id: the numbers of the lists that have no section for it."""
    lacking: dict[str, str] = {}
    for number, listed in _lists_then(lifecycle):
        for stage in listed.stages:
            lacking[stage] = (
                f"{lacking[stage]} {MISSING}{number}" if stage in lacking else f"{MISSING}{number}"
            )
    return {stage: (Piece(text, Style(Role.BAD)),) for stage, text in lacking.items()}


def _number(count: int) -> Line:
    return (Piece(f"{count:>3}", Style(bold=True)),)


def _bar(count: Counter[AtTalk], most: int, longest: int) -> Line:
    """A cell or more for each kind that there is; the longest bar takes all the room."""
    pieces = []
    for kind, (mark, role) in BARS.items():
        if count[kind]:
            pieces.append(Piece(mark * max(1, count[kind] * longest // max(1, most)), Style(role)))
    return tuple(pieces)


def _told(listed: ToolList, *, terse: bool = False) -> str:
    sections = f" in {listed.sections} sections" if listed.sections else ""
    among = f", {listed.among_them}" if listed.among_them and not terse else ""
    none = f"; none for {listed.no_section_for}" if listed.no_section_for else ""
    return f"{listed.name}, {listed.date}: {listed.entries} entries{sections}{among}{none}."


def _labelled(label: str, text: str, width: int) -> list[Line]:
    lead = 8
    rows = wrapped_text(text, max(10, width - lead))
    return [(Piece(f"{label if not index else '':<{lead}}", MUTED), *row) for index, row in enumerate(rows)]
