"""The seal: what makes a change or a removal by hand newer than what it changed, without clocks or ids.

Whenever holeout writes a file it notes for each tool how often the entry had changed, and a digest of what it
then said. Reading compares: an entry that still has its digest is as old as the seal says, one that differs
is a generation younger, and one that is missing was removed. So the bytes of a file alone decide.
"""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import fields
from datetime import date, time
from typing import TYPE_CHECKING, Any, Final

from holeout.favourites.model import MOST_GENERATION, Favourite, Mark

if TYPE_CHECKING:
    from collections.abc import Mapping

_NOT_CONTENT: Final = frozenset({"actor", "extra", "line"})
_CONTENT: Final = tuple(item.name for item in fields(Favourite) if item.name not in _NOT_CONTENT)


def content(favourite: Favourite) -> dict[str, Any]:
    """What an entry says, but for whose it is; only the keys that hold something."""
    said = {key: value for key in _CONTENT if (value := getattr(favourite, key))}
    return {**said, **favourite.extra}


def canonical(values: Mapping[str, Any] | Any) -> str:
    """One text for equal values, whatever their order. Values of different TOML types differ."""
    return json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_typed)


def digest(favourite: Favourite) -> str:
    """Twelve hex digits that change whenever the entry says something else."""
    return hashlib.sha256(canonical(content(favourite)).encode()).hexdigest()[:12]


def generation(mark: Mark | None, now: str) -> int:
    """How often an entry has changed, if its seal is `mark` and its digest `now` (empty when it is missing)."""
    if mark is None:
        return 1
    return mark.generation if mark.digest == now else min(mark.generation + 1, MOST_GENERATION)


def plain(value: Any) -> Any:
    """`value` in JSON's terms: dates as text, and numbers that JSON has not (infinity) as text."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (date, time)):
        return value.isoformat()
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


def _typed(value: date | time) -> dict[str, str]:
    return {f"({type(value).__name__})": value.isoformat()}
