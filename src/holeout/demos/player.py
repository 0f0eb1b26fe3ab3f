"""A recording as a Feed: played, paused, wound on and back."""

from __future__ import annotations

import time
from bisect import bisect_right
from typing import TYPE_CHECKING

from holeout.demos.cast import MOST_CELLS, OUTPUT, RESIZE
from holeout.demos.emulator import Size

if TYPE_CHECKING:
    from collections.abc import Callable

    from holeout.demos.cast import Cast
    from holeout.demos.feed import Outcome

RESET = b"\x1bc"
"""Makes a terminal forget everything: what winding back begins with."""
SLOWEST, FASTEST = 0.25, 8.0
FULL_SCREEN = ("\x1b[?1049h", "\x1b[?1047h", "\x1b[?47h")
"""What a program begins with that places everything by row and column."""


class Player:
    """Plays `cast`. After `play`, `pause` or `seek`, nudge the Terminal, which cannot know otherwise.

    Whoever shows it must say that it is a recording. It never ends, as it can be wound back. A program that drew on
    the whole screen is shown at its own size; lines of text flow into the height of the pane.
    """

    takes_input = False
    pending = False
    outcome: Outcome | None = None

    def __init__(self, cast: Cast, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.cast = cast
        self._clock = clock
        self._events = [event for event in cast.events if event.code in (OUTPUT, RESIZE)]
        self._full_screen = any(start in event.data for event in self._events for start in FULL_SCREEN)
        self._recorded = self._room = cast.size
        self._times = [event.time for event in self._events]
        self._next = 0
        self._waiting = bytearray()
        self._speed = 1.0
        self._position = 0.0
        self._since: float | None = clock()

    @property
    def duration(self) -> float:
        """Seconds that it takes at normal speed."""
        return self.cast.duration

    @property
    def position(self) -> float:
        """Seconds into the recording."""
        if self._since is None:
            return self._position
        return min(self.duration, self._position + (self._clock() - self._since) * self._speed)

    @property
    def playing(self) -> bool:
        """Whether it is on the move."""
        return self._since is not None and not self.at_end

    @property
    def at_end(self) -> bool:
        """Whether everything was played."""
        return self.position >= self.duration

    @property
    def speed(self) -> float:
        """How many recorded seconds pass in one."""
        return self._speed

    @property
    def size(self) -> Size:
        """The size that its terminal must have for what is read next."""
        if self._full_screen:
            return self._recorded
        return Size(min(self._recorded.columns, self._room.columns), self._room.rows)

    def play(self) -> None:
        """Go on; at the end, from the start."""
        if self.at_end:
            self.seek(0.0)
        self._set(self.position, playing=True)

    def pause(self) -> None:
        """Stand still."""
        self._set(self.position, playing=False)

    def set_speed(self, speed: float) -> None:
        """Play `speed` times as fast, from a quarter to eight times."""
        position = self.position
        self._speed = min(max(speed, SLOWEST), FASTEST)
        self._set(position, playing=self._since is not None)

    def seek(self, position: float) -> None:
        """Go to `position` seconds, as if everything until there had been played."""
        position = min(max(0.0, position), self.duration)
        shown = bisect_right(self._times, position)
        if shown < self._next:
            self._waiting[:] = RESET
            self._next = 0
            self._recorded = self.cast.size
        self._set(position, playing=self._since is not None)

    def fileno(self) -> int | None:
        """There is none."""
        return None

    def delay(self) -> float | None:
        """Seconds until the next event."""
        if self._waiting or self._due():
            return 0.0
        if self._since is None or self._next >= len(self._events):
            return None
        return (self._times[self._next] - self.position) / self._speed

    def read(self, limit: int) -> bytes | None:
        """What has been due since the last call."""
        while self._due() and len(self._waiting) < limit:
            event = self._events[self._next]
            if event.code == RESIZE and self._waiting:
                # What was printed before still has the size before.
                break
            self._next += 1
            if event.code == RESIZE:
                self._recorded = _size(event.data) or self._recorded
            else:
                self._waiting += event.data.encode(errors="replace")
        data = bytes(self._waiting[:limit])
        del self._waiting[:limit]
        return data or None

    def write(self, data: bytes) -> None:
        """Nobody reads `data`."""

    def flush(self) -> None:
        """Nothing is pending."""

    def resize(self, size: Size) -> None:
        """What was recorded stays no wider than it was."""
        self._room = size

    def stop(self) -> None:
        """Stand still."""
        self.pause()

    def close(self) -> None:
        """Stand still."""
        self.pause()

    def _due(self) -> bool:
        # Events may be due a rounding error after the position that `delay` aimed at.
        return self._next < len(self._events) and self._times[self._next] <= self.position + 1e-6

    def _set(self, position: float, *, playing: bool) -> None:
        self._position = position
        self._since = self._clock() if playing else None


def _size(text: str) -> Size | None:
    columns, _, rows = text.partition("x")
    if not (columns.isascii() and rows.isascii() and columns.isdigit() and rows.isdigit()):
        return None
    size = Size(int(columns[:5]), int(rows[:5]))
    return size if 0 < size.columns <= MOST_CELLS and 0 < size.rows <= MOST_CELLS else None
