"""The board as its moderator sees it, as entries to act on. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from holeout.layout.entries import Entry, heading, prose, row, subheading
from holeout.layout.styled import MUTED, Piece, Role, Style
from holeout.layout.target import Target
from holeout.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

WAITING, SHOWN, HIDDEN, ALIKE = "waiting", "shown", "hidden", "alike"
"""The kinds of entries: what a Target of the page is of."""
MODES = {
    "off": "everything is shown",
    "before": "shown once you let it through",
    "after": "shown at once, for you to look at",
}


MARKS = {"talking": "large on the board", "pinned": "pinned", "thanked": "thanked"}


class Item(NamedTuple):
    """One suggestion or card. For those that may be one tool, `tool` may be the same as `into`."""

    id: str
    tool: str
    pinned: bool = False
    talking: bool = False
    into: str = ""


def items_of(board: Mapping[str, Any]) -> dict[Target, Item]:
    """What each entry's Target stands for."""
    found: dict[Target, Item] = {}
    for kind, entry in _entries(board):
        item = Item(
            _text(entry, "id"),
            _text(entry, "tool"),
            entry.get("pinned") is True,
            entry.get("talking") is True,
        )
        found[Target(kind, item.id)] = item
    for tool, into in _alike(board):
        found[Target(ALIKE, f"{tool} {into}")] = Item("", tool, into=into)
    return found


def board_entries(board: Mapping[str, Any], marked: str = "") -> list[Entry]:
    """The page. `marked` is the tool for which another name is being chosen."""
    asking = "no more are taken" if board.get("paused") is True else MODES.get(str(board.get("mode")), "")
    entries: list[Entry] = [heading("What the audience suggests", asking)]
    known = list(_entries(board))
    for kind, title in ((WAITING, "To look at"), (SHOWN, "On the board"), (HIDDEN, "Hidden")):
        of_kind = [entry for found, entry in known if found == kind]
        if of_kind:
            entries.append(subheading(f"{title}: {len(of_kind)}"))
        entries += [_row(kind, entry, marked) for entry in of_kind]
        if kind == WAITING:
            entries += _alike_entries(board)
    return entries if len(entries) > 1 else [*entries, prose("Nothing has been suggested yet.", MUTED)]


def _entries(board: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield from ((WAITING, entry) for entry in _objects(board, "queue"))
    for stage in _objects(board, "stages"):
        named = {"stage": stage.get("id"), "stage_name": stage.get("name")}
        yield from ((SHOWN, {**card, **named}) for card in _objects(stage, "cards"))
    yield from ((HIDDEN, entry) for entry in _objects(board, "hidden"))


def _row(kind: str, entry: Mapping[str, Any], marked: str) -> Entry:
    voices = entry.get("voices")
    signs = [
        Piece(f"{voices:>3} " if isinstance(voices, int) else "    ", Style(Role.ACCENT, bold=True)),
        Piece("= " if marked and marked == _text(entry, "tool") else "", Style(Role.ACCENT, bold=True)),
        Piece(_text(entry, "name") or _text(entry, "tool"), Style(bold=True)),
    ]
    marks = [words for mark, words in MARKS.items() if entry.get(mark) is True]
    aside = " · ".join(filter(None, [*marks, _text(entry, "stage_name") or _text(entry, "stage")]))
    whys = entry.get("whys")
    why = " · ".join(map(clean_line, map(str, whys))) if isinstance(whys, list) else _text(entry, "why")
    return row(signs, [Piece(aside, MUTED)] if aside else (), why, Target(kind, _text(entry, "id")))


def _alike(board: Mapping[str, Any]) -> list[tuple[str, str]]:
    groups = board.get("alike")
    found = [group for group in groups if isinstance(group, list)] if isinstance(groups, list) else []
    return [(clean_line(str(tool)), clean_line(str(group[0]))) for group in found for tool in group[1:]]


def _alike_entries(board: Mapping[str, Any]) -> list[Entry]:
    pairs = _alike(board)
    rows = [
        row(
            [Piece(" ?  ", Style(Role.WARN, bold=True)), Piece(f"{tool} = {into}", Style(bold=True))],
            target=Target(ALIKE, f"{tool} {into}"),
        )
        for tool, into in pairs
    ]
    return [subheading(f"Perhaps one tool: {len(pairs)}"), *rows] if rows else []


def _objects(values: Mapping[str, Any], name: str) -> Sequence[Mapping[str, Any]]:
    found = values.get(name)
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def _text(values: Mapping[str, Any], name: str) -> str:
    return clean_line(str(values.get(name) or ""))
