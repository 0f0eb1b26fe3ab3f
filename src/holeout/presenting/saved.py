"""A Presentation and what was seen, as plain data that survives a crash."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from holeout.presenting.state import Clock, Presentation

VERSION = 1


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody left a talk: the slide with its title, so that it is found again in an edited deck."""

    slide: int = 0
    step: int = 0
    title: str = ""
    clock: Clock = Clock()
    seen: frozenset[str] = frozenset()
    """The ids of stages that were opened."""
    fingerprint: str = ""
    """Of the talk's files at that time: while they are the same, so is the place."""

    def to_dict(self) -> dict[str, Any]:
        """As JSON data."""
        return {
            "version": VERSION,
            "slide": self.slide,
            "step": self.step,
            "title": self.title,
            "clock": {"started": self.clock.started, "paused": self.clock.paused, "lost": self.clock.lost},
            "seen": sorted(self.seen),
            "fingerprint": self.fingerprint,
        }

    @classmethod
    def from_dict(cls, data: object) -> Place | None:
        """Back from JSON data; None for anything that is not such a place."""
        if not isinstance(data, dict) or data.get("version") != VERSION:
            return None
        clock = data.get("clock")
        seen = data.get("seen")
        return cls(
            slide=_whole(data.get("slide")),
            step=_whole(data.get("step")),
            title=str(data.get("title", "")),
            clock=_clock(clock) if isinstance(clock, dict) else Clock(),
            seen=frozenset(str(stage) for stage in seen) if isinstance(seen, list) else frozenset(),
            fingerprint=str(data.get("fingerprint", "")),
        )

    @classmethod
    def of(cls, state: Presentation, title: str, seen: frozenset[str], fingerprint: str = "") -> Place:
        """The place at which `state` is."""
        return cls(state.slide, state.step, title, state.clock, seen, fingerprint)


def _whole(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else 0


def _seconds(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _clock(data: dict[str, Any]) -> Clock:
    return Clock(
        _seconds(data.get("started")), _seconds(data.get("paused")), _seconds(data.get("lost")) or 0.0
    )
