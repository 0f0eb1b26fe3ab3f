"""Presentation: the state of a running talk, and how each action changes it. Pure: the time is handed in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    StepsOf = Callable[[int], int]
    """How many steps the slide at an index has (at least 1)."""


LONGEST = 4 * 3600.0
"""Seconds. A talk that takes longer says so with its duration."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The talk's clock, in seconds of the wall clock, so that it stays right over a crash and a restart."""

    started: float | None = None
    """When it was first started; None before."""
    paused: float | None = None
    """Since when it stands still; None while it runs."""
    lost: float = 0.0
    """Seconds for which it stood still before."""

    @property
    def running(self) -> bool:
        """Whether it counts."""
        return self.started is not None and self.paused is None

    def elapsed(self, now: float) -> float:
        """Seconds of talk so far; 0 before the start, and never negative when the wall clock jumps back."""
        if self.started is None:
            return 0.0
        end = now if self.paused is None else self.paused
        return max(0.0, end - self.started - self.lost)

    def start(self, now: float) -> Clock:
        """The clock running: started now, or going on after a pause."""
        if self.started is None:
            return Clock(started=now)
        if self.paused is None:
            return self
        return replace(self, paused=None, lost=self.lost + max(0.0, now - self.paused))

    def pause(self, now: float) -> Clock:
        """The clock standing still."""
        return replace(self, paused=now) if self.running else self

    def zeroed(self, now: float) -> Clock:
        """The clock at zero; it runs on if it ran."""
        return Clock(started=now, paused=None if self.running else now)

    def left_running(self, now: float, duration: Callable[[], float | None]) -> bool:
        """Whether it has run for so long that it belongs to an earlier talk.

        The talk's `duration` in seconds is asked for only where it matters: to find it a deck may have to be read.
        """
        return self.running and self.elapsed(now) > LONGEST and self.elapsed(now) > 2 * (duration() or 0.0)


@dataclass(frozen=True, slots=True)
class Presentation:
    """Where a talk is. `slide` and `step` count from 0; `trail` holds the slides to go back to, newest last."""

    slides: int
    slide: int = 0
    step: int = 0
    blank: bool = False
    clock: Clock = Clock()
    trail: tuple[int, ...] = ()

    def next(self, steps_of: StepsOf) -> Presentation:
        """One step on: the next reveal, or the next slide as it opens. A blank screen only comes back."""
        if self.blank:
            return replace(self, blank=False)
        if self.step + 1 < steps_of(self.slide):
            return replace(self, step=self.step + 1)
        return self.next_slide()

    def previous(self, steps_of: StepsOf) -> Presentation:
        """One step back: the last reveal undone, or the slide before in its last state."""
        if self.blank:
            return replace(self, blank=False)
        if self.step > 0:
            return replace(self, step=self.step - 1)
        if self.slide == 0:
            return self
        return replace(self, slide=self.slide - 1, step=steps_of(self.slide - 1) - 1)

    def next_slide(self) -> Presentation:
        """The next slide as it opens, whatever is still to be revealed here."""
        if self.slide + 1 >= self.slides:
            return replace(self, blank=False)
        return replace(self, slide=self.slide + 1, step=0, blank=False)

    def previous_slide(self) -> Presentation:
        """The slide before, as it opens; the first slide starts again."""
        return replace(self, slide=max(0, self.slide - 1), step=0, blank=False)

    def go_to(self, slide: int, step: int = 0) -> Presentation:
        """Straight to `slide` (clamped to the deck); where we were joins the trail."""
        target = max(0, min(slide, self.slides - 1))
        trail = self.trail if target == self.slide else (*self.trail, self.slide)[-TRAIL:]
        return replace(self, slide=target, step=max(0, step), blank=False, trail=trail)

    def back(self) -> Presentation:
        """To where we were before the last jump."""
        if not self.trail:
            return self
        return replace(self, slide=self.trail[-1], step=0, blank=False, trail=self.trail[:-1])

    def show_all(self, steps_of: StepsOf) -> Presentation:
        """Everything on this slide revealed."""
        return replace(self, step=steps_of(self.slide) - 1, blank=False)

    def toggle_blank(self) -> Presentation:
        """The screen blank, or back."""
        return replace(self, blank=not self.blank)

    def fitted(self, slides: int, steps_of: StepsOf) -> Presentation:
        """The same place in a deck that may have changed: clamped to its slides and steps."""
        slide = max(0, min(self.slide, slides - 1))
        step = max(0, min(self.step, steps_of(slide) - 1)) if slides else 0
        trail = tuple(place for place in self.trail if place < slides)
        return replace(self, slides=slides, slide=slide, step=step, trail=trail)


TRAIL = 50
"""How many jumps can be undone."""
