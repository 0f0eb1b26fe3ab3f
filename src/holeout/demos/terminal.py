"""A Feed and an Emulator, with the clockwork that joins them without ever holding up the event loop."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from holeout.demos.emulator import Colors, Emulator, Size
    from holeout.demos.feed import Feed, Outcome

FRAME = 1 / 30
"""Seconds between two frames at the most lively."""
FLOOD_FRAME = 1 / 15
"""Seconds between two frames of more than anybody can read."""
BUDGET = 0.006
"""Seconds in which the output of one frame is gathered."""
TURN = 0.002
"""Seconds of reading and emulating before the event loop has its turn."""
SHARE = 3.0
"""Seconds of rest for each second that a frame cost, painting included: a flood takes a quarter of a core."""
CHUNK = 65536
REFILL = 0.001
"""Seconds that a flooding program is given to fill the kernel's small buffer again within one frame."""
FLOODED = 3500
"""Bytes at once that only come from a program that waits for us."""
PORTION = 512
"""Bytes emulated between two looks at the clock: a few of them may ask for a lot of work."""
HOLD = 0.2
"""Seconds that a program may take to draw a picture that it wants shown whole."""
OUTCOME_LOOK = 0.02


class Terminal:
    """Moves a feed's bytes into an emulator and says when there is something new to see.

    The feed's file is watched only while there is nothing to do; after its first byte, output is taken once per
    frame and for a limited time. What is not taken stays with the kernel, which makes the program wait, so a
    flood costs neither memory nor keys. A Terminal goes on without anybody watching.
    """

    def __init__(
        self, emulator: Emulator, feed: Feed, *, clock: Callable[[], float] = time.perf_counter
    ) -> None:
        self.emulator = emulator
        self.feed = feed
        self._clock = clock
        self._loop: asyncio.AbstractEventLoop | None = None
        self._watchers: list[Callable[[], None]] = []
        self._timer: asyncio.TimerHandle | None = None
        self._hold: asyncio.TimerHandle | None = None
        self._left = memoryview(b"")
        self._room = emulator.size
        self._reading = -1
        self._writing = -1
        self._last = 0.0
        self._taken = 0
        self._cost = 0.0
        self._over = False
        self._closed = False

    @property
    def outcome(self) -> Outcome | None:
        """How the feed ended, once everything that it gave is in the emulator."""
        return self.feed.outcome if self._over else None

    @property
    def takes_input(self) -> bool:
        """Whether there is a program that keys can go to."""
        return self.feed.takes_input and not self._over

    @property
    def closed(self) -> bool:
        """Whether `close` was called."""
        return self._closed

    def start(self) -> None:
        """Begin, in the running event loop. Nothing happens if it has begun."""
        if self._loop is None and not self._closed:
            self._loop = asyncio.get_running_loop()
            self._rest(more=False)

    def watch(self, on_change: Callable[[], None]) -> None:
        """Call `on_change` after each frame with something new, and at the end."""
        self._watchers.append(on_change)

    def unwatch(self, on_change: Callable[[], None]) -> None:
        """Call `on_change` no more."""
        if on_change in self._watchers:
            self._watchers.remove(on_change)

    def note_cost(self, seconds: float) -> None:
        """Tell what the last frame cost until it was painted; later frames keep their distance accordingly."""
        self._cost = (self._cost + seconds) / 2

    def send(self, data: bytes) -> None:
        """Send input to the program."""
        if self.takes_input and data:
            self.feed.write(data)
            self._flush_later()

    def resize(self, size: Size) -> None:
        """Give emulator and program the size of their pane; a recording may keep its own."""
        if size != self._room and not self._closed:
            self._room = size
            self.feed.resize(size)
            self._fit()

    def set_colors(self, colors: Colors | None) -> None:
        """Tell emulator and program the colours that the pane has; None if nobody knows."""
        if not self._closed:
            self.emulator.set_colors(colors)
            self._answer()

    def nudge(self) -> None:
        """Look at the feed again: it was told to go on, or to go elsewhere."""
        if self._loop is not None and not self._closed:
            self._rest(more=True)

    def stop(self) -> None:
        """Begin to end the feed; watchers hear of it when it has ended."""
        self.feed.stop()

    def close(self) -> None:
        """End the feed and give back everything; the emulator's last state is gone with it."""
        if not self._closed:
            self._closed = self._over = True
            self._watchers.clear()
            self._disarm()
            self.feed.close()
            self.emulator.close()

    def _wake(self) -> None:
        self._stop_reading()
        wait = self._last + self._gap() - self._clock()
        if wait > REFILL:
            self._call_later(wait)
        else:
            self._tick()

    def _tick(self) -> None:
        self._last = self._clock()
        self._taken = 0
        self._turn()

    def _turn(self) -> None:
        """Take what has come; more of it a moment later while that is a flood and the frame has time; then show it.

        Between two turns the event loop is free for keys.
        """
        self._timer = None
        if self._closed:
            return
        before = self._taken
        more = self._take(self._clock() + TURN)
        left = self._last + BUDGET - self._clock()
        if not self._over and self._taken - before >= FLOODED and left > REFILL:
            self._call_later(0.0 if more else REFILL, self._turn)
            return
        self._answer()
        if self._taken:
            self._show()
        self._rest(more=more)

    def _take(self, end: float) -> bool:
        """Read and emulate until `end` at the latest: whether there is more."""
        self._taken += self._emulate(end)
        while not self._left:
            data = self.feed.read(CHUNK)
            if not data:
                self._over = data is not None
                return False
            self._fit()
            self._left = memoryview(data)
            self._taken += self._emulate(end)
            if self._clock() >= end:
                break
        return True

    def _emulate(self, end: float) -> int:
        """Emulate what was read, until `end` at the latest: how many bytes."""
        left = before = len(self._left)
        while left and (left == before or self._clock() < end):
            self.emulator.feed(bytes(self._left[:PORTION]))
            self._left = self._left[PORTION:]
            left = len(self._left)
        return before - left

    def _fit(self) -> None:
        size = self.feed.size or self._room
        if size != self.emulator.size:
            self.emulator.resize(size)
            self._answer()

    def _answer(self) -> None:
        replies = self.emulator.take_replies()
        # A program that asks without reading the answers must not fill our memory.
        if replies and not self.feed.pending:
            self.send(replies)

    def _rest(self, *, more: bool) -> None:
        """Arrange for the next look at the feed."""
        if self._closed or self._loop is None:
            return
        if self._over:
            self._finish()
        elif more:
            self._call_later(self._gap())
        elif (file := self.feed.fileno()) is not None:
            self._reading = file
            self._loop.add_reader(file, self._wake)
        elif (delay := self.feed.delay()) is not None:
            self._call_later(max(delay, self._gap()))

    def _finish(self) -> None:
        self._timer = None
        if self._closed or self._loop is None:
            return
        if self.feed.outcome is None:
            self._timer = self._loop.call_later(OUTCOME_LOOK, self._finish)
            return
        self._disarm()
        self.feed.close()
        self._tell()

    def _show(self) -> None:
        """Tell of something new, unless the program is in the middle of it and has not been for long."""
        if not self.emulator.held:
            self._tell()
        elif self._hold is None and self._loop is not None:
            self._hold = self._loop.call_later(HOLD, self._tell)

    def _tell(self) -> None:
        if self._hold is not None:
            self._hold.cancel()
            self._hold = None
        for watcher in tuple(self._watchers):
            watcher()

    def _gap(self) -> float:
        return max(FLOOD_FRAME if self._taken > 2 * FLOODED else FRAME, SHARE * self._cost)

    def _call_later(self, delay: float, act: Callable[[], None] | None = None) -> None:
        if self._timer is not None:
            self._timer.cancel()
        if self._loop is not None:
            self._timer = self._loop.call_later(delay, act or self._tick)

    def _flush_later(self) -> None:
        file = self.feed.fileno()
        if self.feed.pending and self._writing < 0 and file is not None and self._loop is not None:
            self._writing = file
            self._loop.add_writer(file, self._flush)

    def _flush(self) -> None:
        self.feed.flush()
        if not self.feed.pending:
            self._stop_writing()

    def _stop_reading(self) -> None:
        if self._reading >= 0 and self._loop is not None:
            self._loop.remove_reader(self._reading)
            self._reading = -1

    def _stop_writing(self) -> None:
        if self._writing >= 0 and self._loop is not None:
            self._loop.remove_writer(self._writing)
            self._writing = -1

    def _disarm(self) -> None:
        for timer in (self._timer, self._hold):
            if timer is not None:
                timer.cancel()
        self._timer = self._hold = None
        if self._loop is not None and not self._loop.is_closed():
            self._stop_reading()
            self._stop_writing()
