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

    def painter(self) -> Painter:
        """The desk's."""
        return self.app.painter

    def entries(self) -> Sequence[Entry]:
        """The desk's keys, and those of its pages."""
        return key_entries((Context.DESK, Context.SUGGESTIONS, Context.LISTS), self.app.keys)

    def go(self, target: Target) -> None:
        """Nothing here leads anywhere."""
