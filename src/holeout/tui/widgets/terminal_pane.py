"""A terminal in a pane: one widget that paints what a demo, or its recording, shows."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from holeout.demos.emulator import Mouse, Size
from holeout.tui.widgets.terminal_keys import MouseAction, encode_key, encode_mouse, encode_paste
from holeout.tui.widgets.terminal_strips import restyled, strip_of, with_cursor

if TYPE_CHECKING:
    from rich.style import Style
    from textual import events
    from textual.selection import Selection

    from holeout.demos.emulator import Cursor
    from holeout.demos.feed import Outcome
    from holeout.demos.terminal import Terminal

LEAVE_KEY = "ctrl+right_square_bracket"
"""The one key that no program gets: it leads out of the pane."""
LEAVE_KEY_NAME = "ctrl+]"
COPY_KEYS = frozenset({"ctrl+c", "ctrl+shift+c", "super+c"})
WHEEL_LINES = 3
PAGE_KEYS = {"shift+pageup": -1, "shift+pagedown": 1}


class TerminalPane(Widget, can_focus=True):
    """Shows one Terminal, which lives on when the pane is unmounted, and can be shown by another pane later.

    While the terminal takes input and the pane has the focus, every key but `LEAVE_KEY` goes to its program.
    A terminal is shown by one pane at a time.
    """

    DEFAULT_CSS = """
    TerminalPane { width: 1fr; height: 1fr; background: $background; color: $foreground; }
    """

    class LeaveRequested(Message):
        """The person pressed the key that leads out of the pane."""

    class Ended(Message):
        """The terminal's feed is over, and all of it is on the screen."""

        def __init__(self, outcome: Outcome) -> None:
            super().__init__()
            self.outcome = outcome

    def __init__(self, terminal: Terminal | None = None, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._terminal = terminal
        self._strips: list[Strip] = []
        self._drawn_cursor: Cursor | None = None
        self._base: Style | None = None
        self._told_end = False

    @property
    def terminal(self) -> Terminal | None:
        """What is shown."""
        return self._terminal

    def show(self, terminal: Terminal | None) -> None:
        """Show another terminal, or none. The one shown before goes on by itself."""
        self._let_go()
        self._terminal = terminal
        self._told_end = False
        self._strips = []
        self.refresh()
        if self.is_mounted:
            self._take_up()

    def scroll_terminal(self, lines: int) -> None:
        """Look at what has scrolled away: up is negative."""
        if self._terminal is not None and not self._terminal.closed:
            self._terminal.emulator.scroll(lines)
            self._frame()

    # The terminal and its frames

    def on_mount(self) -> None:
        """Begin to show the terminal."""
        self._take_up()

    def on_unmount(self) -> None:
        """Leave the terminal to itself."""
        self._let_go()

    def _take_up(self) -> None:
        if self._terminal is not None and not self._terminal.closed:
            self._terminal.emulator.redraw()
            self._terminal.watch(self._frame)
            self._fit()
            self._terminal.start()
            self._frame()

    def _let_go(self) -> None:
        if self._terminal is not None:
            self._terminal.unwatch(self._frame)

    def on_resize(self) -> None:
        """Fit the terminal to the pane."""
        self._fit()
        self._frame()

    def _fit(self) -> None:
        width, height = self.content_size
        if self._terminal is not None and width and height:
            self._terminal.resize(Size(max(2, width), height))

    def _frame(self) -> None:
        """Take what changed and repaint those rows only."""
        terminal = self._terminal
        if terminal is None or terminal.closed or not self.is_mounted:
            return
        started = perf_counter()
        base = self.rich_style
        if base != self._base:
            self._base = base
            terminal.emulator.redraw()
        changes = terminal.emulator.take_changes()
        width, height = terminal.emulator.size
        self._strips = (self._strips + [Strip.blank(width, base)] * height)[:height]
        for y, row in changes.items():
            if y < height:
                self._strips[y] = strip_of(row, width, base)
        self._repaint(set(changes), terminal.emulator.cursor)
        if changes:
            self.call_after_refresh(lambda: terminal.note_cost(perf_counter() - started))
        if terminal.outcome is not None and not self._told_end:
            self._told_end = True
            self.post_message(self.Ended(terminal.outcome))

    def _repaint(self, rows: set[int], cursor: Cursor) -> None:
        if cursor != self._drawn_cursor:
            rows |= {cursor.y} | ({self._drawn_cursor.y} if self._drawn_cursor else set())
            self._drawn_cursor = cursor
        self._forget_selection(rows)
        height = self.content_size.height
        if len(rows) >= height - 1:
            self.refresh()
        elif rows:
            self.refresh(*(Region(0, y, self.content_size.width, 1) for y in rows if y < height))

    def render_line(self, y: int) -> Strip:
        """The row `y` with cursor and selection."""
        width, base = self.content_size.width, self.rich_style
        if y >= len(self._strips):
            return Strip.blank(width, base)
        strip = self._strips[y]
        cursor = self._drawn_cursor
        if cursor and cursor.visible and cursor.y == y and self.has_focus and self._takes_input:
            strip = with_cursor(strip, cursor.x)
        if self.allow_select:
            strip = self._with_selection(strip, y).apply_offsets(0, y)
        return strip.adjust_cell_length(width, base)

    def notify_style_update(self) -> None:
        """Paint anew in another theme."""
        super().notify_style_update()
        self._frame()

    def on_focus(self) -> None:
        """Tell a program that asked for it."""
        self._tell_focus(b"\x1b[I")

    def on_blur(self) -> None:
        """Tell a program that asked for it."""
        self._tell_focus(b"\x1b[O")

    def _tell_focus(self, report: bytes) -> None:
        if self._takes_input and self._terminal is not None and self._terminal.emulator.modes.focus_events:
            self._terminal.send(report)

    # Keys

    @property
    def _takes_input(self) -> bool:
        return self._terminal is not None and self._terminal.takes_input

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Keep every key but one from the app's bindings, also those that have priority."""
        return self._takes_input and key != LEAVE_KEY

    def on_key(self, event: events.Key) -> None:
        """Send the key to the program, or leave."""
        terminal = self._terminal
        if event.key == LEAVE_KEY:
            self.post_message(self.LeaveRequested())
        elif terminal is None or not terminal.takes_input:
            return
        elif event.key in COPY_KEYS and self.text_selection is not None:
            self.screen.action_copy_text()
            self.screen.clear_selection()
        elif (pages := PAGE_KEYS.get(event.key)) and not terminal.emulator.modes.alternate_screen:
            self.scroll_terminal(pages * max(1, terminal.emulator.size.rows - 1))
        else:
            self._type(encode_key(event.key, event.character, app_cursor=terminal.emulator.modes.app_cursor))
        event.stop()
        event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Send the text to the program."""
        if self._takes_input and self._terminal is not None:
            event.stop()
            event.prevent_default()
            self._type(encode_paste(event.text, bracketed=self._terminal.emulator.modes.bracketed_paste))

    def _type(self, data: bytes) -> None:
        if self._terminal is None or not data:
            return
        if self._terminal.emulator.scrolled:
            self._terminal.emulator.scroll_to_end()
            self._frame()
        self._terminal.send(data)

    # Mouse

    @property
    def _mouse_mode(self) -> Mouse:
        if self._terminal is None or not self._terminal.takes_input:
            return Mouse.NOTHING
        return self._terminal.emulator.modes.mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Report a press, with what follows even outside the pane."""
        if self._mouse_mode:
            self.capture_mouse()
            self._report(event, event.button - 1)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Report a release."""
        if self._mouse_mode:
            self._report(event, event.button - 1, released=True)
        self.release_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Report a move to a program that asked for it."""
        needed = Mouse.DRAGS if event.button else Mouse.MOVES
        if self._mouse_mode >= needed:
            self._report(event, event.button - 1 if event.button else 3, moved=True)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll, in the program or in what it printed."""
        self._wheel(event, -1)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll, in the program or in what it printed."""
        self._wheel(event, 1)

    def _wheel(self, event: events.MouseEvent, direction: int) -> None:
        terminal = self._terminal
        if terminal is None or terminal.closed:
            return
        event.stop()
        event.prevent_default()
        modes = terminal.emulator.modes
        if self._mouse_mode:
            self._report(event, 64 if direction < 0 else 65)
        elif modes.alternate_screen:
            key = encode_key("up" if direction < 0 else "down", None, app_cursor=modes.app_cursor)
            terminal.send(key * WHEEL_LINES)
        else:
            self.scroll_terminal(WHEEL_LINES * direction)

    def _report(
        self, event: events.MouseEvent, code: int, *, moved: bool = False, released: bool = False
    ) -> None:
        if self._terminal is None:
            return
        event.stop()
        place = event.get_content_offset_capture(self)
        size = self._terminal.emulator.size
        x, y = min(max(0, place.x), size.columns - 1), min(max(0, place.y), size.rows - 1)
        action = MouseAction(code, x, y, event.shift, event.meta, event.ctrl, moved, released)
        self._terminal.send(encode_mouse(action, sgr=self._terminal.emulator.modes.sgr_mouse))

    # Selection

    @property
    def allow_select(self) -> bool:
        """The mouse selects text unless the program wants it."""
        return self._mouse_mode is Mouse.NOTHING

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text as it is shown, without blanks at the ends of lines."""
        chosen = selection.extract("\n".join(strip.text for strip in self._strips))
        return "\n".join(line.rstrip() for line in chosen.split("\n")), "\n"

    def _with_selection(self, strip: Strip, y: int) -> Strip:
        selection = self.text_selection
        span = selection.get_span(y) if selection is not None else None
        if span is None:
            return strip
        text = strip.text
        start = cell_len(text[: span[0]])
        end = strip.cell_length if span[1] < 0 else cell_len(text[: span[1]])
        return restyled(strip, start, end, self.screen.get_component_rich_style("screen--selection"))

    def _forget_selection(self, rows: set[int]) -> None:
        """A selection of text that is no longer there must not be copied."""
        selection = self.text_selection if self.is_attached else None
        if selection is not None and any(selection.get_span(y) is not None for y in rows):
            self.screen.clear_selection()
