"""A page of entries to read, scroll and choose from, as one widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView

from holeout.layout.page import MAX_TEXT_CELLS
from holeout.layout.styled import EMPTY, Line, Piece, Role, Style

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.strip import Strip

    from holeout.layout.entries import Entry
    from holeout.layout.target import Target
    from holeout.tui.paint import Painter

MARGIN = 3
CHOSEN = Piece(" ▸ ", Style(Role.ACCENT, bold=True))
UNCHOSEN = Piece(" " * MARGIN)


class EntryView(ScrollView, can_focus=True, inherit_bindings=False):
    """Entries under each other. One of those with a target is chosen, and scrolled into view."""

    DEFAULT_CSS = "EntryView { width: 1fr; height: 1fr; overflow-x: hidden; scrollbar-size-vertical: 1; }"

    class Opened(Message):
        """An entry was opened with Enter or a click."""

        def __init__(self, target: Target) -> None:
            super().__init__()
            self.target = target

    def __init__(self, painter: Callable[[], Painter], entries: Sequence[Entry] = ()) -> None:
        super().__init__()
        self._painter = painter
        self._entries = list(entries)
        self._lines: list[tuple[Line, int]] = []
        self._starts: list[int] = []
        self._chosen = 0
        self._width = 0

    @property
    def target(self) -> Target | None:
        """Where the chosen entry leads."""
        choices = self._choices()
        return self._entries[choices[self._chosen]].target if choices else None

    def set_entries(self, entries: Sequence[Entry], choose: Target | None = None) -> None:
        """Show other entries; `choose` names the one to choose, else the place stays as near as it can."""
        self._entries = list(entries)
        choices = self._choices()
        targets = [self._entries[index].target for index in choices]
        if choose in targets:
            self._chosen = targets.index(choose)
        self._chosen = max(0, min(self._chosen, len(choices) - 1))
        self._lay_out()
        self._reveal()

    def _choices(self) -> list[int]:
        return [index for index, entry in enumerate(self._entries) if entry.target is not None]

    def _lay_out(self) -> None:
        self._width = self.scrollable_content_region.width
        inner = max(10, min(self._width - 2 * MARGIN, MAX_TEXT_CELLS))
        self._lines, self._starts = [(EMPTY, -1)], []
        for index, entry in enumerate(self._entries):
            self._starts.append(len(self._lines))
            self._lines += [(line, index) for line in entry.draw(inner)]
        self.virtual_size = Size(self._width, len(self._lines))
        self.refresh()

    def reveal(self, entry: int) -> None:
        """Scroll so that the entry of this number, and what follows it, is in view; the first is at the very top."""
        top = self._starts[entry] - 1 if 0 < entry < len(self._starts) else 0
        if not self.scroll_offset.y <= top < self.scroll_offset.y + self.size.height // 2:
            self.scroll_to(y=top, animate=False)

    # Choosing

    def move(self, by: int) -> None:
        """Choose the entry `by` further on; where there is none, scroll, so that everything can be read."""
        choices = self._choices()
        target = self._chosen + by
        if not choices or not 0 <= target < len(choices):
            self.scroll_relative(y=by * 3, animate=False)
            return
        if self._far(choices[target], by):
            self.scroll_relative(y=by * max(1, self.size.height // 2), animate=False)
            return
        self._chosen = target
        self._reveal()
        self.refresh()

    def _far(self, entry: int, by: int) -> bool:
        """Whether the entry is more than a screen away: then what is between is to be read first."""
        start = self._starts[entry] - self.scroll_offset.y
        return start >= self.size.height * 2 if by > 0 else start < -self.size.height

    def choose(self, target: Target) -> None:
        """Choose the entry that leads to `target`, if there is one."""
        targets = [self._entries[index].target for index in self._choices()]
        if target in targets:
            self._chosen = targets.index(target)
            self._reveal()
            self.refresh()

    def choose_edge(self, *, last: bool) -> None:
        """Choose the first or last entry, and scroll to the page's very beginning or end."""
        choices = self._choices()
        self._chosen = max(0, len(choices) - 1) if last else 0
        self.scroll_to(y=self.virtual_size.height if last else 0, animate=False)
        self.refresh()

    def page(self, by: int) -> None:
        """Scroll by a screen, and choose what is then in view."""
        self.scroll_relative(y=by * max(1, self.size.height - 2), animate=False)
        top = self.scroll_target_y
        for order, index in enumerate(self._choices()):
            if self._starts[index] >= top:
                self._chosen = order
                break
        self.refresh()

    def open(self) -> None:
        """Tell that the chosen entry is opened."""
        if self.target is not None:
            self.post_message(self.Opened(self.target))

    def _reveal(self) -> None:
        choices = self._choices()
        if not choices or not self._starts:
            return
        index = choices[self._chosen]
        start = self._starts[index]
        end = self._starts[index + 1] if index + 1 < len(self._starts) else len(self._lines)
        top, height = self.scroll_offset.y, self.size.height
        if self._chosen == 0 and start < height:
            self.scroll_to(y=0, animate=False)
        elif start - 1 < top:
            self.scroll_to(y=start - 1, animate=False)
        elif end > top + height:
            self.scroll_to(y=end - height, animate=False)

    # Textual's side

    def render_line(self, y: int) -> Strip:
        """One line of the page, with the mark of the chosen entry at its left."""
        painter, width = self._painter(), self.size.width
        row = y + self.scroll_offset.y
        if row >= len(self._lines):
            return painter.blank(width)
        line, index = self._lines[row]
        choices = self._choices()
        chosen = bool(choices) and index == choices[self._chosen]
        first = chosen and row == self._starts[index]
        return painter.strip((CHOSEN if first else UNCHOSEN, *(_lit(line) if chosen else line)), width)

    def on_resize(self, _: events.Resize) -> None:
        """Wrap anew."""
        if self.scrollable_content_region.width != self._width:
            self._lay_out()
            self._reveal()

    def on_mount(self) -> None:
        """Lay out as soon as the width is known."""
        self._lay_out()

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked; a click on what is chosen opens it."""
        row = event.y + self.scroll_offset.y
        if row >= len(self._lines):
            return
        index = self._lines[row][1]
        choices = self._choices()
        if index in choices:
            again = choices[self._chosen] == index
            self._chosen = choices.index(index)
            self.refresh()
            if again or event.chain > 1:
                self.open()


def _lit(line: Line) -> Line:
    """The chosen entry's words, in the accent's weight."""
    return tuple(
        Piece(piece.text, piece.style._replace(role=Role.SELECTED) if piece.style.bold else piece.style)
        for piece in line
    )
