"""The links of a slide, to read and to open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.layout.entries import GAP, Entry, heading, prose, row
from holeout.layout.links import links_of, target_of
from holeout.layout.styled import MUTED, Piece, Role, Style
from holeout.tui.screens.page import PageScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holeout.layout.links import Link


class LinksScreen(PageScreen):
    """The addresses behind the links of the slide that is shown, for terminals in which nothing can be clicked."""

    def entries(self) -> Sequence[Entry]:
        """The links, each with its address."""
        links = links_of(self.app.slide)
        if not links:
            return [heading("Links"), GAP, prose("There is no link on this slide.", MUTED)]
        return [heading("Links", self.app.slide.title), GAP, *map(self._entry, links)]

    def _entry(self, link: Link) -> Entry:
        target = target_of(link.address, self.app.talk.deck.titles())
        below = link.address if link.text != link.address else ""
        return row([Piece(link.text, Style(Role.LINK, bold=True))], below=below, target=target)
