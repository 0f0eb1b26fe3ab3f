"""What all screens above the slides share: a page of entries that lead to other pages of the talk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters

from holeout.presenting.commands import Context
from holeout.tui.app import HoleoutApp
from holeout.tui.widgets.entry_page import EntryPage

if TYPE_CHECKING:
    from holeout.layout.target import Target
    from holeout.tui.paint import Painter


class PageScreen(EntryPage):
    """A page of entries. Subclasses say what is on it."""

    app = getters.app(HoleoutApp)
    target: Target | None = None

    @property
    def contexts(self) -> tuple[Context, ...]:
        """Whose keys are heard here, for the help."""
        return self.CONTEXTS

    def offered(self) -> tuple[Context, ...]:
        """Whose keys the bar offers: the page's, and those that work everywhere."""
        return (*self.CONTEXTS, Context.ANYWHERE)

    def painter(self) -> Painter:
        """The application's."""
        return self.app.painter

    def go(self, target: Target) -> None:
        """Open the page that the entry names."""
        self.app.open_target(target)
