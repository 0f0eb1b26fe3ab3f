"""What can be judged only once everything is read: whether ids exist, and whether claims are backed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.lifecycle.figures import evidence, figures_in, say_of, says_it_is_later
from holeout.lifecycle.findings import Suggester
from holeout.lifecycle.model import (
    Checked,
    Claim,
    Incident,
    Lifecycle,
    Pitfall,
    Place,
    Source,
    Stage,
    Tool,
    ToolKind,
)
from holeout.phrases import short
from holeout.problems import Level, Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from holeout.lifecycle.findings import Reference

NOT_CHECKED = "not checked"
"""The words that own up to a fact that nobody looked up."""
BEFORE = "before"
"""The `era` of an Incident that was known when the talk was given."""


def check_references(
    lifecycle: Lifecycle, references: Iterable[Reference], unread: Collection[str]
) -> Iterator[Problem]:
    """An error for each reference to something that is not there; kinds in `unread` are not judged."""
    suggest = Suggester()
    for reference in references:
        known = _known(lifecycle, reference.kind)
        if known is not None and reference.kind not in unread and reference.id not in known:
            message = f"there is no {reference.kind.removesuffix('s')} `{short(reference.id)}`"
            yield _problem(reference.place, message, suggest(reference.id, known), Level.ERROR)


def _known(lifecycle: Lifecycle, kind: str) -> Collection[str] | None:
    """The ids of one kind, or None where they cannot be known."""
    if kind == "items":
        return {item.id for rubric in lifecycle.rubrics.values() for item in rubric.items} or None
    known: Collection[str] = getattr(lifecycle, kind)
    return known


def check_judgements(
    lifecycle: Lifecycle, references: Iterable[Reference], cited: Collection[str], *, whole: bool
) -> Iterator[Problem]:
    """Warnings where the talk claims more than it knows: unread sources, unchecked licences.

    A source that nothing uses is named only if the `whole` talk could be read.
    """
    for pitfall in lifecycle.pitfalls.values():
        yield from _check_read(f"`{pitfall.id}`", pitfall, lifecycle)
    for incident in lifecycle.incidents.values():
        yield from _check_read(f"the incident `{incident.id}`", incident, lifecycle)
        yield from _check_era(incident, lifecycle)
    for tool in lifecycle.tools.values():
        yield from _check_tool(tool, lifecycle)
    for claim in lifecycle.claims.values():
        yield from _check_claim(claim, lifecycle)
    if whole:
        yield from _unused(lifecycle, references, cited)
        yield from _unasked(lifecycle)


def _check_read(named: str, entry: Pitfall | Incident, lifecycle: Lifecycle) -> Iterator[Problem]:
    sources = _sources(entry, lifecycle)
    if sources and not any(_was_read(source) for source in sources):
        hint = "Read one of its sources, or add one that was read or quoted."
        yield _problem(entry.place, f"no source of {named} was read or quoted", hint)


def _sources(entry: Pitfall | Incident | Claim, lifecycle: Lifecycle) -> list[Source]:
    return [lifecycle.sources[id_] for id_ in entry.sources if id_ in lifecycle.sources]


def _was_read(source: Source) -> bool:
    return source.checked in {Checked.READ, Checked.QUOTED}


def _check_era(incident: Incident, lifecycle: Lifecycle) -> Iterator[Problem]:
    sources = _sources(incident, lifecycle)
    if incident.era == BEFORE and sources and not any(map(lifecycle.known_at_talk, sources)):
        hint = "Say under `era` when it was, or name a source that was there."
        yield _problem(
            incident.place, f"`{incident.id}` is told as known at the talk by younger sources", hint
        )


def check_figures(lifecycle: Lifecycle) -> Iterator[Problem]:
    """Figures on pages that nothing taken from the entry's sources has, or that are younger than the page says.

    Not part of reading: a start should not wait for it.
    """
    known = evidence(lifecycle)
    for entry, text in _pages(lifecycle):
        sources = [source for source in entry.sources if source in known]
        unbacked, late = [], []
        for figure in dict.fromkeys(figures_in(text)):
            backing = [lifecycle.sources[source] for source in sources if figure in known[source]]
            if sources and not backing:
                unbacked.append(figure)
            elif backing and not any(map(lifecycle.known_at_talk, backing)):
                late.append(figure)
        if unbacked:
            hint = "Write it down in content/claims.yaml with one of these sources, or mend it."
            nowhere = "in nothing that we took"
            message = say_of(unbacked, f" of `{entry.id}`", f"is {nowhere}", f"are {nowhere}")
            yield _problem(entry.place, message, hint)
        if late and not says_it_is_later(text, lifecycle.talk_date):
            since = "from after the talk, and"
            one, many = f"is {since} does not say so", f"are {since} do not say so"
            message = say_of(late, f" of `{entry.id}`", one, many)
            yield _problem(entry.place, message, "Add the year, or the words: after the talk.")


def _pages(lifecycle: Lifecycle) -> Iterator[tuple[Pitfall | Incident | Stage | Claim, str]]:
    for pitfall in lifecycle.pitfalls.values():
        yield pitfall, f"{pitfall.bites} {pitfall.symptom} {pitfall.why}"
    for incident in lifecycle.incidents.values():
        late = "" if incident.era == BEFORE else "After the talk."
        yield incident, f"{incident.text} {late}"
    for stage in lifecycle.stages.values():
        yield stage, stage.why_forgotten
    for claim in lifecycle.claims.values():
        yield claim, f"{claim.text} {claim.caution}"


def _check_tool(tool: Tool, lifecycle: Lifecycle) -> Iterator[Problem]:
    if tool.kind is not ToolKind.TOOL:
        return
    facts = tool.facts
    said = " ".join((tool.note, facts.licence, facts.licence_source, facts.remarks)).casefold()
    if NOT_CHECKED not in said and not facts.licence:
        hint = f"Look the licence up, or write `licence: {NOT_CHECKED}` under `facts`."
        yield _problem(tool.place, f"the tool `{tool.id}` has no licence", hint)
    elif NOT_CHECKED not in said and not facts.seen:
        hint = f"Write the day under `seen`, or in `licence_source` that the date was {NOT_CHECKED}."
        yield _problem(tool.place, f"the tool `{tool.id}` has no date on which its licence was seen", hint)
    if lifecycle.talk_date and facts.created > lifecycle.talk_date and facts.at_talk.startswith("yes"):
        message = f"the tool `{tool.id}` was created on {facts.created}, after the talk that it was there for"
        yield _problem(tool.place, message, "Mend `at_talk` or `created`.")


def _check_claim(claim: Claim, lifecycle: Lifecycle) -> Iterator[Problem]:
    if not claim.sources:
        yield _problem(claim.place, f"the claim `{claim.id}` has no source", "Give the ids under `sources`.")
    sources = _sources(claim, lifecycle)
    if claim.confidence == "high" and sources and not any(map(_was_read, sources)):
        hint = "Read one of its sources, or be less sure."
        yield _problem(claim.place, f"we are sure of `{claim.id}`, but nobody read its sources", hint)


def _unused(
    lifecycle: Lifecycle, references: Iterable[Reference], cited: Collection[str]
) -> Iterator[Problem]:
    used = {reference.id for reference in references if reference.kind == "sources"} | set(cited)
    for source in lifecycle.sources.values():
        if source.id not in used:
            message = f"nothing uses the source `{source.id}`"
            yield _problem(source.place, message, "Refer to it, or remove it.")


def _unasked(lifecycle: Lifecycle) -> Iterator[Problem]:
    """A stage that the Assessment forgets, where there is one."""
    asked = {question.stage for question in lifecycle.questions.values()}
    for stage in lifecycle.stages.values() if asked else ():
        if stage.id not in asked:
            message = f"the assessment asks nothing about the stage `{stage.id}`"
            yield _problem(stage.place, message, "Add a question to content/assessment.yaml.")


def _problem(place: Place, message: str, hint: str, level: Level = Level.WARNING) -> Problem:
    return Problem(place.path, place.line, place.column, message, hint, level)
