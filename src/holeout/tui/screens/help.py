"""The keys that work here, from the registry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.layout.entries import Entry, heading, labelled, prose, subheading
from holeout.layout.styled import MUTED
from holeout.presenting.commands import Context, commands_for, key_name, key_of
from holeout.tui.screens.page import PageScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    Context.ASSESS: "In the assessment",
    Context.RESULT: "On its result",
    Context.DESK: "At the speaker's desk",
}


class HelpScreen(PageScreen):
    """The keys of the screen that was in front, then all others."""

    def __init__(self, contexts: tuple[str, ...]) -> None:
        super().__init__()
        here = [Context(context) for context in contexts]
        self._order = [*here, Context.ANYWHERE, *(context for context in Context if context not in here)]

    def entries(self) -> Sequence[Entry]:
        """A table of keys for each context, this screen's first."""
        entries: list[Entry] = [heading("Keys", f"{key_of('back', self.app.keys)} closes this page")]
        for context in dict.fromkeys(self._order):
            entries.append(subheading(NAMES[context]))
            entries += [_command(command) for command in commands_for(context, keys=self.app.keys)]
        entries += [
            prose(""),
            prose("Inside a demo's pane every key goes to the demo; Ctrl+] leaves the pane.", MUTED),
        ]
        return entries


def _command(command: Command) -> Entry:
    return labelled(" ".join(key_name(key) for key in command.keys[:4]), command.help, label_width=22)
