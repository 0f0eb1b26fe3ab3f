"""How much one device, and all of them together, may ask for. Token buckets, keyed by device, never by address.

A hall shares one address, so a limit by address would shut out all but the first. A device can be had for
nothing, though: the room's own bucket and the queue's bound are what protects the room.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_KEYS = 50_000
"""Devices remembered; the one that came first is forgotten first."""


class Buckets:
    """A bucket of tokens for each key: `rate` tokens a second flow in, up to `burst`."""

    def __init__(self, rate: float, burst: float, now: Callable[[], float], max_keys: int = MAX_KEYS) -> None:
        self._rate = rate
        self._burst = burst
        self._now = now
        self._max_keys = max_keys
        self._levels: dict[str, tuple[float, float]] = {}

    def take(self, key: str = "") -> float:
        """Take one token: 0 when there was one, else the seconds until there will be."""
        now = self._now()
        level, since = self._levels.get(key, (self._burst, now))
        level = min(self._burst, level + (now - since) * self._rate)
        if level < 1:
            self._levels[key] = (level, now)
            return (1 - level) / self._rate
        if key not in self._levels and len(self._levels) >= self._max_keys:
            del self._levels[next(iter(self._levels))]
        self._levels[key] = (level - 1, now)
        return 0.0


@dataclass(frozen=True, slots=True)
class Rates:
    """Tokens a second, and how many may come at once."""

    device: tuple[float, float] = (0.5, 12)
    """What one device may send."""
    newcomers: tuple[float, float] = (600, 3_000)
    """Devices that come for the first time: a full hall scans the code at once."""
    room: tuple[float, float] = (3_000, 6_000)
    """What all devices together may send."""
    requests: tuple[float, float] = (6_000, 12_000)
    """Everything that is asked of the process, pages included."""
    guesses: tuple[float, float] = (5, 60)
    """Wrong codes and tokens, from all together."""

    @classmethod
    def for_room(cls, rate: float) -> Rates:
        """Those of a room that takes `rate` suggestions a second from all together."""
        return cls(newcomers=(rate / 5, rate), room=(rate, 2 * rate), requests=(2 * rate, 4 * rate))


class Limiter:
    """All the buckets of one room. Each method says how many seconds to wait; 0 is go on."""

    def __init__(self, rates: Rates, now: Callable[[], float]) -> None:
        self._device = Buckets(*rates.device, now)
        self._newcomers = Buckets(*rates.newcomers, now)
        self._room = Buckets(*rates.room, now)
        self._requests = Buckets(*rates.requests, now)
        self._guesses = Buckets(*rates.guesses, now)

    def request(self) -> float:
        """Before anything is done for a request."""
        return self._requests.take()

    def submission(self, device: str, *, new: bool) -> float:
        """Before something that a device sends is stored."""
        if new and (wait := self._newcomers.take()):
            return wait
        return self._device.take(device) or self._room.take()

    def wrong_guess(self) -> float:
        """After a wrong code or token."""
        return self._guesses.take()
