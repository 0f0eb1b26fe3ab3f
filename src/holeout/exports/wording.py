"""Facts of the lifecycle in the few words that a page has room for."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from holeout.layout.source_pages import CHECKED_WORDS
from holeout.lifecycle.model import Checked

if TYPE_CHECKING:
    from holeout.deck.model import DeckInfo
    from holeout.lifecycle.model import Lifecycle, Tool


def byline(info: DeckInfo) -> list[str]:
    """Who, at what, where and when, as far as the deck says."""
    return [text for text in (info.author, info.event, info.location, info.date) if text]


def life(tool: Tool) -> str:
    """Whether `tool` was alive, and when that was seen; nothing where nobody looked."""
    facts = tool.facts
    if not facts.activity or facts.activity == "unknown":
        return ""
    return f"{facts.activity}, seen {facts.activity_as_of}" if facts.activity_as_of else facts.activity


def checked_counts(lifecycle: Lifecycle) -> list[tuple[str, int]]:
    """How many sources were checked how well, the best first."""
    counts = Counter(source.checked for source in lifecycle.sources.values())
    return [(CHECKED_WORDS[checked], counts[checked]) for checked in Checked if counts[checked]]
