"""The mouse over a terminal: told to the program that asked for it, otherwise it scrolls, selects and opens links."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from textual.widget import Widget

from holeout.demos.emulator import Mouse
from holeout.tui.widgets.terminal_keys import MouseAction, encode_key, encode_mouse

if TYPE_CHECKING:
    from textual import events
    from textual.timer import Timer

    from holeout.demos.emulator import Modes, Selection
    from holeout.demos.terminal import Terminal

WHEEL_LINES = 3
DRAG_SCROLL = 0.05
"""Seconds for each line that the view moves by while text is selected beyond its edge."""
NO_BUTTON, WHEEL = 3, 64


class TerminalMouse(Widget):
    """A widget with a terminal in it, and what the mouse does there."""

    ALLOW_SELECT = False  # Textual's own selection knows neither wrapped lines nor what has scrolled away.

    _terminal: Terminal | None = None
    _selecting = False
    _selected = ""
    _beyond = 0
    _scrolling: Timer | None = None
    _reported: tuple[int, int] | None = None

    def link_at(self, x: int, y: int) -> str:
        """The address that a cell in view leads to; empty for none."""
        raise NotImplementedError

    def draw(self) -> None:
        """Show what has changed."""
        raise NotImplementedError

    def scroll_terminal(self, lines: int) -> None:
        """Look at what has scrolled away: up is negative."""
        if self._terminal is not None and not self._terminal.closed:
            self._terminal.emulator.scroll(lines)
            self.draw()

    @property
    def selected_text(self) -> str:
        """What is selected in the terminal."""
        selection = self._selection
        return selection.text() if selection is not None else ""

    def clear_selected(self) -> None:
        """Select nothing."""
        if self._selected and (selection := self._selection) is not None:
            selection.clear()
            self._selected = ""
            self.draw()

    @property
    def _selection(self) -> Selection | None:
        terminal = self._terminal
        return None if terminal is None or terminal.closed else terminal.emulator.selection

    @property
    def _modes(self) -> Modes | None:
        terminal = self._terminal
        return terminal.emulator.modes if terminal is not None and terminal.takes_input else None

    @property
    def _wanted(self) -> Mouse:
        """What the program wants to hear of the mouse."""
        return modes.mouse if (modes := self._modes) else Mouse.NOTHING

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Report a press, with what follows even outside the pane; or begin to select."""
        x, y = self._cell(event)
        if self._wanted:
            self.capture_mouse()
            self._report(event, event.button - 1)
        elif event.ctrl and (link := self.link_at(x, y)):
            self.app.open_url(link)
        elif event.button == 1 and (selection := self._selection) is not None:
            event.stop()
            self.capture_mouse()
            self._selecting, self._reported = True, (x, y)
            selection.press(x, y, monotonic())
            self.draw()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Report a move to a program that asked for it, or select up to here."""
        if self._selecting:
            self._drag(event)
        elif self._wanted >= (Mouse.DRAGS if event.button else Mouse.MOVES):
            self._report(event, event.button - 1 if event.button else NO_BUTTON, moved=True)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Report a release, or end the selection."""
        if self._selecting:
            event.stop()
            self._end_selecting()
        elif self._wanted > Mouse.PRESSES:
            self._report(event, event.button - 1, released=True)
        self.release_mouse()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll, in the program or in what it printed."""
        self._wheel(event, 0)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll, in the program or in what it printed."""
        self._wheel(event, 1)

    def on_mouse_scroll_left(self, event: events.MouseScrollLeft) -> None:
        """Scroll sideways, in a program that asked for it."""
        self._wheel(event, 2)

    def on_mouse_scroll_right(self, event: events.MouseScrollRight) -> None:
        """Scroll sideways, in a program that asked for it."""
        self._wheel(event, 3)

    def _wheel(self, event: events.MouseEvent, direction: int) -> None:
        terminal = self._terminal
        if terminal is None or terminal.closed:
            return
        event.stop()
        event.prevent_default()
        modes = self._modes
        if self._wanted:
            self._report(event, WHEEL + direction)
        elif direction > 1:
            return
        elif modes is not None and modes.alternate_screen and modes.alternate_scroll:
            key = encode_key(("up", "down")[direction], None, app_cursor=modes.app_cursor)
            terminal.send(key * WHEEL_LINES)
        else:
            self.scroll_terminal((-WHEEL_LINES, WHEEL_LINES)[direction])

    def _report(
        self, event: events.MouseEvent, code: int, *, moved: bool = False, released: bool = False
    ) -> None:
        terminal, modes = self._terminal, self._modes
        if terminal is None or modes is None:
            return
        event.stop()
        x, y = self._cell(event)
        if moved and (x, y) == self._reported:
            return
        self._reported = (x, y)
        held = (False,) * 3 if modes.mouse is Mouse.PRESSES else (event.shift, event.meta, event.ctrl)
        terminal.send(encode_mouse(MouseAction(code, x, y, *held, moved, released), modes.mouse_format))

    def _cell(self, event: events.MouseEvent) -> tuple[int, int]:
        """The terminal's cell at the event, or the nearest to it."""
        place = event.get_content_offset_capture(self)
        width, height = self.content_size
        if self._terminal is not None:
            size = self._terminal.emulator.size
            width, height = min(width, size.columns), min(height, size.rows)
        return min(max(0, place.x), max(0, width - 1)), min(max(0, place.y), max(0, height - 1))

    # Selecting

    def _drag(self, event: events.MouseMove) -> None:
        selection = self._selection
        if selection is None:
            return
        event.stop()
        height = self.content_size.height
        y = event.get_content_offset_capture(self).y
        self._beyond = -1 if y < 0 else 1 if y >= height else 0
        if self._beyond and self._scrolling is None:
            self._scrolling = self.set_interval(DRAG_SCROLL, self._drag_on)
        if self._reported != (cell := self._cell(event)):
            self._reported = cell
            selection.drag(*cell)
            self.draw()

    def _drag_on(self) -> None:
        """Move the view under a mouse that is held beyond its edge."""
        selection = self._selection
        if self._beyond and selection is not None and self._terminal is not None and self._reported:
            self._terminal.emulator.scroll(self._beyond)
            selection.drag(*self._reported)
            self.draw()

    def _end_selecting(self) -> None:
        self._selecting, self._beyond, self._reported = False, 0, None
        if self._scrolling is not None:
            self._scrolling.stop()
            self._scrolling = None
        self._selected = self.selected_text
        self.draw()
