"""What a deck's head means: its DeckInfo, and lengths of time as people write them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from holeout.deck.model import DeckInfo
from holeout.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Mapping

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

_OURS = frozenset(
    {"title", "sub_title", "subtitle", "author", "authors", "event", "location", "date", "duration", "theme"}
)


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


def deck_info(head: Mapping[str, Any]) -> DeckInfo:
    """The DeckInfo of a deck with this `head`. A duration without a unit is in minutes."""
    return DeckInfo(
        title=_text(head.get("title")),
        subtitle=_text(head.get("sub_title", head.get("subtitle"))),
        author=_text(head.get("authors") or head.get("author")),
        event=_text(head.get("event")),
        location=_text(head.get("location")),
        date=_text(head.get("date")),
        duration=duration_of(head),
        theme=_theme(head.get("theme")),
        extra={key: value for key, value in head.items() if key not in _OURS},
    )


def duration_of(head: Mapping[str, Any]) -> float | None:
    """The seconds that `head` gives the talk; None where it says nothing that can be read."""
    value = head.get("duration")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        return read_duration(str(value), bare=60)
    except ValueError:
        return None


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(filter(None, map(_text, value)))
    if isinstance(value, dict):
        return _text(value.get("name"))
    return "" if value is None or isinstance(value, bool) else clean_line(str(value))


def _theme(value: object) -> str:
    return _text(value.get("name") or value.get("path")) if isinstance(value, dict) else _text(value)
