"""The keys of the program as a page, from the registry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.layout.entries import Entry, heading, labelled, subheading
from holeout.presenting.commands import DIGITS, Context, commands_for, key_of
from holeout.presenting.key_names import key_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from holeout.presenting.commands import Command

NAMES = {
    Context.ANYWHERE: "Everywhere",
    Context.SLIDES: "On the slides",
    Context.OVERVIEW: "In the overview",
    Context.MAP: "On the map",
    Context.STAGE: "On a stage",
    Context.LISTS: "On a page",
    Context.PITFALL: "On a stage, a pitfall, a tool or a source",
    Context.FAVOURITES: "Among your favourites",
    Context.DEMO: "Beside a demo",
    Context.SOURCE: "In a demo's source",
    Context.ASSESS: "In the assessment",
    Context.RESULT: "On its result",
    Context.DESK: "At the speaker's desk",
    Context.SUGGESTIONS: "Among the audience's suggestions",
}


def key_entries(contexts: Iterable[Context], keys: Mapping[str, tuple[str, ...]]) -> list[Entry]:
    """A table of keys for each of the contexts, in that order. `keys` are a person's own, by the Command's id."""
    entries: list[Entry] = [heading("Keys", f"{key_of('back', keys)} closes this page")]
    for context in dict.fromkeys(contexts):
        entries.append(subheading(NAMES[context]))
        entries += [_command(command) for command in commands_for(context, keys=keys)]
    return entries


def _command(command: Command) -> Entry:
    names = "1 … 9  0" if command.keys == DIGITS else " ".join(map(key_name, command.keys[:4]))
    return labelled(names, command.help, label_width=22)
