"""Tools per stage, as the catalogue has them today and as they were when the talk was given."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING

from holeout.lifecycle.model import ToolKind

if TYPE_CHECKING:
    from holeout.lifecycle.model import Lifecycle, Tool


class AtTalk(StrEnum):
    """Whether a tool existed when the talk was given, by what the catalogue says of it."""

    THERE = "there"
    UNSURE = "unsure"
    """Nobody checked, or nobody could tell."""
    LATER = "later"


def at_talk(tool: Tool) -> AtTalk:
    """What `facts.at_talk` says; a yes that was not verified is no yes."""
    said = tool.facts.at_talk.casefold()
    if said == "no":
        return AtTalk.LATER
    return AtTalk.THERE if said.startswith("yes") and "not verified" not in said else AtTalk.UNSURE


def tools_per_stage(lifecycle: Lifecycle) -> dict[str, Counter[AtTalk]]:
    """By stage id: how many of the catalogue's tools help there. Methods are no tools."""
    counts: dict[str, Counter[AtTalk]] = {stage: Counter() for stage in lifecycle.stages}
    for tool in lifecycle.tools.values():
        for stage in tool.stages:
            if tool.kind is ToolKind.TOOL and stage in counts:
                counts[stage][at_talk(tool)] += 1
    return counts
