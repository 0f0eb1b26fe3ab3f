"""Facts of the lifecycle in the few words that a page has room for."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from holeout.layout.source_pages import CHECKED_WORDS
from holeout.lifecycle.model import Checked

if TYPE_CHECKING:
    from holeout.deck.model import DeckInfo
    from holeout.lifecycle.model import Lifecycle, Source, Tool


def byline(info: DeckInfo) -> list[str]:
    """Who, at what, where and when, as far as the deck says."""
    return [text for text in (info.author, info.event, info.location, info.date) if text]


def short_cite(source: Source) -> str:
    """`Amershi et al. (2019). Software ...` as `Amershi et al. 2019`."""
    end = source.cite.find("(") if "(" in source.cite[:60] else source.cite.find(". ")
    who = (source.cite[:end] if end > 0 else source.cite).strip(" ,;.")
    who = f"{who}." if who.endswith("et al") else who
    return f"{who} {source.year}" if source.year and str(source.year) not in who else who


def life(tool: Tool) -> str:
    """Whether `tool` was alive, and when that was seen; nothing where nobody looked."""
    facts = tool.facts
    if not facts.activity or facts.activity == "unknown":
        return ""
    return f"{facts.activity}, seen {facts.activity_as_of}" if facts.activity_as_of else facts.activity


def at_talk(tool: Tool) -> str:
    """Whether `tool` existed at the time of the talk, and in which version."""
    facts = tool.facts
    parts = (
        facts.at_talk or "not checked",
        facts.version_at_talk and f"version {facts.version_at_talk}",
        facts.licence_at_talk and f"licence {facts.licence_at_talk}",
    )
    return ", ".join(part for part in parts if part)


def checked_counts(lifecycle: Lifecycle) -> list[tuple[str, int]]:
    """How many sources were checked how well, the best first."""
    counts = Counter(source.checked for source in lifecycle.sources.values())
    return [(CHECKED_WORDS[checked], counts[checked]) for checked in Checked if counts[checked]]
