"""Work that takes too long for the program's own thread, the newest wish first."""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Wish = TypeVar("Wish")
Thing = TypeVar("Thing")
WAITING = 8
"""Wishes that may wait. Older ones are forgotten: whoever still has one says so again."""


class Workshop(Generic[Wish, Thing]):
    """Calls `make` in a thread, and `tell` from there when something is finished. `make` must not raise.

    The thread is a daemon: a program that ends does not wait for it.
    """

    def __init__(self, make: Callable[[Wish], Thing], tell: Callable[[], object]) -> None:
        self._make = make
        self._tell = tell
        self._wishes: deque[Wish] = deque(maxlen=WAITING)
        self._bell: SimpleQueue[None] = SimpleQueue()
        self._finished: SimpleQueue[tuple[Wish, Thing]] = SimpleQueue()
        self._thread: Thread | None = None
        self._in_hand: Wish | None = None

    def wish(self, wish: Wish) -> None:
        """Have it made soon; a wish that waits already is not made twice."""
        if wish in self._wishes or wish == self._in_hand:
            return
        self._wishes.append(wish)
        self._bell.put(None)
        if self._thread is None:
            self._thread = Thread(target=self._work, name="workshop", daemon=True)
            self._thread.start()

    def finished(self) -> Iterator[tuple[Wish, Thing]]:
        """What has been made since this was last asked."""
        with suppress(Empty):
            while True:
                yield self._finished.get_nowait()

    def _work(self) -> None:
        while True:
            self._bell.get()
            try:
                self._in_hand = wish = self._wishes.pop()
            except IndexError:  # forgotten for newer ones
                continue
            self._finished.put((wish, self._make(wish)))
            self._in_hand = None
            with suppress(RuntimeError):  # the program has ended
                self._tell()
