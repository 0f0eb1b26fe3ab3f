"""Merging: any files, in any order, any number of times, give the same result.

The state of a file maps each Slot (a person and a tool) to an Entry. Entries are totally ordered, and joining keeps
the larger one per Slot, which makes states a join semilattice: a state-based CRDT (Shapiro et al. 2011) whose
clock is the seal's generations.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from holeout.favourites.identity import tool_key
from holeout.favourites.model import Favourite, FavouritesFile, Mark, Slot
from holeout.favourites.seal import canonical, content, digest, generation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Entry:
    """What a person says of a tool, and how often they have changed it. No favourite: they have removed it."""

    generation: int
    favourite: Favourite | None = field(default=None, compare=False)
    digest: str = ""
    body: str = field(default="", repr=False)

    @property
    def rank(self) -> tuple[int, str, str, str]:
        """What decides. In one generation a change beats a removal, which has no date and no digest; then the later
        date wins, then chance that all share."""
        return self.generation, self.updated, self.digest, self.body

    @property
    def updated(self) -> str:
        """The date that its writer gave it, or nothing."""
        return self.favourite.updated if self.favourite else ""


State = Mapping[Slot, Entry]


@dataclass(frozen=True, slots=True)
class Clash:
    """Two versions of one entry with nothing to say which came first: changed on two machines, or never sealed."""

    slot: Slot
    kept: Entry
    others: tuple[tuple[Entry, tuple[str, ...]], ...]
    """With the names of the files that hold them."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What several files say together."""

    state: State = field(default_factory=dict)
    sources: Mapping[Slot, tuple[str, ...]] = field(default_factory=dict)
    """The names of the files that hold the kept version."""
    clashes: tuple[Clash, ...] = ()
    talks: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def favourites(self) -> tuple[Favourite, ...]:
        """All that is recommended, by tool and then person; each says whose it is."""
        alive = ((slot, entry.favourite) for slot, entry in self.state.items() if entry.favourite)
        return tuple(
            favourite for _, favourite in sorted(alive, key=lambda pair: (pair[0].key, pair[0].actor))
        )


def state_of(file: FavouritesFile) -> State:
    """What one file says: a function of its content alone."""
    owner = file.actor or _nobody(file)
    marks = {Slot(slot.actor or owner, slot.key): mark for slot, mark in file.seal.items()}
    state = {slot: Entry(generation(mark, "")) for slot, mark in marks.items()}
    for favourite in file.favourites:
        owned = _owned(favourite, file, owner)
        slot = Slot(owned.actor, tool_key(owned.tool))
        now = digest(owned)
        body = canonical(content(owned))
        state[slot] = Entry(generation(marks.get(slot), now), owned, now, body)
    return state


def slot_of(favourite: Favourite, file: FavouritesFile) -> Slot:
    """The slot that an entry of `file` fills."""
    return Slot(favourite.actor or file.actor or _nobody(file), tool_key(favourite.tool))


def join(*states: State) -> State:
    """The least state that is at least each of `states`."""
    joined: dict[Slot, Entry] = {}
    for state in states:
        for slot, entry in state.items():
            if slot not in joined or entry.rank > joined[slot].rank:
                joined[slot] = entry
    return joined


def merge(files: Iterable[FavouritesFile]) -> Merged:
    """All files together, with where each entry came from and what could not be decided by age."""
    read = [(file, state_of(file)) for file in files]
    state = join(*(one for _, one in read))
    versions: defaultdict[Slot, list[tuple[str, Entry]]] = defaultdict(list)
    for file, one in read:
        for slot, entry in one.items():
            versions[slot].append((file.name, entry))
    return Merged(
        state,
        {slot: _holders(entry, versions[slot]) for slot, entry in state.items()},
        tuple(clash for slot in sorted(state) if (clash := _clash(slot, state[slot], versions[slot]))),
        tuple(sorted({file.talk for file, _ in read if file.talk})),
        _extras([file for file, _ in read]),
    )


def as_file(merged: Merged) -> FavouritesFile:
    """What was merged as one file: a person's own, if it is all theirs; else each entry says whose it is."""
    actors = {slot.actor for slot in merged.state}
    owner = next(iter(actors)) if len(actors) == 1 else ""
    favourites = merged.favourites
    shared = _shared(favourites) if owner else {}
    dropped: dict[str, Any] = dict.fromkeys(["actor", *shared] if owner else [], "")
    return FavouritesFile(
        tuple(replace(favourite, line=0, **dropped) for favourite in favourites),
        talk=merged.talks[0] if len(merged.talks) == 1 else "",
        actor=owner,
        seal=marks(merged.state, owner),
        extra=merged.extra,
        **shared,
    )


def marks(state: State, owner: str = "") -> Mapping[Slot, Mark]:
    """The seal of `state`, with the owner's slots under no name."""
    return {
        Slot("" if slot.actor == owner else slot.actor, slot.key): Mark(entry.generation, entry.digest)
        for slot, entry in sorted(state.items())
    }


def _shared(favourites: Sequence[Favourite]) -> dict[str, str]:
    """What all entries say alike, so that the file can say it once."""
    said = {name: {getattr(favourite, name) for favourite in favourites} for name in ("by", "updated")}
    return {name: values.pop() for name, values in said.items() if len(values) == 1}


def _owned(favourite: Favourite, file: FavouritesFile, owner: str) -> Favourite:
    if favourite.actor not in {"", owner}:
        return favourite
    return replace(
        favourite, actor=owner, by=favourite.by or file.by, updated=favourite.updated or file.updated
    )


def _nobody(file: FavouritesFile) -> str:
    """A name for who wrote a file that names nobody: the same for copies of it, whatever they are called."""
    said = sorted(canonical(content(favourite)) for favourite in file.favourites if not favourite.actor)
    return f"anon{hashlib.sha256(canonical(said).encode()).hexdigest()[:12]}"


def _holders(kept: Entry, versions: Sequence[tuple[str, Entry]]) -> tuple[str, ...]:
    return tuple(sorted({name for name, entry in versions if entry == kept and name}))


def _clash(slot: Slot, kept: Entry, versions: Sequence[tuple[str, Entry]]) -> Clash | None:
    rivals = {entry.digest: entry for _, entry in versions if entry.generation == kept.generation}
    others = [rivals[digest] for digest in sorted(rivals) if digest != kept.digest]
    return (
        Clash(slot, kept, tuple((entry, _holders(entry, versions)) for entry in others)) if others else None
    )


def _extras(files: Sequence[FavouritesFile]) -> Mapping[str, Any]:
    """The unknown keys of all files; of two values the larger text, so that the order of files is nothing."""
    found: dict[str, Any] = {}
    for file in files:
        for key, value in file.extra.items():
            if key not in found or canonical(value) > canonical(found[key]):
                found[key] = value
    return dict(sorted(found.items()))
