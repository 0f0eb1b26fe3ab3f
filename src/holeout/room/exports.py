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

    from holeout.room.service import Room
    from holeout.room.suggestion import Suggestion

MEDIA_TYPES = {
    "md": "text/markdown",
    "csv": "text/csv",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "html": "text/html",
    "toml": "application/toml",
}


def own_favourites(room: Room, actor: str) -> str:
    """What `actor` suggested or agreed with, as a favourites file to keep, to send or to merge."""
    return render(FavouritesFile(_of(room, actor), talk=room.talk, actor=actor))


def everybodys_favourites(room: Room, form: str) -> str:
    """What the board shows, of all devices, in one of favourites.export's FORMATS. Raises KeyError for another."""
    actors = sorted({actor for item in room.suggestions.values() for actor in (item.actor, *item.voices)})
    files = [FavouritesFile(_of(room, actor, shown=True), talk=room.talk, actor=actor) for actor in actors]
    title = f"Favourite tools: {room.title}" if room.title else "Favourite tools"
    return FORMATS[form](Collection(merge(files), room.catalogue, title))


def _of(room: Room, actor: str, *, shown: bool = False) -> tuple[Favourite, ...]:
    found: dict[str, Favourite] = {}
    for favourite in _said(room, actor, shown=shown):
        before = found.get(favourite.tool)
        # A file has one entry for each tool: of two stages the first is named, and both reasons are kept.
        notes = [note for note in (before.note, favourite.note) if note] if before else []
        found[favourite.tool] = replace(before, note="\n".join(notes)[:500]) if before else favourite
    return tuple(found.values())


def _said(room: Room, actor: str, *, shown: bool) -> Iterator[Favourite]:
    for item in sorted(room.suggestions.values(), key=lambda item: (item.created, item.id)):
        mine = item.actor == actor
        if (mine and item.standing.visible) or (mine and not shown and item.standing != "withdrawn"):
            yield _favourite(room, item, item.why)
        elif actor in item.voices and (item.standing.visible or item.standing == "withdrawn"):
            yield _favourite(room, item, "")


def _favourite(room: Room, item: Suggestion, why: str) -> Favourite:
    key = canonical(item.tool, room.aliases)
    tool = item.name if key.startswith("pkg:generic/") and key == item.tool else key
    return Favourite(tool=tool[:200], name="" if tool == item.name else item.name, stage=item.stage, note=why)
