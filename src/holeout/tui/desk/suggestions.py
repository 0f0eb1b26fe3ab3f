"""Moderating from the desk: look through what the audience suggests, and act on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters

from holeout.layout.styled import Role
from holeout.presenting.commands import Context
from holeout.tui.bindings import bindings_for
from holeout.tui.desk.app import DeskApp
from holeout.tui.desk.board import SHOWN, board_entries, items_of
from holeout.tui.desk.help import DeskHelp
from holeout.tui.widgets.entry_page import EntryPage
from holeout.tui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from holeout.layout.entries import Entry
    from holeout.layout.target import Target
    from holeout.tui.desk.board import Item
    from holeout.tui.paint import Painter


class SuggestionsPage(EntryPage):
    """What waits, what is shown and what is hidden; a key each to change that."""

    CONTEXTS: ClassVar[tuple[Context, ...]] = (Context.SUGGESTIONS, Context.LISTS)
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Context.SUGGESTIONS)
    app = getters.app(DeskApp)
    bar = getters.query_one(KeyBar)

    def __init__(self) -> None:
        super().__init__()
        self._marked = ""
        self._merged: list[str] = []

    def painter(self) -> Painter:
        """The desk's."""
        return self.app.painter

    def entries(self) -> Sequence[Entry]:
        """The board as it is now."""
        return board_entries(self.app.state.board, self._marked)

    def renew(self) -> None:
        """The board has changed: what was chosen stays chosen, if it is still there."""
        self.view.set_entries(self.entries(), self.view.target)

    @property
    def _item(self) -> Item | None:
        target = self.view.target
        return items_of(self.app.state.board).get(target) if target else None

    async def go(self, target: Target) -> None:
        """Enter does what is most likely meant: let it through, or take two names for one tool."""
        item = items_of(self.app.state.board).get(target)
        if item and item.into:
            await self._merge(item.tool, item.into)
        elif target.kind != SHOWN:
            await self._act("show")

    async def _act(self, action: str) -> None:
        if (item := self._item) and item.id:
            await self.app.moderate(action, id=item.id)

    async def action_let_through(self) -> None:
        """Show it on the board."""
        await self._act("show")

    async def action_hide(self) -> None:
        """Keep it off the board."""
        await self._act("hide")

    async def action_pin(self) -> None:
        """To the top of the board, or back."""
        await self._act("unpin" if self._item and self._item.pinned else "pin")

    async def action_thank(self) -> None:
        """Say thanks, and talk about this one: it is large on every board until this is asked again."""
        if self._item and self._item.talking:
            await self.app.moderate("done")
        else:
            await self._act("thank")

    async def action_merge(self) -> None:
        """Mark a tool; then, on another, say that the two are one."""
        item = self._item
        if item is None:
            return
        if item.into:
            await self._merge(item.tool, item.into)
        elif self._marked in ("", item.tool):
            self._mark("" if self._marked else item.tool)
        else:
            marked = self._marked
            self._mark("")
            await self._merge(marked, item.tool)

    async def _merge(self, tool: str, into: str) -> None:
        self._merged.append(tool)
        await self.app.moderate("merge", tool=tool, into=into)

    async def action_part(self) -> None:
        """The last two that were taken for one are two again."""
        if self._merged:
            await self.app.moderate("split", tool=self._merged.pop())

    def _mark(self, tool: str) -> None:
        self._marked = tool
        self.bar.say(f"{tool} is the same as…: choose it, then m again" if tool else "", Role.ACCENT)
        self.renew()

    def action_suggestions_help(self) -> None:
        """The keys that work here."""
        self.app.push_screen(DeskHelp(self.CONTEXTS))

    async def action_pause_asking(self) -> None:
        """Take no more suggestions, or take them again."""
        await self.app.moderate("resume" if self.app.state.board.get("paused") is True else "pause")
