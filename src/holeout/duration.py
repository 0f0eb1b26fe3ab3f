"""Lengths of time as people write them."""

from __future__ import annotations

import re

_UNITS = {
    "h": 3600,
    "hr": 3600,
    "hour": 3600,
    "m": 60,
    "min": 60,
    "minute": 60,
    "s": 1,
    "sec": 1,
    "second": 1,
}
_PART = re.compile(
    r"(\d{1,6}(?:\.\d{1,3})?)\s*(hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s)\s*", re.IGNORECASE
)
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):([0-5]?\d)")
_NUMBER = re.compile(r"\d{1,6}(?:\.\d{1,3})?")


def read_duration(text: str, bare: int = 1) -> float:
    """Seconds, from `75s`, `2m`, `1m30s`, `1:30`, `1:02:30`, or a number of units of `bare` seconds each.

    Raises ValueError, with a message for the writer.
    """
    text = text.strip()
    if _NUMBER.fullmatch(text):
        return float(text) * bare
    if clock := _CLOCK.fullmatch(text):
        hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        return hours * 3600.0 + minutes * 60 + seconds
    position, total = 0, 0.0
    while part := _PART.match(text, position):
        unit = part[2].lower()
        total += float(part[1]) * _UNITS[unit if unit in _UNITS else unit.rstrip("s")]
        position = part.end()
    if position == 0 or position < len(text):
        raise ValueError("this is not a length of time; write it as 75s, 2m, 1m30s or 1:30")
    return total
