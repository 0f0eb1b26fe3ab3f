"""The talk's clock as it was published, counted on from there. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from holeout.presenting.pace import Plan

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holeout.presenting.pace import Pace


@dataclass(frozen=True, slots=True)
class TalkClock:
    """What `private` said of the clock; it held `at`, in seconds since 1970."""

    counted: float
    """Seconds of talk at that time."""
    running: bool
    at: float
    plan: Plan

    @classmethod
    def of(cls, private: Mapping[str, Any], at: float) -> TalkClock:
        """The clock in a published state, read with care: what is no number says nothing."""
        plan = private.get("plan")
        known = plan if isinstance(plan, dict) else {}
        return cls(
            _number(private.get("elapsed")) or 0.0,
            private.get("running") is True,
            at,
            Plan(*(_number(known.get(name)) for name in ("total", "begin", "end"))),
        )

    def pace(self, now: float) -> Pace:
        """Elapsed, remaining and how far behind, at `now` by the clock that `at` is of."""
        return self.plan.pace(self.counted + (max(0.0, now - self.at) if self.running else 0.0))


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
