"""What a room shows of its suggestions: one card for each tool at each stage. Pure.

Suggestions of one tool for one stage are one card, by the tool's key and by what the speaker has merged. A
device has one voice on a card, however often it speaks. A withdrawal takes back a person's words and voice;
what others said stays.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from holeout.favourites.identity import near_duplicates, short_name
from holeout.room.suggestion import Standing, Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from holeout.favourites.catalogue import Catalogue

MAX_CARDS = 100
"""Cards on a public board; the ones with most voices. An export has all."""
MAX_WHYS = 3
"""Reasons on a card of the public board."""
MAX_QUEUE = 50
"""Suggestions that the speaker is shown at a time for each of: waiting, hidden."""


@dataclass(frozen=True, slots=True)
class Card:
    """A tool at a stage. `voices` counts devices; `lead` is the Suggestion to which a new voice is given.

    `suggestions` are those whose words are shown, pinned ones first, then oldest first.
    """

    stage: str
    tool: str
    name: str
    voices: int
    lead: str
    pinned: bool
    thanked: bool
    created: int
    suggestions: tuple[Suggestion, ...]

    @property
    def whys(self) -> tuple[str, ...]:
        """Each reason once."""
        return tuple(dict.fromkeys(item.why for item in self.suggestions if item.why))


def canonical(tool: str, aliases: Mapping[str, str]) -> str:
    """The tool that `tool` is taken for. Where two speakers merged in a circle, its least key stands for all."""
    trail = [tool]
    while (target := aliases.get(trail[-1])) is not None:
        if target in trail:
            return min(trail[trail.index(target) :])
        trail.append(target)
    return trail[-1]


def cards(
    suggestions: Iterable[Suggestion], aliases: Mapping[str, str], catalogue: Catalogue
) -> tuple[Card, ...]:
    """All cards: by stage in the talk's order, then pinned ones, most voices, oldest."""
    groups: defaultdict[tuple[str, str], list[Suggestion]] = defaultdict(list)
    for suggestion in suggestions:
        if suggestion.standing.visible or (suggestion.standing is Standing.WITHDRAWN and suggestion.voices):
            groups[suggestion.stage, canonical(suggestion.tool, aliases)].append(suggestion)
    order = {stage: number for number, stage in enumerate(catalogue.stages)}
    made = [_card(stage, tool, members, catalogue) for (stage, tool), members in groups.items()]
    return tuple(
        sorted(
            made,
            key=lambda card: (order.get(card.stage, len(order)), card.stage, *_importance(card), card.tool),
        )
    )


def public_board(all_cards: Sequence[Card], catalogue: Catalogue) -> dict[str, Any]:
    """What everybody gets, as plain data: the stages that have cards, in order, and how many voices there are."""
    chosen = set(map(id, sorted(all_cards, key=_importance)[:MAX_CARDS]))
    stages: dict[str, list[dict[str, Any]]] = {}
    for card in all_cards:
        if id(card) in chosen:
            stages.setdefault(card.stage, []).append(_plain(card))
    return {
        "cards": len(all_cards),
        "voices": sum(card.voices for card in all_cards),
        "stages": [
            {"id": stage, "name": catalogue.stages.get(stage, stage), "cards": entries}
            for stage, entries in stages.items()
        ],
    }


def moderators_board(
    all_cards: Sequence[Card], suggestions: Iterable[Suggestion], catalogue: Catalogue
) -> dict[str, Any]:
    """The public board, and what waits for the speaker: to review, hidden, and cards that may be one tool."""
    known = list(suggestions)
    waiting = [item for item in known if _waits(item)]
    hidden = [item for item in known if item.standing is Standing.HIDDEN]
    return public_board(all_cards, catalogue) | {
        "waiting": len(waiting),
        "queue": [_entry(item) for item in sorted(waiting, key=_age)[:MAX_QUEUE]],
        "hidden": [_entry(item) for item in sorted(hidden, key=_age, reverse=True)[:MAX_QUEUE]],
        "alike": [list(group) for group in near_duplicates({card.tool for card in all_cards})[:MAX_QUEUE]],
    }


def newest_first(suggestions: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    """Those that were not withdrawn, newest first."""
    kept = (item for item in suggestions if item.standing is not Standing.WITHDRAWN)
    return tuple(sorted(kept, key=_age, reverse=True))


def has_voice(card: Card, actor: str, suggestions: Mapping[str, Suggestion]) -> bool:
    """Whether `actor` is already counted on the lead Suggestion of `card`."""
    lead = suggestions.get(card.lead)
    return lead is not None and (actor in lead.voices or actor == lead.actor)


def _card(stage: str, tool: str, members: list[Suggestion], catalogue: Catalogue) -> Card:
    shown = sorted(
        (item for item in members if item.standing.visible),
        key=lambda item: (item.standing is not Standing.PINNED, *_age(item)),
    )
    voices = {actor for item in members for actor in item.voices} | {item.actor for item in shown}
    known = catalogue.tools.get(tool)
    own_name = next(
        (item.name for item in shown if item.tool == tool), shown[0].name if shown else short_name(tool)
    )
    return Card(
        stage=stage,
        tool=tool,
        name=known.name if known else own_name,
        voices=len(voices),
        lead=(shown or sorted(members, key=_age))[0].id,
        pinned=any(item.standing is Standing.PINNED for item in members),
        thanked=any(item.thanked for item in shown),
        created=min(item.created for item in members),
        suggestions=tuple(shown),
    )


def _plain(card: Card) -> dict[str, Any]:
    return {
        "id": card.lead,
        "tool": card.tool,
        "name": card.name,
        "voices": card.voices,
        "pinned": card.pinned,
        "thanked": card.thanked,
        "whys": list(card.whys[:MAX_WHYS]),
    }


def _entry(item: Suggestion) -> dict[str, Any]:
    return {
        "id": item.id,
        "tool": item.tool,
        "name": item.name,
        "stage": item.stage,
        "why": item.why,
        "standing": item.standing.value,
        "created": item.created,
    }


def _waits(item: Suggestion) -> bool:
    return item.standing is Standing.PENDING or (item.standing is Standing.SHOWN and not item.reviewed)


def _importance(card: Card) -> tuple[bool, int, int]:
    return (not card.pinned, -card.voices, card.created)


def _age(item: Suggestion) -> tuple[int, str]:
    return (item.created, item.id)
