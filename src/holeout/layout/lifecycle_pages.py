"""A stage's page and a pitfall's page: how it bites, what to ask, what helps, and where that is from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.layout.entries import GAP, Entry, heading, labelled, prose, row, subheading
from holeout.layout.lifecycle_map import edges_in_words
from holeout.layout.styled import MUTED, Piece, Role, Style
from holeout.layout.target import Target
from holeout.lifecycle.model import Checked, ToolKind

if TYPE_CHECKING:
    from holeout.lifecycle.model import Incident, Lifecycle, Pitfall, Source, Stage, Tool

SEVERITY_CELLS = 5
CHECKED_WORDS = {
    Checked.READ: "read",
    Checked.QUOTED: "quoted by a text we read",
    Checked.RECORD: "record matched, not read",
    Checked.MEMORY: "not checked",
}


def stage_page(lifecycle: Lifecycle, stage: Stage) -> list[Entry]:
    """The page of `stage`: its question, its pitfalls to choose from, and how it hangs together."""
    feeds, back = edges_in_words(lifecycle, stage)
    entries = [
        heading(f"{stage.number}  {stage.name}", f"forgotten: {stage.forgotten}"),
        prose(stage.question, Style(Role.HEADING)),
        subheading("What keeps it in prototype"),
    ]
    entries += [_pitfall_row(lifecycle, pitfall) for pitfall in lifecycle.pitfalls_of(stage.id)]
    entries += [
        subheading("How it hangs together"),
        labelled("needs", "; ".join(stage.inputs)),
        labelled("gives", "; ".join(stage.outputs)),
        labelled("who", "; ".join(stage.who)),
        labelled("feeds", feeds),
        labelled("back from", back),
        labelled("forgotten", f"{stage.forgotten}. {stage.why_forgotten}"),
    ]
    return entries


def _pitfall_row(lifecycle: Lifecycle, pitfall: Pitfall) -> Entry:
    demo = [Piece("▶ ", Style(Role.GOOD))] if pitfall.demo in lifecycle.demos else []
    return row(
        [Piece("● ", Style(Role.ACCENT)), Piece(pitfall.title, Style(bold=True))],
        [*demo, *_meter(pitfall)],
        pitfall.ask,
        Target("pitfall", pitfall.id),
    )


def _meter(pitfall: Pitfall) -> list[Piece]:
    severity, likelihood = pitfall.severity, pitfall.likelihood
    return [Piece(f"severity {severity} ", MUTED), Piece(f"likelihood {likelihood}", MUTED)]


def pitfall_page(lifecycle: Lifecycle, pitfall: Pitfall) -> list[Entry]:
    """The page of `pitfall`: the hole, the question to ask, what really happened, what helps, and sources."""
    stage = lifecycle.stages.get(pitfall.stage)
    entries = [
        heading(pitfall.title, stage.name if stage else ""),
        prose(
            f"severity {pitfall.severity} of 5, likelihood {pitfall.likelihood} of 5 (our judgement)", MUTED
        ),
        GAP,
        labelled("bites", pitfall.bites),
        labelled("symptom", pitfall.symptom),
        labelled("ask", pitfall.ask, style=Style(Role.ACCENT, bold=True)),
    ]
    if incident := lifecycle.incidents.get(pitfall.incident):
        entries.append(_incident(incident))
    if pitfall.demo in lifecycle.demos:
        entries += [subheading("See it happen"), _demo_row(pitfall.demo)]
    if tools := [lifecycle.tools[id] for id in pitfall.tools if id in lifecycle.tools]:
        entries += [subheading("What helps"), *(_tool_row(tool) for tool in tools)]
    entries += [subheading("Why this rating"), prose(pitfall.why), subheading("Sources")]
    entries += [_source_row(lifecycle.sources[id]) for id in pitfall.sources if id in lifecycle.sources]
    return entries


def _incident(incident: Incident) -> Entry:
    when = "" if incident.era == "before" else f" ({incident.era})"
    return labelled("happened", f"{incident.title}{when}. {incident.text}")


def _demo_row(demo: str) -> Entry:
    words = [Piece("▶ ", Style(Role.GOOD)), Piece("Run the demo", Style(Role.GOOD, bold=True))]
    return row(words, [Piece(demo, MUTED)], "", Target("demo", demo))


def _tool_row(tool: Tool) -> Entry:
    instead = f" Instead of: {tool.instead_of}." if tool.instead_of else ""
    return row(
        [Piece("+ ", Style(Role.GOOD)), Piece(tool.name, Style(bold=True))],
        [Piece(tool_standing(tool), MUTED)],
        f"{tool.summary}{instead}",
        Target("tool", tool.id),
    )


def tool_standing(tool: Tool) -> str:
    """Licence and life sign in a few words, each with the date on which it was seen, or `not checked`."""
    if tool.kind is ToolKind.METHOD:
        return "method"
    facts = tool.facts
    licence = facts.licence or "licence not checked"
    if facts.activity and facts.activity != "unknown":
        return f"{licence}, {facts.activity} {facts.activity_as_of[:7]}".strip()
    return licence


def _source_row(source: Source) -> Entry:
    return row(
        [Piece("§ ", MUTED), Piece(source.cite)], (), _source_note(source), Target("source", source.id)
    )


def _source_note(source: Source) -> str:
    place = source.identifier or source.url
    return " · ".join(part for part in (place, CHECKED_WORDS[source.checked]) if part)


def tool_page(lifecycle: Lifecycle, tool: Tool) -> list[Entry]:
    """The page of `tool`: what it is for, its standing, and the pitfalls that it helps against."""
    facts = tool.facts
    entries = [heading(tool.name, tool_standing(tool)), prose(tool.summary), GAP]
    if tool.instead_of:
        entries.append(labelled("instead of", tool.instead_of))
    if tool.pypi:
        entries.append(labelled("install", f"pip install {tool.pypi}"))
    if tool.repo:
        entries.append(labelled("source code", tool.repo, Target("url", f"https://{tool.repo}")))
    seen = f" (seen {facts.seen})" if facts.seen else ""
    entries.append(labelled("licence", (facts.licence or "not checked") + seen))
    if facts.latest:
        dated = f", {facts.latest_date}" if facts.latest_date else ""
        entries.append(labelled("latest", f"{facts.latest}{dated}{seen}"))
    entries.append(labelled("at the talk", _at_talk(tool)))
    entries += [labelled("note", text) for text in (tool.note, facts.remarks) if text]
    if others := [lifecycle.tools[id] for id in tool.alternatives if id in lifecycle.tools]:
        entries += [subheading("Alternatives"), *(_tool_row(other) for other in others)]
    holes = [pitfall for pitfall in lifecycle.pitfalls.values() if tool.id in pitfall.tools]
    if holes:
        entries += [subheading("Helps against"), *(_pitfall_row(lifecycle, pitfall) for pitfall in holes)]
    return entries


def _at_talk(tool: Tool) -> str:
    facts = tool.facts
    parts = [
        facts.at_talk or "not checked",
        facts.version_at_talk and f"version {facts.version_at_talk}",
        facts.licence_at_talk and f"licence {facts.licence_at_talk}",
    ]
    return ", ".join(part for part in parts if part)
