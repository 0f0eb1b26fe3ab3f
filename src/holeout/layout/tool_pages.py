"""A tool's row and its page: what it is for, its standing, and the pitfalls that it helps against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.layout.entries import GAP, Entry, heading, labelled, prose, row, subheading
from holeout.layout.styled import MUTED, Piece, Role, Style
from holeout.layout.target import Target
from holeout.lifecycle.checks import NOT_CHECKED
from holeout.lifecycle.counts import AtTalk, at_talk
from holeout.lifecycle.model import ToolKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holeout.lifecycle.model import Lifecycle, Tool


def tool_row(lifecycle: Lifecycle, tool: Tool) -> Entry:
    """A tool to choose: licence and life sign, what it does, what it spares, and whether the talk could name it."""
    others = [lifecycle.tools[id].name for id in tool.alternatives if id in lifecycle.tools]
    parts = [
        tool.instead_of and f"Instead of your own {tool.instead_of}",
        others and f"or: {', '.join(others)}",
        _at_talk(tool),
    ]
    below = " · ".join(part for part in parts if part)
    return row(
        [Piece("+ ", Style(Role.GOOD)), Piece(tool.name, Style(bold=True))],
        [Piece(tool_standing(tool), MUTED)],
        f"{tool.summary}\n{below}" if below else tool.summary,
        Target("tool", tool.id),
    )


def tool_standing(tool: Tool) -> str:
    """Licence and life sign in a few words, each with the date on which it was seen, or `not checked`."""
    if tool.kind is ToolKind.METHOD:
        return "method"
    facts = tool.facts
    licence = "licence not checked" if facts.licence in ("", NOT_CHECKED) else facts.licence
    if facts.activity and facts.activity != "unknown":
        return f"{licence}, {facts.activity} in {facts.activity_as_of[:7]}".removesuffix(" in ")
    return licence


def _at_talk(tool: Tool) -> str:
    """Whether it was there at the talk, in a few words; nothing for a method."""
    if tool.kind is ToolKind.METHOD:
        return ""
    version = tool.facts.version_at_talk
    return {
        AtTalk.THERE: f"at the talk: version {version}" if version else "there at the talk",
        AtTalk.LATER: "newer than the talk",
        AtTalk.UNSURE: f"at the talk: {tool.facts.at_talk or NOT_CHECKED}",
    }[at_talk(tool)]


def facts_at_talk(tool: Tool) -> str:
    """Whether `tool` existed at the time of the talk, and in which version."""
    facts = tool.facts
    parts = (
        facts.at_talk or NOT_CHECKED,
        facts.version_at_talk and f"version {facts.version_at_talk}",
        facts.licence_at_talk and f"licence {facts.licence_at_talk}",
    )
    return ", ".join(part for part in parts if part)


def tool_page(lifecycle: Lifecycle, tool: Tool, holes: Sequence[Entry]) -> list[Entry]:
    """The page of `tool`; `holes` are the rows of the pitfalls that it helps against."""
    entries = [heading(tool.name, tool_standing(tool)), prose(tool.summary), GAP]
    if tool.instead_of:
        entries.append(labelled("instead of", f"your own {tool.instead_of}"))
    if tool.pypi:
        entries.append(labelled("install", f"pip install {tool.pypi}"))
    if tool.repo:
        entries.append(labelled("source code", tool.repo, Target("url", tool.address)))
    entries += _facts(tool)
    entries += [labelled("note", text) for text in (tool.note, tool.facts.remarks) if text]
    if others := [lifecycle.tools[id] for id in tool.alternatives if id in lifecycle.tools]:
        entries += [subheading("Alternatives"), *(tool_row(lifecycle, other) for other in others)]
    return [*entries, subheading("Helps against"), *holes] if holes else entries


def _facts(tool: Tool) -> list[Entry]:
    """What was seen of it, each with the day on which it was seen."""
    if tool.kind is ToolKind.METHOD:
        return []
    facts = tool.facts
    seen = f"seen {facts.seen}" if facts.seen else ""
    told = facts.activity if facts.activity != "unknown" else ""
    parts = {
        "licence": (facts.licence or NOT_CHECKED, facts.licence_source, seen),
        "latest": (facts.latest, facts.latest_date, seen) if facts.latest else (NOT_CHECKED,),
        "activity": (told, f"as of {facts.activity_as_of}") if told else (NOT_CHECKED,),
        "at the talk": (facts_at_talk(tool),),
    }
    return [labelled(label, ", ".join(part for part in told if part)) for label, told in parts.items()]
