"""A source's row and page, and an incident's page: what a claim rests on, and how well that was checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.layout.entries import GAP, Entry, heading, labelled, prose, row, subheading
from holeout.layout.styled import MUTED, Piece, Role, Style
from holeout.layout.target import Target
from holeout.lifecycle.cite import address_of, short_cite
from holeout.lifecycle.model import Checked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from holeout.layout.slide_links import SlideLink
    from holeout.lifecycle.model import Claim, Incident, Lifecycle, Source

CHECKED_WORDS = {
    Checked.READ: "read",
    Checked.QUOTED: "quoted by a text we read",
    Checked.RECORD: "record matched, not read",
    Checked.MEMORY: "not checked",
}
AFTER = "after the talk"


def source_row(lifecycle: Lifecycle, source: Source) -> Entry:
    """A source to choose: how well it was checked, and whether it is younger than the talk."""
    place = source.identifier or source.url
    late = "" if lifecycle.known_at_talk(source) else AFTER
    note = " · ".join(part for part in (place, CHECKED_WORDS[source.checked], late) if part)
    return row([Piece("§ ", MUTED), Piece(source.cite)], (), note, Target("source", source.id))


def source_rows(lifecycle: Lifecycle, ids: Sequence[str]) -> list[Entry]:
    """A part of a page with the sources of these ids; nothing where there is none."""
    known = [lifecycle.sources[id] for id in ids if id in lifecycle.sources]
    return [subheading("Sources"), *(source_row(lifecycle, source) for source in known)] if known else []


def source_page(lifecycle: Lifecycle, source: Source, slides: Sequence[SlideLink] = ()) -> list[Entry]:
    """The source, what we take from it with all caution, and everything that rests on it."""
    checked = f"{CHECKED_WORDS[source.checked]}. {source.note}".strip(" .") + "."
    late = "" if lifecycle.known_at_talk(source) else AFTER
    entries = [heading(source.cite, late), labelled("checked", checked)]
    if source.public_since:
        entries.append(labelled("public", f"since {source.public_since}"))
    if address := address_of(source):
        entries.append(labelled("address", address, Target("url", address)))
    claims = [claim for claim in lifecycle.claims.values() if source.id in claim.sources]
    if claims:
        entries += [subheading("What we take from it"), *map(_claim, claims)]
    if users := [*_users(lifecycle, source), *map(_slide_row, slides)]:
        entries += [subheading("What rests on it"), *users]
    return entries


def slide_sources_page(lifecycle: Lifecycle, title: str, ids: Sequence[str]) -> list[Entry]:
    """The sources that a slide names, each with what we took from it."""
    known = [lifecycle.sources[id] for id in ids if id in lifecycle.sources]
    entries = [heading(title, "where this is from")]
    for source in known:
        claims = [claim for claim in lifecycle.claims.values() if source.id in claim.sources]
        entries += [GAP, source_row(lifecycle, source), *map(_claim, claims)]
    return entries if known else [*entries, GAP, prose("This slide names no source.", MUTED)]


def _claim(claim: Claim) -> Entry:
    said = f"confidence {claim.confidence}. " if claim.confidence else ""
    return row([Piece("· ", MUTED), Piece(claim.text)], (), f"{said}{claim.caution}".strip())


def _users(lifecycle: Lifecycle, source: Source) -> Iterator[Entry]:
    for stage in lifecycle.stages.values():
        if source.id in stage.sources:
            yield labelled("stage", stage.name, Target("stage", stage.id))
    for pitfall in lifecycle.pitfalls.values():
        if source.id in pitfall.sources:
            yield labelled("pitfall", pitfall.title, Target("pitfall", pitfall.id))
    for incident in lifecycle.incidents.values():
        if source.id in incident.sources:
            yield labelled("incident", incident.title, Target("incident", incident.id))


def _slide_row(slide: SlideLink) -> Entry:
    return labelled("slide", f"{slide.index + 1} {slide.title}", Target("slide", str(slide.index)))


def incident_page(lifecycle: Lifecycle, incident: Incident) -> list[Entry]:
    """What happened, the holes that it fell into, and who says so."""
    entries = [heading(incident.title, era_words(incident)), prose(incident.text), GAP]
    entries += [
        labelled("pitfall", pitfall.title, Target("pitfall", pitfall.id))
        for pitfall in lifecycle.pitfalls.values()
        if pitfall.incident == incident.id
    ]
    return entries + source_rows(lifecycle, incident.sources)


def incident_row(lifecycle: Lifecycle, incident: Incident) -> Entry:
    """What happened, with the short names of who says so; it opens the incident's page."""
    cites = [short_cite(lifecycle.sources[id]) for id in incident.sources if id in lifecycle.sources]
    era = era_words(incident)
    return row(
        [Piece("! ", Style(Role.BAD, bold=True)), Piece(incident.title, Style(bold=True))],
        [Piece(era, Style(Role.WARN))] if era else (),
        f"{incident.text}\n§ {' · '.join(cites)}" if cites else incident.text,
        Target("incident", incident.id),
    )


def era_words(incident: Incident) -> str:
    """When it was, where that is not before the talk."""
    return "" if incident.era == "before" else incident.era
