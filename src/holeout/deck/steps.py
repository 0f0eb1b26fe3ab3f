"""Counting the steps of a slide: what each key press reveals."""

from __future__ import annotations


class Steps:
    """The step at which the next Block appears.

    There are two ways to hide: a pause hides all that follows, a fragment hides one Block alone. A pause counts
    only when something follows it, so that no key press shows nothing new.
    """

    def __init__(self) -> None:
        self.last = 0
        """The last step that anything needs."""
        self._current = 0
        self._floor = 0
        self._pending = False

    @property
    def now(self) -> int:
        """The step at which something belongs here that nobody can see, and that no pause waits for."""
        return max(self._current, self._floor)

    def pause(self) -> None:
        """What comes next waits for a key press."""
        self._pending = True

    def show(self) -> int:
        """The step at which what comes now appears."""
        if self._pending:
            self._pending = False
            self._current = self.last + 1
        step = max(self._current, self._floor)
        self.last = max(self.last, step)
        return step

    def fragment(self, at: int | None = None) -> int:
        """A step for one Block alone: `at`, or the next that is free."""
        step = max(self.show(), self.last + 1 if at is None else at)
        self.last = max(self.last, step)
        return step

    def stay(self, step: int, count: int) -> None:
        """What appears at `step` changes over `count` steps in all."""
        self.last = max(self.last, step + count - 1)

    def enter(self, step: int) -> int:
        """Whatever appears until `leave` belongs to a Block that appears at `step`. Hand the result to `leave`."""
        outer, self._floor = self._floor, max(self._floor, step)
        return outer

    def leave(self, outer: int) -> None:
        """That Block is complete."""
        self._floor = outer

    def saved(self) -> tuple[int, int, bool]:
        """All that `restored` needs to forget what is counted from now on."""
        return self.last, self._current, self._pending

    def restored(self, state: tuple[int, int, bool]) -> None:
        """Count on from where `saved` was called."""
        self.last, self._current, self._pending = state
