"""What a rehearsal adds to the program: the time on each slide, written down as it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.presenting.rehearsal import Record, Rehearsal

if TYPE_CHECKING:
    from collections.abc import Callable

    from holeout.presenting.state import Presentation
    from holeout.talk import Talk
    from holeout.tui.app import HoleoutApp


class Rehearsing:
    """Counts for one run of `app`. `keep` is handed what there is so far at each slide, so that a crash costs one."""

    def __init__(self, app: HoleoutApp, keep: Callable[[Record], None]) -> None:
        self._app = app
        self._keep = keep
        self._began = app.now()
        state = app.presentation
        self._rehearsal = Rehearsal.begin(state.slide, state.clock.elapsed(app.now()))

    def moved(self, before: Presentation, after: Presentation) -> None:
        """The presentation went on: to another slide, or its clock was stopped, started or set."""
        now = self._app.now()
        counted = self._rehearsal.counted(before.clock.elapsed(now))
        self._rehearsal = counted.at(after.slide, after.clock.elapsed(now))
        if before.slide != after.slide:
            self._keep(self._record(counted))

    def talk_changed(self, before: Talk, after: Talk) -> None:
        """The deck was edited meanwhile: what was counted so far stays with the slides it was counted on."""
        counted = self._rehearsal.counted(self._app.presentation.clock.elapsed(self._app.now()))
        self._rehearsal = counted.on(before.deck.titles(), after.deck.titles())

    def finished(self) -> Record:
        """All of it, counted up to now, and kept."""
        clock, now = self._app.presentation.clock, self._app.now()
        record = self._record(self._rehearsal.counted(clock.elapsed(now)))
        self._keep(record)
        return record

    def _record(self, rehearsal: Rehearsal) -> Record:
        return Record.of(rehearsal, self._app.talk.deck.titles(), self._began)
