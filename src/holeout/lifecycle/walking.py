"""Walking along the lifecycle's edges: where the work goes from a stage, and where it comes back to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from holeout.lifecycle.model import Lifecycle


@dataclass(frozen=True, slots=True)
class Walk:
    """One of the edges that leave a stage. `back` is for work that comes back to an earlier stage."""

    origin: str
    ends: tuple[str, ...]
    back: bool = False
    place: int = 0

    @property
    def end(self) -> str:
        """The stage at the end of the edge."""
        return self.ends[self.place]

    def another(self) -> Walk:
        """The next edge of the same kind that leaves the same stage; after the last, the first."""
        return replace(self, place=(self.place + 1) % len(self.ends))


def onward(lifecycle: Lifecycle, stage: str) -> Walk | None:
    """The edge to the nearest later stage that `stage` feeds; then further ones, then earlier ones."""
    fed = lifecycle.stages[stage].feeds if stage in lifecycle.stages else ()
    return _walk(lifecycle, stage, fed, back=False)


def backward(lifecycle: Lifecycle, stage: str) -> Walk | None:
    """The edge to the nearest earlier stage to which work comes back from `stage`; then further ones."""
    ends = (other.id for other in lifecycle.stages.values() if stage in other.back_from)
    return _walk(lifecycle, stage, ends, back=True)


def _walk(lifecycle: Lifecycle, stage: str, ends: Iterable[str], *, back: bool) -> Walk | None:
    order = {id: place for place, id in enumerate(lifecycle.stages)}
    known = [end for end in ends if end in order and end != stage]

    def far(end: str) -> tuple[bool, int]:
        ahead = order[end] - order[stage]
        return (ahead > 0) is back, abs(ahead)

    return Walk(stage, tuple(sorted(known, key=far)), back) if known else None
