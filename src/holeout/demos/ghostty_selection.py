"""Selecting text in libghostty-vt, which knows words, wrapped lines and what has scrolled away."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Any

from pyghostty._ffi import GhosttyError, check, ffi, lib
from pyghostty.core import init_sized, read_buf

from holeout.demos.emulator import CELL_PIXELS
from holeout.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyghostty.core import Terminal

    from holeout.demos.ghostty_rows import Screen

AGAIN_NS = 500_000_000
"""Nanoseconds within which a second press marks a word."""
LEFT, RIGHT = 0.1, 0.9
"""Where in a cell the mouse is. The library marks a cell when most of it was crossed; here all that was touched."""
_PRESS = lib.GHOSTTY_SELECTION_GESTURE_EVENT_TYPE_PRESS
_DRAG = lib.GHOSTTY_SELECTION_GESTURE_EVENT_TYPE_DRAG


class GhosttySelection:
    """A Selection of `terminal`, whose snapshot `screen` is."""

    def __init__(self, terminal: Terminal, screen: Screen) -> None:
        self._terminal = terminal
        self._screen = screen
        gesture = ffi.new("GhosttySelectionGesture*")
        check(lib.ghostty_selection_gesture_new(ffi.NULL, gesture), "selection")
        self._gesture = gesture[0]
        self._from = (0, 0)
        free = lib.ghostty_selection_gesture_free
        self.close = weakref.finalize(self, free, self._gesture, terminal._t[0])  # noqa: SLF001

    @property
    def spans(self) -> Mapping[int, tuple[int, int]]:
        """The selected columns, from and to before, by row in view."""
        return self._screen.spans

    def press(self, x: int, y: int, seconds: float) -> None:
        """The button goes down; a word or a line is marked when it does so often."""
        again = {
            "TIME_NS": ffi.new("uint64_t*", int(seconds * 1e9)),
            "REPEAT_INTERVAL_NS": ffi.new("uint64_t*", AGAIN_NS),
            "REPEAT_DISTANCE": ffi.new("double*", CELL_PIXELS.columns),
        }
        self._from = (self._first_row() + y, x)
        self._fire(_PRESS, (x, y), LEFT, again)

    def drag(self, x: int, y: int) -> None:
        """Mark from where the button went down up to the cell."""
        columns, rows = self._terminal.size
        across, down = CELL_PIXELS
        geometry = ffi.new("GhosttySelectionGestureGeometry*", (columns, across, 0, rows * down))
        onwards = (self._first_row() + y, x) >= self._from
        self._fire(_DRAG, (x, y), RIGHT if onwards else LEFT, {"GEOMETRY": geometry})

    def clear(self) -> None:
        """Mark nothing."""
        self._set(ffi.NULL)

    def text(self) -> str:
        """What is marked, with wrapped lines whole."""
        options = init_sized("GhosttyTerminalSelectionFormatOptions")
        options.emit = lib.GHOSTTY_FORMATTER_FORMAT_PLAIN
        options.unwrap = options.trim = True
        terminal = self._terminal._t[0]  # noqa: SLF001
        try:
            text = read_buf(
                lambda *into: lib.ghostty_terminal_selection_format_buf(terminal, options[0], *into)
            )
        except GhosttyError:
            return ""
        return clean(text)

    def _first_row(self) -> int:
        """The first row in view, counted from the oldest that is kept."""
        offset: int = self._terminal.get("scrollbar", "GhosttyTerminalScrollbar").offset
        return offset

    def _fire(self, kind: int, cell: tuple[int, int], across: float, more: Mapping[str, Any]) -> None:
        columns, rows = self._terminal.size
        # A program, or the pane, may have become smaller between the person's moves.
        cell = min(cell[0], columns - 1), min(cell[1], rows - 1)
        event = ffi.new("GhosttySelectionGestureEvent*")
        check(lib.ghostty_selection_gesture_event_new(ffi.NULL, event, kind), "event")
        try:
            width, height = CELL_PIXELS
            place = ffi.new("GhosttySurfacePosition*", ((cell[0] + across) * width, (cell[1] + 0.5) * height))
            for name, value in {
                "REF": self._terminal.ref(*cell, "viewport"),
                "POSITION": place,
                **more,
            }.items():
                option = getattr(lib, f"GHOSTTY_SELECTION_GESTURE_EVENT_OPT_{name}")
                check(lib.ghostty_selection_gesture_event_set(event[0], option, value), name)
            marked = init_sized("GhosttySelection")
            terminal = self._terminal._t[0]  # noqa: SLF001
            nothing = lib.ghostty_selection_gesture_event(self._gesture, terminal, event[0], marked)
            self._set(ffi.NULL if nothing else marked)
        finally:
            lib.ghostty_selection_gesture_event_free(event[0])

    def _set(self, value: Any) -> None:
        terminal = self._terminal._t[0]  # noqa: SLF001
        check(lib.ghostty_terminal_set(terminal, lib.GHOSTTY_TERMINAL_OPT_SELECTION, value), "select")
