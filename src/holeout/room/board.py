"""What a room shows of its suggestions: one card for each tool at each stage. Pure.

Suggestions of one tool for one stage are one card, by the tool's key and by what the speaker has merged. A
device has one voice on a card, however often it speaks. A withdrawal takes back a person's words and voice;
what others said stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import nlargest, nsmallest
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from holeout.favourites.identity import near_duplicates, short_name
from holeout.room.suggestion import Standing, Suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from holeout.favourites.catalogue import Catalogue

MAX_CARDS = 100
"""Cards on a public board; the ones with most voices. An export has all."""
MAX_WHYS = 3
"""Reasons on a card of the public board."""
MAX_QUEUE = 50
"""Suggestions that the speaker is shown at a time for each of: waiting, hidden."""

# In Python 3.11 to look up a member of an enum takes nine times as long as to look up a name.
_SHOWN, _PINNED = Standing.SHOWN, Standing.PINNED


class Place(NamedTuple):
    """Where on a board a card is: a stage's id, or nothing, and a tool's key."""

    stage: str
    tool: str


@dataclass(frozen=True, slots=True)
class Card:
    """A tool at a stage. `voices` counts devices; `lead` is the Suggestion to which a new voice is given.

    `whys` are the first few reasons, each once: those of pinned Suggestions, then the oldest.
    """

    stage: str
    tool: str
    name: str
    voices: int
    lead: str
    pinned: bool
    thanked: bool
    created: int
    whys: tuple[str, ...]

    @property
    def place(self) -> Place:
        """Where on the board it is."""
        return Place(self.stage, self.tool)


def canonical(tool: str, aliases: Mapping[str, str]) -> str:
    """The tool that `tool` is taken for. Where two speakers merged in a circle, its least key stands for all."""
    trail = [tool]
    while (target := aliases.get(trail[-1])) is not None:
        if target in trail:
            return min(trail[trail.index(target) :])
        trail.append(target)
    return trail[-1]


def belongs(suggestion: Suggestion) -> bool:
    """Whether `suggestion` counts on a card: its words are shown, or others have agreed before it was withdrawn."""
    standing = suggestion.standing
    return standing.visible or (standing is Standing.WITHDRAWN and bool(suggestion.voices))


def waits(suggestion: Suggestion) -> bool:
    """Whether the speaker has still to look at `suggestion`."""
    standing = suggestion.standing
    return standing is Standing.PENDING or (standing is Standing.SHOWN and not suggestion.reviewed)


def card_of(place: Place, members: Iterable[Suggestion], catalogue: Catalogue) -> Card:
    """The card at `place` of the Suggestions that belong there, of which there is at least one."""
    known = catalogue.tools.get(place.tool)
    everybody = sorted(members, key=_age)
    pinned = [item for item in everybody if item.standing is _PINNED]
    shown = pinned + [item for item in everybody if item.standing is _SHOWN]
    voices = {item.actor for item in shown}.union(*(item.voices for item in everybody if item.voices))
    own_name = next(
        (item.name for item in shown if item.tool == place.tool),
        shown[0].name if shown else short_name(place.tool),
    )
    return Card(
        stage=place.stage,
        tool=place.tool,
        name=known.name if known else own_name,
        voices=len(voices),
        lead=(shown or everybody)[0].id,
        pinned=bool(pinned),
        thanked=any(item.thanked for item in shown),
        created=everybody[0].created,
        whys=_first_whys(shown),
    )


def in_order(found: Iterable[Card], catalogue: Catalogue) -> tuple[Card, ...]:
    """Cards by stage in the talk's order, then pinned ones, most voices, oldest."""
    order = {stage: number for number, stage in enumerate(catalogue.stages)}
    last = len(order)
    return tuple(
        sorted(
            found,
            key=lambda card: (order.get(card.stage, last), card.stage, *_importance(card), card.tool),
        )
    )


def foremost(all_cards: Sequence[Card]) -> tuple[Card, ...]:
    """The cards that a board shows, of all in order."""
    if len(all_cards) <= MAX_CARDS:
        return tuple(all_cards)
    chosen = set(map(id, nsmallest(MAX_CARDS, all_cards, key=_importance)))
    return tuple(card for card in all_cards if id(card) in chosen)


def public_board(
    all_cards: Sequence[Card], shown: Sequence[Card], catalogue: Catalogue, talking: Card | None = None
) -> dict[str, Any]:
    """What everybody gets, as plain data: the stages that have cards, in order, and how many voices there are.

    `shown` are the foremost of all cards, `talking` the one that the speaker talks about.
    """
    stages: dict[str, list[dict[str, Any]]] = {}
    for card in shown:
        stages.setdefault(card.stage, []).append(_plain(card, talking=card == talking))
    return {
        "cards": len(all_cards),
        "voices": sum(card.voices for card in all_cards),
        "stages": [
            {"id": stage, "name": catalogue.stages.get(stage, stage), "cards": entries}
            for stage, entries in stages.items()
        ],
    }


def change_of(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """What makes `after` of `before`, two public boards: `after`, but for cards that `before` has.

    Such a card is its number in `before`, counted over all stages from 0, or `[number, voices]`.
    """
    known = {card["id"]: (number, card) for number, card in enumerate(_all_cards(before))}
    return {
        **after,
        "stages": [_with_cards(stage, lambda card: _told(card, known)) for stage in after["stages"]],
    }


def changed(before: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    """The board that `change_of` was made for. Raises KeyError, IndexError or TypeError for one of another board."""
    known = _all_cards(before)
    return {
        **change,
        "stages": [_with_cards(stage, lambda card: _untold(card, known)) for stage in change["stages"]],
    }


def speakers_part(
    all_cards: Sequence[Card],
    waiting: Collection[Suggestion],
    hidden: Collection[Suggestion],
    catalogue: Catalogue,
) -> dict[str, Any]:
    """What only the speaker gets: what is to be reviewed, what is hidden, and cards that may be one tool."""
    return {
        "waiting": len(waiting),
        "queue": [_entry(item, catalogue) for item in nsmallest(MAX_QUEUE, waiting, key=_age)],
        "hidden": [_entry(item, catalogue) for item in nlargest(MAX_QUEUE, hidden, key=_age)],
        "alike": [list(group) for group in near_duplicates({card.tool for card in all_cards})[:MAX_QUEUE]],
    }


def newest_first(suggestions: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    """Those that were not withdrawn, newest first."""
    kept = (item for item in suggestions if item.standing is not Standing.WITHDRAWN)
    return tuple(sorted(kept, key=_age, reverse=True))


def _all_cards(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [card for stage in found["stages"] for card in stage["cards"]]


def _with_cards(stage: Mapping[str, Any], made: Callable[[Any], Any]) -> dict[str, Any]:
    return {**stage, "cards": [made(card) for card in stage["cards"]]}


def _told(card: dict[str, Any], known: Mapping[str, tuple[int, dict[str, Any]]]) -> Any:
    number, before = known.get(card["id"], (-1, {}))
    if before == card:
        return number
    return [number, card["voices"]] if {**before, "voices": card["voices"]} == card else card


def _untold(told: Any, known: Sequence[dict[str, Any]]) -> dict[str, Any]:
    if isinstance(told, int):
        return known[told]
    return {**known[told[0]], "voices": told[1]} if isinstance(told, list) else told


def _first_whys(shown: Iterable[Suggestion]) -> tuple[str, ...]:
    whys: dict[str, None] = {}
    for item in shown:
        if item.why:
            whys[item.why] = None
            if len(whys) == MAX_WHYS:
                break
    return tuple(whys)


def _plain(card: Card, *, talking: bool) -> dict[str, Any]:
    return {
        "id": card.lead,
        "tool": card.tool,
        "name": card.name,
        "voices": card.voices,
        "pinned": card.pinned,
        "thanked": card.thanked,
        "talking": talking,
        "whys": list(card.whys),
    }


def _entry(item: Suggestion, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "id": item.id,
        "tool": item.tool,
        "name": item.name,
        "stage": item.stage,
        "stage_name": catalogue.stages.get(item.stage, item.stage),
        "why": item.why,
        "standing": item.standing.value,
        "created": item.created,
    }


def _importance(card: Card) -> tuple[bool, int, int]:
    return (not card.pinned, -card.voices, card.created)


_age: Callable[[Suggestion], tuple[int, str]] = attrgetter("created", "id")
