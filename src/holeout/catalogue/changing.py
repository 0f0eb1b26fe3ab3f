"""Which facts of a tool change with what was found. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packaging.version import InvalidVersion, Version

from holeout.catalogue.licences import Licence, better

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from holeout.catalogue.state import Found
    from holeout.lifecycle.model import Tool, ToolFacts


def facts_for(facts: ToolFacts, found: Found, day: str) -> dict[str, str]:
    """The facts that `found`, seen on `day`, changes; none where it is older than what is known already."""
    if not found.latest or _older(found.latest, facts.latest):
        return {}
    new = {"seen": day}
    if not _same(found.latest, facts.latest):
        new |= {"latest": found.latest, "latest_date": found.latest_date}
    elif found.latest_date:
        new["latest_date"] = found.latest_date
    licence = better(facts.licence, Licence(found.licence, found.exact))
    if licence != facts.licence:
        new |= {"licence": licence, "licence_source": f"package metadata of {found.latest}"}
    return {key: value for key, value in new.items() if value != getattr(facts, key)}


def changes_for(
    found: Mapping[str, Found], tools: Iterable[Tool], days: Mapping[str, str]
) -> dict[str, dict[str, str]]:
    """The changed facts by tool id, of those that were found; `days` says on which day each was seen."""
    changed = {
        tool.id: facts_for(tool.facts, found[tool.id], days[tool.id]) for tool in tools if tool.id in found
    }
    return {id: facts for id, facts in changed.items() if facts}


def _same(one: str, other: str) -> bool:
    try:
        return Version(one) == Version(other)
    except InvalidVersion:
        return one == other


def _older(one: str, other: str) -> bool:
    try:
        return Version(one) < Version(other)
    except InvalidVersion:
        return False
