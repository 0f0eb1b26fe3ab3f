"""Favourites, and what became of merging and checking them, in words for who ran the command."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from holeout.favourites.identity import tool_key
from holeout.favourites.seal import plain
from holeout.phrases import counted
from holeout.problems import HoleoutError, Level, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from holeout.favourites.catalogue import Catalogue
    from holeout.favourites.compare import Comparison
    from holeout.favourites.gathering import Pick
    from holeout.favourites.merge import Clash, Entry, Merged
    from holeout.favourites.model import Favourite, FavouritesFile

_MOST_NAMES: Final = 12


def listing(favourites: Sequence[Favourite]) -> Iterator[str]:
    """One's own favourites by stage, in the order of their file."""
    width = max((len(favourite.name or favourite.tool) for favourite in favourites), default=0)
    for stage in dict.fromkeys(favourite.stage for favourite in favourites):
        yield stage or "(no stage)"
        for each in (favourite for favourite in favourites if favourite.stage == stage):
            words = [" ".join(each.note.split()), *(f"#{tag}" for tag in each.tags)]
            yield f"  {each.name or each.tool:<{min(width, 30)}}  {' '.join(filter(None, words))}".rstrip()


def row(favourite: Favourite) -> dict[str, Any]:
    """A favourite as JSON has it, with its tool's key."""
    said: dict[str, Any] = plain(asdict(favourite))
    return {"key": tool_key(favourite.tool), **said}


def merge_report(merged: Merged, files: int, found: Comparison, catalogue: Catalogue) -> Iterator[str]:
    """What became of merging so many files, a line each."""
    people = len({slot.actor for slot in merged.state})
    gone = sum(entry.favourite is None for entry in merged.state.values())
    tools = len(found.new) + len(found.known)
    removed = f"; {gone} removed" if gone else ""
    yield f"{counted(files, 'file')}: {counted(tools, 'tool')} from {counted(people, 'person', 'people')}{removed}"
    if len(merged.talks) > 1:
        yield f"they answer different talks: {', '.join(merged.talks)}"
    yield from map(_clash, merged.clashes)
    yield from (f"perhaps one tool: {', '.join(keys)}" for keys in found.alike)
    if catalogue.tools and found.new:
        yield f"not in the talk: {_names(found.new)}"
    for pick, stages in found.moved:
        yield f"in the talk, but not for {', '.join(stages)}: {pick.name}"


def unknown_ids(file: FavouritesFile, catalogue: Catalogue) -> Iterator[Problem]:
    """A warning for each stage and pitfall that the talk does not have."""
    for favourite in file.favourites:
        for require, said in (
            (catalogue.require_stage, favourite.stage),
            (catalogue.require_pitfall, favourite.pitfall),
        ):
            try:
                require(said)
            except HoleoutError as error:
                yield Problem(file.name, favourite.line, 1, error.message, error.hint, Level.WARNING)


def _clash(clash: Clash) -> str:
    others = "; ".join(f"{_said(entry)} in {_where(names)}" for entry, names in clash.others)
    kept = f"kept {_said(clash.kept)}"
    return (
        f"{clash.slot.key} of {clash.slot.actor}: nothing says which version is newer; {kept}, not {others}"
    )


def _said(entry: Entry) -> str:
    if entry.favourite is None:
        return "its removal"
    note = " ".join(entry.favourite.note.split())
    return f"'{note[:40]}…'" if len(note) > 40 else f"'{note or entry.favourite.tool}'"


def _where(names: Sequence[str]) -> str:
    return ", ".join(names) or "another file"


def _names(picks: Sequence[Pick]) -> str:
    shown = [f"{pick.name} ({pick.count})" if pick.count > 1 else pick.name for pick in picks[:_MOST_NAMES]]
    more = len(picks) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")
