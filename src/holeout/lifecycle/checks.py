"""What can be judged only once everything is read: whether ids exist, and whether claims are backed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.lifecycle.findings import Suggester, short
from holeout.lifecycle.model import Checked, Claim, Lifecycle, Pitfall, Place, Tool, ToolKind
from holeout.problems import Level, Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from holeout.lifecycle.findings import Reference

NOT_CHECKED = "not checked"
"""The words that own up to a licence that nobody looked up."""


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
        yield from _check_pitfall(pitfall, lifecycle)
    for tool in lifecycle.tools.values():
        yield from _check_tool(tool)
    for claim in lifecycle.claims.values():
        yield from _check_claim(claim)
    if whole:
        yield from _unused(lifecycle, references, cited)


def _check_pitfall(pitfall: Pitfall, lifecycle: Lifecycle) -> Iterator[Problem]:
    sources = [lifecycle.sources[id_] for id_ in pitfall.sources if id_ in lifecycle.sources]
    if sources and not any(source.checked in {Checked.READ, Checked.QUOTED} for source in sources):
        hint = "Read one of its sources, or add one that was read or quoted."
        yield _problem(pitfall.place, f"no source of `{pitfall.id}` was read or quoted", hint)


def _check_tool(tool: Tool) -> Iterator[Problem]:
    said = " ".join((tool.note, tool.facts.licence_source, tool.facts.remarks)).casefold()
    if tool.kind is ToolKind.TOOL and not tool.facts.licence and NOT_CHECKED not in said:
        hint = f"Look the licence up, or write `licence: {NOT_CHECKED}` under `facts`."
        yield _problem(tool.place, f"the tool `{tool.id}` has no licence", hint)


def _check_claim(claim: Claim) -> Iterator[Problem]:
    if not claim.sources:
        yield _problem(claim.place, f"the claim `{claim.id}` has no source", "Give the ids under `sources`.")


def _unused(
    lifecycle: Lifecycle, references: Iterable[Reference], cited: Collection[str]
) -> Iterator[Problem]:
    used = {reference.id for reference in references if reference.kind == "sources"} | set(cited)
    for source in lifecycle.sources.values():
        if source.id not in used:
            message = f"nothing uses the source `{source.id}`"
            yield _problem(source.place, message, "Refer to it, or remove it.")


def _problem(place: Place, message: str, hint: str, level: Level = Level.WARNING) -> Problem:
    return Problem(place.path, place.line, place.column, message, hint, level)
