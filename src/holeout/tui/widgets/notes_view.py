"""The spoken text of a slide, as prose to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.layout.entries import GAP, Entry, heading, prose
from holeout.layout.styled import MUTED, Role, Style
from holeout.tui.widgets.entry_view import EntryView

if TYPE_CHECKING:
    from collections.abc import Callable

    from holeout.deck.model import Note, Slide
    from holeout.tui.paint import Painter


class NotesView(EntryView):
    """The notes of one slide, scrolled with the page keys when they are long."""

    can_focus = False
    DEFAULT_CSS = "NotesView { border-left: solid $foreground 30%; }"

    def __init__(self, painter: Callable[[], Painter]) -> None:
        super().__init__(painter)
        self._shown = 0

    def show(self, slide: Slide) -> None:
        """Show `slide`'s notes from their beginning."""
        if slide.number != self._shown:
            self._shown = slide.number
            self.set_entries(note_entries(slide))
            self.scroll_to(y=0, animate=False)


def note_entries(slide: Slide) -> list[Entry]:
    """`slide`'s notes, a paragraph each."""
    entries = [heading(slide.title), GAP]
    for note in slide.notes:
        entries += _paragraphs(note)
    if not slide.notes:
        entries.append(prose("This slide has no spoken text.", Style(Role.MUTED, italic=True)))
    return entries


def _paragraphs(note: Note) -> list[Entry]:
    parts = [" ".join(part.split()) for part in note.text.split("\n\n")]
    lead = [prose(f"[step {note.step + 1}]", MUTED)] if note.step else []
    return [*lead, *(entry for part in parts if part for entry in (prose(part), GAP))]
