"""The keys of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters

from holeout.layout.key_entries import key_entries
from holeout.presenting.commands import Context
from holeout.tui.desk.app import DeskApp
from holeout.tui.widgets.entry_page import EntryPage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holeout.layout.entries import Entry
    from holeout.layout.target import Target
    from holeout.tui.paint import Painter


class DeskHelp(EntryPage):
    """A table of keys."""

    app = getters.app(DeskApp)

    def __init__(
        self, contexts: tuple[Context, ...] = (Context.DESK, Context.SUGGESTIONS, Context.LISTS)
    ) -> None:
        super().__init__()
        self._contexts = contexts

    def painter(self) -> Painter:
        """The desk's."""
        return self.app.painter

    def entries(self) -> Sequence[Entry]:
        """Those of the page that was in front, or the desk's and those of its pages."""
        return key_entries(self._contexts, self.app.keys)

    def go(self, target: Target) -> None:
        """Nothing here leads anywhere."""
