"""People's favourites beside the talk's own tools: what had its speaker not considered?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from holeout.favourites.identity import near_duplicates

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holeout.favourites.catalogue import Catalogue
    from holeout.favourites.gathering import Pick


@dataclass(frozen=True, slots=True)
class Comparison:
    """How people's picks relate to the talk. Counts are of people, or of devices where nobody can tell."""

    new: tuple[Pick, ...]
    """Tools that the talk does not name."""
    known: tuple[Pick, ...]
    moved: tuple[tuple[Pick, tuple[str, ...]], ...]
    """Tools that it names, with the stages for which only people recommend them."""
    per_stage: Mapping[str, int]
    """By stage id, all of them; under "" recommendations for no stage that the map has."""
    per_pitfall: Mapping[str, int]
    """By pitfall id, all of them: who named the pitfall, or recommends a tool that the talk names for it."""
    alike: tuple[tuple[str, ...], ...]
    """Keys that may well be one tool."""


def compare(picks: Sequence[Pick], catalogue: Catalogue) -> Comparison:
    """The picks beside the talk's catalogue."""
    known = tuple(pick for pick in picks if pick.known)
    moved = ((pick, _new_stages(pick, catalogue)) for pick in known)
    return Comparison(
        new=tuple(pick for pick in picks if not pick.known),
        known=known,
        moved=tuple((pick, stages) for pick, stages in moved if stages),
        per_stage=_people_per_stage(picks, catalogue),
        per_pitfall=_people_per_pitfall(picks, catalogue),
        alike=near_duplicates(pick.key for pick in picks),
    )


def _new_stages(pick: Pick, catalogue: Catalogue) -> tuple[str, ...]:
    meant = {voice.stage for voice in pick.voices if voice.stage}
    return tuple(stage for stage in catalogue.stages if stage in meant - {*catalogue.tools[pick.key].stages})


def _people_per_stage(picks: Sequence[Pick], catalogue: Catalogue) -> Mapping[str, int]:
    people = {(voice.stage, voice.favourite.actor) for pick in picks for voice in pick.voices}
    return {**dict.fromkeys(catalogue.stages, 0), **Counter(stage for stage, _ in sorted(people))}


def _people_per_pitfall(picks: Sequence[Pick], catalogue: Catalogue) -> Mapping[str, int]:
    people = {
        (pitfall, voice.favourite.actor)
        for pick in picks
        for voice in pick.voices
        for pitfall, keys in catalogue.pitfalls.items()
        if pitfall == voice.favourite.pitfall or (pick.key in keys and not voice.favourite.pitfall)
    }
    return {**dict.fromkeys(catalogue.pitfalls, 0), **Counter(pitfall for pitfall, _ in people)}
