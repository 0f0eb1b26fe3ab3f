"""All demos of the talk, to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.layout.entries import GAP, Entry, heading, prose, row
from holeout.layout.styled import MUTED, Piece, Role, Style
from holeout.layout.target import Target
from holeout.tui.screens.page import PageScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holeout.demos.model import Demo


class DemosScreen(PageScreen):
    """A row a demo, in the order of the lifecycle."""

    def entries(self) -> Sequence[Entry]:
        """The demos."""
        demos = self.app.talk.demos
        order = list(self.app.talk.lifecycle.stages)
        entries = [heading("Demos", f"{len(demos)}"), prose("The real tools, really running.", MUTED), GAP]
        if not demos:
            entries.append(prose("This talk has no demos."))
        chosen = sorted(
            demos.values(), key=lambda demo: order.index(demo.stage) if demo.stage in order else len(order)
        )
        return [*entries, *(self._row(demo) for demo in chosen)]

    def _row(self, demo: Demo) -> Entry:
        stage = self.app.talk.lifecycle.stages.get(demo.stage)
        return row(
            [Piece("▶ ", Style(Role.GOOD)), Piece(demo.title, Style(bold=True))],
            [Piece(stage.name if stage else "", MUTED)],
            demo.watch,
            Target("demo", demo.id),
        )
