"""What the presenter publishes: its whole state at each change. The room keeps the last one. Pure.

`public` is for everybody; `private` (notes, what comes next, the clock) is for who holds the presenter's token.
Fields that nobody here knows pass through.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from holeout.text import clean, clean_line

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_DEPTH = 8
"""How deep a published state may nest; pages show flat fields and lists of links."""
MAX_REVISION = 2**53 - 1
"""The largest integer that every reader of JSON keeps exact."""


@dataclass(frozen=True, slots=True)
class TalkState:
    """One published state. `revision` grows with each, over restarts of presenter and room alike."""

    revision: int = 0
    public: Mapping[str, Any] = field(default_factory=dict)
    private: Mapping[str, Any] = field(default_factory=dict)
    at: float = 0.0
    """When it held, by the room's clock, in seconds since 1970: the talk's clock is counted on from here."""

    def followed_by(self, body: Any, now: float = 0.0) -> TalkState:
        """The state that `body`, decoded JSON from a presenter, publishes after this one; it came `now`.

        A `revision` in `body` is kept when it is larger than ours, so that numbers never fall back. Its `age` is
        how many seconds it had to wait before it could be sent.
        Raises ValueError, in words for the sender, when `body` is no state.
        """
        if not isinstance(body, dict):
            raise ValueError('send an object: {"public": {...}, "private": {...}}')  # noqa: TRY004  (the sender's fault)
        given = body.get("revision", 0)
        if not isinstance(given, int) or isinstance(given, bool) or not 0 <= given < MAX_REVISION:
            raise ValueError("revision: a whole number from 0 is wanted")
        at = now - _seconds(body.get("age", 0.0))
        return TalkState(max(self.revision + 1, given), _part(body, "public"), _part(body, "private"), at)

    def for_audience(self) -> dict[str, Any]:
        """What anybody may read."""
        return {"revision": self.revision, "public": self.public}

    def for_presenter(self) -> dict[str, Any]:
        """All of it."""
        return {"revision": self.revision, "public": self.public, "private": self.private, "at": self.at}

    @property
    def asking(self) -> bool:
        """Whether the presenter takes suggestions. Until it says no, it does."""
        return self.public.get("asking") is not False


def outline_of(body: Any) -> list[str] | None:
    """The titles of all slides, where `body` brings them: when a talk is opened or edited. Raises ValueError."""
    titles = body.get("outline") if isinstance(body, dict) else None
    if titles is None:
        return None
    if not isinstance(titles, list) or not all(isinstance(title, str) for title in titles):
        raise ValueError("outline: a list of titles is wanted")
    return [clean_line(title) for title in titles]


def cleaned(value: Any, depth: int = 0) -> Any:
    """Decoded JSON with every text in it cleaned. Raises ValueError where it nests too deep or holds no number."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("a number is not finite")
    if depth >= MAX_DEPTH and isinstance(value, dict | list):
        raise ValueError(f"values may nest {MAX_DEPTH} deep at most")
    if isinstance(value, dict):
        return {clean(key, keep=""): cleaned(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [cleaned(item, depth + 1) for item in value]
    return value


def _seconds(value: Any) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value < math.inf:
        raise ValueError("age: a number of seconds is wanted")
    return float(value)


def _part(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = body.get(name, {})
    if not isinstance(part, dict):
        raise ValueError(f"{name}: an object is wanted")  # noqa: TRY004
    result: Mapping[str, Any] = cleaned(part)
    return result
