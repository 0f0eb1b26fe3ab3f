"""The keys that work here, from the registry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.layout.entries import Entry, prose
from holeout.layout.key_entries import key_entries
from holeout.layout.styled import MUTED
from holeout.presenting.commands import Context
from holeout.tui.screens.page import PageScreen

if TYPE_CHECKING:
    from collections.abc import Sequence


class HelpScreen(PageScreen):
    """The keys of the screen that was in front, then all others."""

    def __init__(self, contexts: tuple[str, ...]) -> None:
        super().__init__()
        here = [Context(context) for context in contexts]
        self._order = [*here, Context.ANYWHERE, *(context for context in Context if context not in here)]

    def entries(self) -> Sequence[Entry]:
        """A table of keys for each context, this screen's first."""
        pane = "Inside a demo's pane every key goes to the demo; Ctrl+] leaves the pane."
        return [*key_entries(self._order, self.app.keys), prose(""), prose(pane, MUTED)]
