"""The cards of a board, kept up to date: a change costs what its card costs, however many others there are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from holeout.room.board import Card, Place, belongs, canonical, card_of, in_order, waits
from holeout.room.suggestion import Standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from holeout.favourites.catalogue import Catalogue
    from holeout.room.store import Change
    from holeout.room.suggestion import Suggestion


class Tally:
    """Every Suggestion of a room, and the cards that they come to, in whatever order they are put."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self.aliases: Mapping[str, str] = {}
        self.suggestions: dict[str, Suggestion] = {}
        self.waiting: dict[str, Suggestion] = {}
        self.hidden: dict[str, Suggestion] = {}
        self._own: defaultdict[str, set[str]] = defaultdict(set)
        self._spoken: defaultdict[str, set[str]] = defaultdict(set)
        self._members: dict[Place, dict[str, Suggestion]] = {}
        self._by_place: dict[Place, Card] = {}
        self._stale: set[Place] = set()
        self._cards: tuple[Card, ...] = ()

    def take(self, change: Change) -> None:
        """Take in what has changed."""
        if change.aliases is not None and change.aliases != self.aliases:
            self._merge(change.aliases)
        if change.whole:
            for suggestion_id in self.suggestions.keys() - change.suggestions.keys():
                self.drop(suggestion_id)
        for suggestion_id in change.suggestions.keys() | change.voices.keys():
            before = self.suggestions.get(suggestion_id)
            after = change.suggestions.get(suggestion_id, before)
            if after is None:
                self.drop(suggestion_id)
                continue
            if not change.whole:
                after = _heard(after, before, change.voices.get(suggestion_id, {}))
            if after != before:
                self.put(after)

    def put(self, suggestion: Suggestion) -> None:
        """Take in one Suggestion that is new, or has changed."""
        before = self.suggestions.get(suggestion.id)
        if before is not None:
            self._take_out(before)
            _discard(self._own, before.actor, before.id)
        self.suggestions[suggestion.id] = suggestion
        self._own[suggestion.actor].add(suggestion.id)
        self._hear(suggestion.id, before.voices if before else frozenset(), suggestion.voices)
        self._sort_in(suggestion)

    def drop(self, suggestion_id: str) -> None:
        """Forget a Suggestion."""
        before = self.suggestions.pop(suggestion_id, None)
        if before is not None:
            self._take_out(before)
            _discard(self._own, before.actor, suggestion_id)
            self._hear(suggestion_id, before.voices, frozenset())

    def _merge(self, aliases: Mapping[str, str]) -> None:
        known = list(self.suggestions.values())
        for suggestion in known:
            self._take_out(suggestion)
        self.aliases = aliases
        for suggestion in known:
            self._sort_in(suggestion)

    @property
    def is_stale(self) -> bool:
        """Whether the cards have changed since they were last asked for."""
        return bool(self._stale)

    @property
    def cards(self) -> tuple[Card, ...]:
        """All cards, in the board's order."""
        if self._stale:
            for place in self._stale:
                self._renew(place)
            self._stale.clear()
            self._cards = in_order(self._by_place.values(), self._catalogue)
        return self._cards

    def card_with(self, suggestion_id: str) -> Card | None:
        """The card, as last made, on which a Suggestion counts."""
        found = self.suggestions.get(suggestion_id)
        return self._by_place.get(self.place(found)) if found is not None else None

    def beside(self, suggestion_id: str) -> tuple[Suggestion, ...]:
        """All Suggestions of the card on which one counts; that one alone if it counts on none."""
        found = self.suggestions.get(suggestion_id)
        if found is None:
            return ()
        members = self._members.get(self.place(found), {})
        return tuple(members.values()) if suggestion_id in members else (found,)

    def own(self, actor: str) -> Iterator[Suggestion]:
        """What `actor` has suggested, withdrawn or not."""
        return (self.suggestions[one] for one in self._own.get(actor, ()))

    def count_of(self, actor: str) -> int:
        """How many suggestions of `actor` are kept."""
        return len(self._own.get(actor, ()))

    def agreed(self, actor: str) -> Iterator[Suggestion]:
        """What `actor` has said "me too" to."""
        return (self.suggestions[one] for one in self._spoken.get(actor, ()))

    def place(self, suggestion: Suggestion) -> Place:
        """Where the card of `suggestion` is, or would be."""
        return Place(suggestion.stage, canonical(suggestion.tool, self.aliases))

    def _sort_in(self, suggestion: Suggestion) -> None:
        if belongs(suggestion):
            place = self.place(suggestion)
            self._members.setdefault(place, {})[suggestion.id] = suggestion
            self._stale.add(place)
        if waits(suggestion):
            self.waiting[suggestion.id] = suggestion
        if suggestion.standing is Standing.HIDDEN:
            self.hidden[suggestion.id] = suggestion

    def _take_out(self, suggestion: Suggestion) -> None:
        self.waiting.pop(suggestion.id, None)
        self.hidden.pop(suggestion.id, None)
        place = self.place(suggestion)
        if self._members.get(place, {}).pop(suggestion.id, None):
            self._stale.add(place)

    def _hear(self, suggestion_id: str, before: frozenset[str], after: frozenset[str]) -> None:
        if before != after:
            for actor in after - before:
                self._spoken[actor].add(suggestion_id)
            for actor in before - after:
                _discard(self._spoken, actor, suggestion_id)

    def _renew(self, place: Place) -> None:
        if members := self._members.get(place):
            self._by_place[place] = card_of(place, members.values(), self._catalogue)
        else:
            self._by_place.pop(place, None)
            self._members.pop(place, None)


def _heard(after: Suggestion, before: Suggestion | None, heard: Mapping[str, bool]) -> Suggestion:
    voices = before.voices if before else frozenset()
    if heard:
        spoken = {actor for actor, there in heard.items() if there}
        voices = (voices | spoken) - (heard.keys() - spoken)
    return after if voices == after.voices else replace(after, voices=voices)


def _discard(index: dict[str, set[str]], actor: str, suggestion_id: str) -> None:
    kept = index[actor]
    kept.discard(suggestion_id)
    if not kept:
        del index[actor]
