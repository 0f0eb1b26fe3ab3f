"""A terminal's output as plain lines: for pipes, and for machines without the emulator's library."""

from __future__ import annotations

import re
import textwrap
from collections import deque
from typing import TYPE_CHECKING

from wcwidth import wcwidth

from holeout.demos.emulator import PLAIN, Colors, Cursor, Modes, Row, Run, Size
from holeout.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

RESET = b"\x1bc"
MOST_LINES = 2000
MOST_BYTES = 65536
"""How much of a line without an end is kept."""
_SEQUENCE = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[ -/]*[0-~]|[\x00-\x08\x0b\x0c\x0e-\x1a\x7f]"
)


class PlainLines:
    """Makes a terminal's output into lines of text: no sequences, and of what was overwritten only the last."""

    def __init__(self) -> None:
        self._rest = b""

    @property
    def rest(self) -> bytes:
        """The line that has not ended."""
        return self._line(self._rest)

    def take(self, data: bytes) -> bytes:
        """The lines that `data` completes."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        self._rest = self._rest[-MOST_BYTES:]
        return b"".join(self._line(line) + b"\n" for line in lines)

    def finish(self) -> bytes:
        """The last line, if it did not end."""
        rest, self._rest = self._rest, b""
        return self._line(rest) + b"\n" if rest.strip() else b""

    def _line(self, line: bytes) -> bytes:
        return _SEQUENCE.sub(b"", line).rstrip(b"\r").rpartition(b"\r")[2].rstrip()


class NoSelection:
    """A Selection of nothing."""

    spans: Mapping[int, tuple[int, int]] = {}

    def press(self, x: int, y: int, seconds: float) -> None:
        """Mark nothing."""

    def drag(self, x: int, y: int) -> None:
        """Mark nothing."""

    def clear(self) -> None:
        """Nothing is marked."""

    def text(self) -> str:
        """Nothing."""
        return ""


class PlainEmulator:
    """An Emulator that shows lines of text and their scrollback, below a note; without cursor, colours or answers."""

    held = False
    title = ""

    def __init__(self, size: Size, note: str = "") -> None:
        self.size = size
        self.cursor = Cursor(0, 0, visible=False)
        self.modes = Modes()
        self.selection = NoSelection()
        self.note = note
        self.scrolled = 0
        self._changed = True
        self._clear()

    def feed(self, data: bytes) -> None:
        """Take in the lines; what stood before a reset is forgotten."""
        _, reset, after = data.rpartition(RESET)
        if reset:
            self._clear()
            data = after
        self._lines.extend(self._plain.take(data).decode(errors="replace").split("\n")[:-1])
        self._changed = True

    def resize(self, size: Size) -> None:
        """Wrap the lines anew."""
        self.size = size
        self.redraw()

    def set_colors(self, colors: Colors | None) -> None:
        """Nobody is answered."""

    def take_changes(self) -> Mapping[int, Row]:
        """Every row, if anything has changed."""
        if not self._changed:
            return {}
        self._changed = False
        shown = self._shown()
        return {
            y: (
                Run(_fitted(shown[y] if y < len(shown) else "", self.size.columns), PLAIN, self.size.columns),
            )
            for y in range(self.size.rows)
        }

    def take_replies(self) -> bytes:
        """Nothing."""
        return b""

    def take_bell(self) -> bool:
        """It does not ring."""
        return False

    def scroll(self, lines: int) -> None:
        """Move the view by `lines`; up is negative."""
        wanted = max(0, self.scrolled - lines)
        self.scrolled = max(0, min(wanted, len(self._last(self.size.rows + wanted)) - self.size.rows))
        self._changed = True

    def scroll_to_end(self) -> None:
        """Follow the program again."""
        self.scrolled = 0
        self._changed = True

    def redraw(self) -> None:
        """Give every row again."""
        self._changed = True

    def text(self) -> str:
        """The lines in view."""
        return "\n".join(self._shown()).rstrip()

    def close(self) -> None:
        """There is nothing to give back."""

    def _clear(self) -> None:
        self._plain = PlainLines()
        self._lines: deque[str] = deque([self.note] if self.note else [], maxlen=MOST_LINES)

    def _shown(self) -> list[str]:
        lines = self._last(self.size.rows + self.scrolled)
        end = len(lines) - self.scrolled
        return lines[max(0, end - self.size.rows) : end]

    def _last(self, rows: int) -> list[str]:
        """So many rows from the end, the last one last; fewer if there are not more."""
        rest = self._plain.rest.decode(errors="replace")
        found: list[str] = []
        for line in (*([rest] if rest else []), *reversed(self._lines)):
            if len(found) >= rows:
                break
            pieces = textwrap.wrap(clean(line), max(1, self.size.columns), drop_whitespace=False)
            found += reversed(pieces or [""])
        return found[::-1]


def _fitted(line: str, columns: int) -> str:
    """`line` in exactly so many cells."""
    shown, width = "", 0
    for character in line:
        cells = max(0, wcwidth(character))
        if width + cells > columns:
            break
        shown, width = shown + character, width + cells
    return shown + " " * (columns - width)
