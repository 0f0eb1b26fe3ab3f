"""Work that takes too long for the program's own thread, the newest wish first."""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from threading import Condition, Thread
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, ItemsView

Wish = TypeVar("Wish", bound="Hashable")
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
        self._change = Condition()
        self._wishes: deque[Wish] = deque(maxlen=WAITING)
        self._in_hand: Wish | None = None
        self._finished: dict[Wish, Thing] = {}
        self._thread: Thread | None = None

    def wish(self, wish: Wish) -> None:
        """Have it made soon; what waits, is in hand, or is finished and not yet fetched is not made twice."""
        with self._change:
            if wish in self._wishes or wish == self._in_hand or wish in self._finished:
                return
            self._wishes.append(wish)
            self._change.notify()
        if self._thread is None:
            self._thread = Thread(target=self._work, name="workshop", daemon=True)
            self._thread.start()

    def fetch(self) -> ItemsView[Wish, Thing]:
        """What has been made since this was last asked, by the wish for it."""
        with self._change:
            finished, self._finished = self._finished, {}
        return finished.items()

    def _work(self) -> None:
        while True:
            with self._change:
                self._change.wait_for(lambda: self._wishes)
                self._in_hand = wish = self._wishes.pop()
            thing = self._make(wish)
            with self._change:
                self._finished[wish] = thing
                self._in_hand = None
            with suppress(RuntimeError):  # the program has ended
                self._tell()
