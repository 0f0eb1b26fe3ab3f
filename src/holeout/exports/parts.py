"""The parts of a handout, in order, and what each holds: the same for every format."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from holeout.deck.blocks import plain
from holeout.exports.addresses import anchor
from holeout.exports.outline import slide_part
from holeout.favourites.catalogue import catalogue_of
from holeout.favourites.export import Collection
from holeout.favourites.merge import merge
from holeout.lifecycle.assess import assess
from holeout.text import clean_line

if TYPE_CHECKING:
    from holeout.exports.handout import Handout
    from holeout.exports.outline import SlidePart
    from holeout.exports.suggestions import BoardCard
    from holeout.favourites.gathering import Pick
    from holeout.lifecycle.assess import Result


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the handout. `entries` are the places in it that the contents name: anchor and title."""

    id: str
    title: str
    entries: tuple[tuple[str, str], ...] = ()


def parts_of(handout: Handout, slides: tuple[SlidePart, ...]) -> tuple[Part, ...]:
    """The parts that `handout` has something for."""
    lifecycle, additions = handout.lifecycle, handout.additions
    titles = tuple((f"slide-{slide.number}", clean_line(plain(slide.title))) for slide in slides)
    stages = tuple((anchor("stage", stage.id), stage.name) for stage in lifecycle.stages.values())
    assessed = additions.team is not None and additions.team.people and lifecycle.questions
    possible = (
        (slides, Part("slides", "Slides and spoken text", titles)),
        (stages, Part("map", "The map")),
        (stages, Part("stages", "The stages and their holes", stages)),
        (additions.favourites and additions.favourites.favourites, Part("favourites", "Favourites")),
        (additions.board, Part("suggestions", "What the room suggested")),
        (assessed, Part("assessment", "How deep is the hole?")),
        (lifecycle.tools, Part("tools", "Tools")),
        (lifecycle.sources, Part("sources", "Sources")),
        (handout.demos, Part("demos", "Demos")),
    )
    return tuple(part for held, part in possible if held)


def slide_parts(handout: Handout, level: int) -> tuple[SlidePart, ...]:
    """The slides, with headings below their titles from `level` on."""
    return tuple(slide_part(slide, level) for slide in handout.slides)


def favourites_of(handout: Handout) -> Collection:
    """One's own favourites, matched to the talk's tools and stages."""
    file = handout.additions.favourites
    return Collection(merge([file] if file else []), catalogue_of(handout.lifecycle), title="Favourites")


def favourite_groups(handout: Handout) -> list[tuple[str, tuple[Pick, ...]]]:
    """The favourites by the name of their stage."""
    return list(favourites_of(handout).stages())


def board_groups(handout: Handout) -> list[tuple[str, list[BoardCard]]]:
    """The room's suggestions by the name of their stage, in the order of the map."""
    stages = handout.lifecycle.stages
    order = {id: number for number, id in enumerate(stages)}
    cards = sorted(handout.additions.board, key=lambda card: (order.get(card.stage, len(order)), card.stage))
    groups = [(id, list(group)) for id, group in groupby(cards, key=lambda card: card.stage)]
    several = len(groups) > 1
    return [
        (stages[id].name if id in stages else group[0].stage_name or ("Elsewhere" if several else ""), group)
        for id, group in groups
    ]


def result_of(handout: Handout) -> Result | None:
    """What the answers come to; None without any."""
    team = handout.additions.team
    return assess(handout.lifecycle, team.lowest()) if team and team.people else None
