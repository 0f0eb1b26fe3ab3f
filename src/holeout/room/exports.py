"""What was suggested, as favourites: a person's own file, or everybody's for the speaker. Cookies are in neither."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from holeout.favourites.export import FORMATS, Collection
from holeout.favourites.merge import merge
from holeout.favourites.model import Favourite, FavouritesFile
from holeout.favourites.rendering import render
from holeout.room.board import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holeout.favourites.catalogue import Catalogue
    from holeout.room.suggestion import Suggestion
    from holeout.room.tally import Tally


def own_favourites(tally: Tally, talk: str, actor: str) -> str:
    """What `actor` suggested or agreed with, as a favourites file to keep, to send or to merge."""
    return render(FavouritesFile(_of(tally, actor), talk=talk, actor=actor))


def everybodys_favourites(tally: Tally, catalogue: Catalogue, talk: str, title: str, form: str) -> str:
    """What the board shows, of all devices, in one of the favourites' forms. Raises KeyError for another."""
    known = tally.suggestions.values()
    actors = sorted({actor for item in known for actor in (item.actor, *item.voices)})
    files = [FavouritesFile(_of(tally, actor, shown=True), talk=talk, actor=actor) for actor in actors]
    heading = f"Favourite tools: {title}" if title else "Favourite tools"
    return FORMATS[form](Collection(merge(files), catalogue, heading))


def _of(tally: Tally, actor: str, *, shown: bool = False) -> tuple[Favourite, ...]:
    found: dict[str, Favourite] = {}
    for favourite in _said(tally, actor, shown=shown):
        before = found.get(favourite.tool)
        # A file has one entry for each tool: of two stages the first is named, and both reasons are kept.
        notes = [note for note in (before.note, favourite.note) if note] if before else []
        found[favourite.tool] = replace(before, note="\n".join(notes)[:500]) if before else favourite
    return tuple(found.values())


def _said(tally: Tally, actor: str, *, shown: bool) -> Iterator[Favourite]:
    mine = [(item, True) for item in tally.own(actor)]
    agreed = [(item, False) for item in tally.agreed(actor)]
    for item, is_own in sorted([*mine, *agreed], key=lambda pair: (pair[0].created, pair[0].id)):
        if is_own and (item.standing.visible or not (shown or item.standing == "withdrawn")):
            yield _favourite(tally, item, item.why)
        elif not is_own and (item.standing.visible or item.standing == "withdrawn"):
            yield _favourite(tally, item, "")


def _favourite(tally: Tally, item: Suggestion, why: str) -> Favourite:
    key = canonical(item.tool, tally.aliases)
    tool = item.name if item.name and key.startswith("pkg:generic/") and key == item.tool else key
    name = "" if tool == item.name else item.name
    return Favourite(tool=tool[:200], name=name, stage=item.stage, note=why)
