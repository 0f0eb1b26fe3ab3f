"""What a deck's head means: its DeckInfo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holeout.deck.model import DeckInfo
from holeout.duration import read_duration
from holeout.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Mapping

_OURS = frozenset(
    {"title", "sub_title", "subtitle", "author", "authors", "event", "location", "date", "duration", "theme"}
)


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
