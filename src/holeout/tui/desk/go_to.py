"""Going to a slide from the desk: by number, or words of its title, whatever the presenter shows meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters, on
from textual.widgets import Input

from holeout.layout.entries import Entry, prose
from holeout.layout.slide_entries import slide_entries, slide_target
from holeout.layout.styled import MUTED
from holeout.tui.desk.app import DeskApp
from holeout.tui.widgets.ask_page import AskPage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holeout.layout.target import Target
    from holeout.tui.paint import Painter


class DeskGoTo(AskPage):
    """The index of the deck. Where the room knows no titles, what was typed is sent as it is."""

    PLACEHOLDER = "Go to: a slide's number, or words of its title"
    app = getters.app(DeskApp)

    def painter(self) -> Painter:
        """The desk's."""
        return self.app.painter

    def answers(self, typed: str) -> Sequence[Entry]:
        """The slides that match, all of them when nothing is typed."""
        state = self.app.state
        if not state.titles:
            return [prose("Enter sends the presenter there.", MUTED)]
        return slide_entries(typed, state.titles, state.slide - 1)

    def chosen_first(self) -> Target | None:
        """The slide that is up."""
        return slide_target(self.app.state.slide - 1) if self.app.state.titles else None

    @on(Input.Submitted)
    async def send(self, event: Input.Submitted) -> None:
        """Without titles, let the presenter find out what is meant."""
        if not self.app.state.titles and event.value.strip():
            self.dismiss()
            await self.app.drive("go_to", {"slide": event.value})

    async def go(self, target: Target) -> None:
        """Send the presenter there."""
        await self.app.drive("go_to", {"slide": int(target.id) + 1})
