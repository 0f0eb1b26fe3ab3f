"""The spoken text of a slide, as prose to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.layout.reading import Beside, reading_entries, text_entries
from holeout.tui.widgets.entry_view import EntryView

if TYPE_CHECKING:
    from collections.abc import Callable

    from holeout.deck.model import Slide
    from holeout.tui.paint import Painter


class NotesView(EntryView):
    """The text beside one slide, scrolled with the page keys when it is long."""

    can_focus = False
    DEFAULT_CSS = "NotesView { border-left: solid $foreground 30%; }"

    def __init__(self, painter: Callable[[], Painter]) -> None:
        super().__init__(painter)
        self._slide = 0
        self._beside: Beside | None = None

    def show(self, slide: Slide, beside: Beside | None) -> None:
        """Show `slide`'s text from its beginning; where only what is `beside` it changed, the place stays.

        None stands for what is not known yet.
        """
        if (slide.number, beside) == (self._slide, self._beside):
            return
        turned = slide.number != self._slide
        self._slide, self._beside = slide.number, beside
        self.set_entries(reading_entries(slide, beside) if beside else text_entries(slide))
        if turned:
            self.scroll_to(y=0, animate=False)
