"""What the answers come to, full screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on

from holeout.layout.assess_ladder import result_page
from holeout.layout.entries import GAP, Entry, prose
from holeout.layout.styled import MUTED
from holeout.lifecycle.answers import Assessment, Team
from holeout.presenting.commands import Context
from holeout.tui.bindings import bindings_for
from holeout.tui.screens.page import PageScreen
from holeout.tui.widgets.entry_view import EntryView

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.binding import BindingType

    from holeout.kept.answers import AssessmentStore
    from holeout.layout.target import Target


class ResultScreen(PageScreen):
    """The ladder with its missing rungs, what to do first, and why. `jump` goes to a stage or a question."""

    CONTEXTS: ClassVar[tuple[Context, ...]] = (Context.RESULT, Context.LISTS)
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Context.RESULT)

    def __init__(self, person: Assessment, store: AssessmentStore, jump: Callable[[Target], None]) -> None:
        super().__init__()
        self._person = person
        self._path = store.path
        self._jump = jump
        self._snapshots = person.before(store.today)
        self._compared = 0

    def entries(self) -> Sequence[Entry]:
        """The result, compared with an earlier day where there is one."""
        talk = self.app.talk
        before = self._snapshots[self._compared] if self._snapshots else None
        return [
            *result_page(talk.lifecycle, Team.of(talk.slug, self._person), before),
            GAP,
            prose(
                f"Kept in {self._path}. `holeout assess --export md` prints a report to hand round.", MUTED
            ),
        ]

    def action_compare_older(self) -> None:
        """Compare with the day before the one compared with now; after the oldest, with the newest again."""
        if not self._snapshots:
            self.notify("There is no earlier day yet: answers are kept once a day.", markup=False)
            return
        self._compared = (self._compared + 1) % len(self._snapshots)
        self.view.set_entries(self.entries())
        self.notify(f"Compared with {self._snapshots[self._compared].at[:10]}.", markup=False)

    @on(EntryView.Opened)
    def open_entry(self, event: EntryView.Opened) -> None:
        """A stage or a question leads back to the questions; anything else to its page."""
        event.prevent_default()  # or the handler of PageScreen would open it as well
        if event.target.kind in ("sheet", "question"):
            self.dismiss()
            self._jump(event.target)
        else:
            self.app.open_target(event.target)
