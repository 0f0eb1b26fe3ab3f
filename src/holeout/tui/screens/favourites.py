"""One's own favourite tools: look, add, change, remove."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events, on

from holeout.layout.entries import GAP, Entry, heading, prose, row
from holeout.layout.styled import MUTED, Piece, Role, Style
from holeout.layout.target import Target
from holeout.presenting.commands import Context, key_of
from holeout.tui.bindings import bindings_for
from holeout.tui.own_favourites import change_favourite, remove_favourite
from holeout.tui.screens.dialogs import ConfirmDialog
from holeout.tui.screens.favourite_form import Draft, fill_in, open_form
from holeout.tui.screens.page import PageScreen
from holeout.tui.widgets.entry_view import EntryView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from holeout.favourites.model import Favourite


class FavouritesScreen(PageScreen):
    """The list of favourites, by stage."""

    CONTEXTS: ClassVar[tuple[Context, ...]] = (Context.FAVOURITES, Context.LISTS)
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Context.FAVOURITES)

    def entries(self) -> Sequence[Entry]:
        """Each favourite with its why, and where the file is."""
        services = self.app.services
        favourites = services.favourites()
        entries = [heading("Your favourites", f"{len(favourites)}"), GAP]
        if services.favourites_problem:
            entries.append(prose(services.favourites_problem, Style(Role.BAD)))
        elif not favourites:
            key = key_of("new_favourite", self.app.keys)
            entries.append(prose(f"None yet. Press {key} to record a tool that helps you, and why."))
        entries += [self._row(favourite) for favourite in self._in_order(favourites)]
        entries += [GAP, prose(f"Kept in {services.favourites_path}: yours to edit, share and merge.", MUTED)]
        return entries

    def _in_order(self, favourites: Sequence[Favourite]) -> list[Favourite]:
        order = list(self.app.talk.lifecycle.stages)
        return sorted(
            favourites,
            key=lambda favourite: order.index(favourite.stage) if favourite.stage in order else len(order),
        )

    def _row(self, favourite: Favourite) -> Entry:
        stage = self.app.talk.lifecycle.stages.get(favourite.stage)
        return row(
            [Piece("★ ", Style(Role.ACCENT)), Piece(favourite.name or favourite.tool, Style(bold=True))],
            [Piece(stage.name if stage else favourite.stage or "no stage", MUTED)],
            favourite.note,
            Target("favourite", favourite.tool),
        )

    def _renew(self) -> None:
        self.view.set_entries(self.entries())

    def on_screen_resume(self, _: events.ScreenResume) -> None:
        """Something may have been added."""
        if self.is_mounted:
            self._renew()

    @on(EntryView.Opened)
    def open_entry(self, event: EntryView.Opened) -> None:
        """A favourite is opened to be changed."""
        event.prevent_default()
        self.action_edit_favourite()

    def _chosen(self) -> Favourite | None:
        target = self.view.target
        favourites = self.app.services.favourites()
        return next((f for f in favourites if target and f.tool == target.id), None)

    def action_new_favourite(self) -> None:
        """Record one from scratch."""
        open_form(self.app, "", self.app.slide.stage if len(self.app.talk.deck) else "")

    def action_edit_favourite(self) -> None:
        """Change the chosen one."""
        chosen = self._chosen()
        if chosen is None:
            return

        def change(draft: Draft) -> bool:
            return change_favourite(self.app, chosen.tool, draft.tool, draft.stage, draft.why)

        fill_in(self.app, Draft(chosen.tool, chosen.stage, chosen.note), change, editing=True)

    def action_remove_favourite(self) -> None:
        """Remove the chosen one, once confirmed."""
        chosen = self._chosen()
        if chosen is None:
            return

        def remove(answer: bool | None) -> None:
            if answer:
                remove_favourite(self.app, chosen.tool)
                self._renew()

        name = chosen.name or chosen.tool
        self.app.push_screen(ConfirmDialog(f"Remove {name} from your favourites?", "Remove", "Keep"), remove)
