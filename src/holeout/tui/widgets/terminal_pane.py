"""A terminal in a pane: one widget that paints what a demo, or its recording, shows."""

from __future__ import annotations

from time import monotonic, perf_counter
from typing import TYPE_CHECKING

from rich.style import Style
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from holeout.demos.best_emulator import warm_up
from holeout.demos.emulator import Cursor, Size
from holeout.tui.widgets.terminal_keys import encode_key, encode_paste
from holeout.tui.widgets.terminal_mouse import TerminalMouse
from holeout.tui.widgets.terminal_palette import colors_of
from holeout.tui.widgets.terminal_strips import REVERSE, over, restyled, strip_of, with_cursor

if TYPE_CHECKING:
    from textual import events

    from holeout.demos.feed import Outcome
    from holeout.demos.terminal import Terminal

LEAVE_KEY = "ctrl+right_square_bracket"
"""The one key that no program gets: it leads out of the pane."""
LEAVE_KEY_NAME = "ctrl+]"
COPY_KEYS = frozenset({"ctrl+c", "ctrl+shift+c", "super+c"})
PAGE_KEYS = {"shift+pageup": -1, "shift+pagedown": 1}
END_KEYS = {"shift+home": -(10**9), "shift+end": 10**9}
BELL_SECONDS = 1.0
"""The bell is heard no more often than this, however a program rings it."""


class TerminalPane(TerminalMouse, can_focus=True):
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
        self._spans: dict[int, tuple[int, int]] = {}
        self._top = 0
        self._drawn_cursor = Cursor(0, 0, visible=False)
        self._base: Style | None = None
        self._told_end = False
        self._hint = ""
        self._above = 0
        self._rang = 0.0
        self._painting = 0.0

    @property
    def terminal(self) -> Terminal | None:
        """What is shown."""
        return self._terminal

    @property
    def keys_hint(self) -> str:
        """What the keys do while the pane has the focus; empty while they are the app's."""
        if not self._takes_input or self._terminal is None:
            return ""
        copy = "ctrl+c copies · " if self._selected else ""
        return f"{copy}{LEAVE_KEY_NAME} leaves {self._terminal.emulator.title or 'the program'}, which has the keys"

    def show(self, terminal: Terminal | None) -> None:
        """Show another terminal, or none. The one shown before goes on by itself."""
        self._let_go()
        self._terminal = terminal
        self._told_end = False
        self._selected, self._top, self._above = "", 0, 0
        self._strips, self._spans = [], {}
        self.refresh()
        if self.is_mounted:
            self._take_up()

    # The terminal and its frames

    def on_mount(self) -> None:
        """Begin to show the terminal."""
        self.run_worker(warm_up, thread=True, exit_on_error=False)
        self._take_up()

    def on_unmount(self) -> None:
        """Leave the terminal to itself."""
        self._let_go()

    def _take_up(self) -> None:
        if self._terminal is not None and not self._terminal.closed:
            self._terminal.emulator.redraw()
            self._terminal.watch(self.draw)
            self._fit()
            self._terminal.start()
            self.draw()

    def _let_go(self) -> None:
        if self._terminal is not None:
            self._terminal.unwatch(self.draw)

    def on_resize(self) -> None:
        """Fit the terminal to the pane."""
        self._fit()
        self.draw()

    def _fit(self) -> None:
        width, height = self.content_size
        if self._terminal is not None and width and height:
            self._terminal.resize(Size(max(2, width), height))

    def draw(self) -> None:
        """Take what changed and repaint those rows only."""
        terminal = self._terminal
        if terminal is None or terminal.closed or not self.is_mounted:
            return
        started = perf_counter()
        rows = self._take_rows(terminal)
        self._repaint(rows)
        if rows:
            taken = perf_counter() - started
            self._painting = 0.0
            self.call_after_refresh(lambda: self._note_cost(terminal, taken))
        self._ring(terminal)
        self._tell_hint()
        if terminal.outcome is not None and not self._told_end:
            self._told_end = True
            self.post_message(self.Ended(terminal.outcome))

    def _note_cost(self, terminal: Terminal, taken: float) -> None:
        """Tell what a frame cost, without the wait until Textual paints: `taken` seconds, and those of the painting."""
        terminal.note_cost(taken + (perf_counter() - self._painting if self._painting else 0.0))

    def _take_rows(self, terminal: Terminal) -> set[int]:
        """The rows of the emulator that must be painted anew."""
        emulator = terminal.emulator
        base = self.rich_style
        if base != self._base:
            self._base = base
            terminal.set_colors(colors_of(base))
            emulator.redraw()
        self._forget_selection()
        changes = emulator.take_changes()
        self._spans = dict(emulator.selection.spans)
        width, height = emulator.size
        self._strips = (self._strips + [Strip.blank(width, base)] * height)[:height]
        for y, row in changes.items():
            if y < height:
                self._strips[y] = strip_of(row, width, base)
        rows = set(changes)
        if emulator.cursor != self._drawn_cursor:
            rows |= {emulator.cursor.y, self._drawn_cursor.y}
            self._drawn_cursor = emulator.cursor
        if emulator.scrolled != self._above:
            self._above = emulator.scrolled
            rows.add(self._top)
        return rows

    def _repaint(self, rows: set[int]) -> None:
        width, height = self.content_size
        # A recording may be higher than the pane: the part with its cursor is shown.
        top = min(self._top, self._drawn_cursor.y, max(0, len(self._strips) - height))
        top = max(top, self._drawn_cursor.y - height + 1, 0)
        if top != self._top or len(rows) >= height - 1:
            self._top = top
            self.refresh()
        elif rows:
            self.refresh(*(Region(0, y - top, width, 1) for y in rows if 0 <= y - top < height))

    def render_line(self, y: int) -> Strip:
        """The row `y` with cursor and selection."""
        width, base = self.content_size.width, self._base or self.rich_style
        place = y + self._top
        if place >= len(self._strips):
            return Strip.blank(width, base)
        strip = self._strips[place]
        if (span := self._spans.get(place)) is not None:
            strip = restyled(strip, *span, self._selected_style)
        cursor = self._drawn_cursor
        if cursor.y == place and cursor.visible and self.has_focus and self._takes_input:
            strip = with_cursor(strip, cursor)
        strip = strip.adjust_cell_length(width, base)
        return over(strip, f" ↑ {self._above} lines ", REVERSE) if self._above and y == 0 else strip

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of `crop`; without a border, without Textual's pass over each row's style, which costs more."""
        self._painting = self._painting or perf_counter()
        if self.content_size != self.size:
            return super().render_lines(crop)
        strips = [self.render_line(y) for y in crop.line_range]
        if crop.column_span != (0, self.size.width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        ground = self.background_colors[1]
        for line_filter in self.get_line_filters():
            strips = [strip.apply_filter(line_filter, ground) for strip in strips]
        return strips

    def link_at(self, x: int, y: int) -> str:
        """The address that a cell in view leads to."""
        place = y + self._top
        cells = self._strips[place].crop(x, x + 1) if place < len(self._strips) else ()
        return next((segment.style.link for segment in cells if segment.style and segment.style.link), "")

    def notify_style_update(self) -> None:
        """Paint anew in another theme."""
        super().notify_style_update()
        self.draw()

    @property
    def _selected_style(self) -> Style:
        marked = self.screen.get_component_rich_style("screen--selection")
        return Style(bgcolor=marked.bgcolor) if marked.bgcolor else REVERSE

    def _forget_selection(self) -> None:
        """A selection of text that is no longer there must not be copied."""
        if self._selected and not self._selecting and self.selected_text != self._selected:
            self._selected = ""
            if (selection := self._selection) is not None:
                selection.clear()

    def _ring(self, terminal: Terminal) -> None:
        if terminal.emulator.take_bell() and monotonic() > self._rang + BELL_SECONDS:
            self._rang = monotonic()
            self.app.bell()

    def _tell_hint(self) -> None:
        """Have the bar of keys say what the keys do."""
        hint = self.keys_hint if self.has_focus else ""
        if hint != self._hint:
            self._hint = hint
            for bar in self.screen.query("KeyBar"):
                bar.refresh()

    # Focus and keys

    def on_focus(self) -> None:
        """Tell a program that asked for it."""
        self._tell_focus(b"\x1b[I")

    def on_blur(self) -> None:
        """Tell a program that asked for it."""
        self._tell_focus(b"\x1b[O")

    def _tell_focus(self, report: bytes) -> None:
        self._tell_hint()
        if (modes := self._modes) and modes.focus_events and self._terminal is not None:
            self._terminal.send(report)

    @property
    def _takes_input(self) -> bool:
        return self._terminal is not None and self._terminal.takes_input

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Keep every key but one from the app's bindings, also those that have priority."""
        return self._takes_input and key != LEAVE_KEY

    def on_key(self, event: events.Key) -> None:
        """Send the key to the program, copy, look back, or leave."""
        if event.key == LEAVE_KEY:
            self.post_message(self.LeaveRequested())
        elif not (self._copy(event.key) or self._look_back(event.key) or self._type_key(event)):
            return
        event.stop()
        event.prevent_default()

    def _copy(self, key: str) -> bool:
        if key not in COPY_KEYS or not self._selected:
            return False
        self.app.copy_to_clipboard(self._selected)
        self.clear_selected()
        return True

    def _look_back(self, key: str) -> bool:
        """Whether `key` scrolls. A program on the whole screen gets it instead, as nothing has scrolled away."""
        terminal = self._terminal
        if terminal is None or terminal.closed or terminal.emulator.modes.alternate_screen:
            return False
        if pages := PAGE_KEYS.get(key):
            self.scroll_terminal(pages * max(1, self.content_size.height - 1))
        elif lines := END_KEYS.get(key):
            self.scroll_terminal(lines)
        else:
            return False
        return True

    def _type_key(self, event: events.Key) -> bool:
        modes = self._modes
        if modes is None:
            return False
        key = encode_key(event.key, event.character, app_cursor=modes.app_cursor, kitty=modes.kitty)
        self._type(key)
        return True

    def on_paste(self, event: events.Paste) -> None:
        """Send the text to the program."""
        if modes := self._modes:
            event.stop()
            event.prevent_default()
            self._type(encode_paste(event.text, bracketed=modes.bracketed_paste))

    def _type(self, data: bytes) -> None:
        if self._terminal is None or not data:
            return
        self.clear_selected()
        if self._terminal.emulator.scrolled:
            self._terminal.emulator.scroll_to_end()
            self.draw()
        self._terminal.send(data)
