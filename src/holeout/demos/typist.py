"""Keys for a program in front of which nobody sits: a recording, a pipe, a proof."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from holeout.demos.emulator import Size
    from holeout.demos.feed import Feed, Outcome

WATCHED = 1.0
"""Seconds that somebody who watches needs between two keys."""
UNWATCHED = 0.1


class Typist:
    """A Feed that is `feed`, and types `keys` into it: each piece once the output has been still for `pause` seconds.

    Nothing is typed before the program has shown something. `flush` does the typing, so it must be called often.
    """

    takes_input = True

    def __init__(
        self,
        feed: Feed,
        keys: Iterable[str],
        pause: float = WATCHED,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._feed = feed
        self._keys = list(keys)[::-1]
        self._pause = pause
        self._clock = clock
        self._moved: float | None = None

    @property
    def outcome(self) -> Outcome | None:
        """How the program ended."""
        return self._feed.outcome

    @property
    def pending(self) -> bool:
        """Whether typed bytes wait for the program."""
        return self._feed.pending

    @property
    def size(self) -> Size | None:
        """That of `feed`."""
        return self._feed.size

    def fileno(self) -> int | None:
        """The file of `feed`."""
        return self._feed.fileno()

    def delay(self) -> float | None:
        """That of `feed`."""
        return self._feed.delay()

    def read(self, limit: int) -> bytes | None:
        """What the program shows."""
        data = self._feed.read(limit)
        if data:
            self._moved = self._clock()
        return data

    def write(self, data: bytes) -> None:
        """Send what somebody types after all."""
        self._feed.write(data)

    def flush(self) -> None:
        """Type the next piece, if it is time."""
        self._feed.flush()
        still = self._moved is not None and self._clock() - self._moved >= self._pause
        if still and self._keys and not self._feed.pending:
            self._moved = self._clock()
            self._feed.write(self._keys.pop().encode())

    def resize(self, size: Size) -> None:
        """Tell the program."""
        self._feed.resize(size)

    def stop(self) -> None:
        """Begin to end the program."""
        self._feed.stop()

    def close(self) -> None:
        """End the program."""
        self._feed.close()
