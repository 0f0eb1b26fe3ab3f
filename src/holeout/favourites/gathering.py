"""What several people's favourites come to: per tool, who recommends it and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from holeout.favourites.identity import link_of, resolve, same_tools, short_name
from holeout.favourites.model import Slot

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from holeout.favourites.catalogue import Catalogue
    from holeout.favourites.merge import Merged
    from holeout.favourites.model import Favourite


@dataclass(frozen=True, slots=True)
class Voice:
    """One person's word for a tool. `stage` is an id of the map, or empty; `sources` are names of files."""

    favourite: Favourite
    stage: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pick:
    """A tool and everyone who recommends it, by whichever name."""

    key: str
    name: str
    link: str
    voices: tuple[Voice, ...]
    known: bool = False
    """Whether the talk names it as well."""

    @property
    def count(self) -> int:
        """How many people recommend it."""
        return len({voice.favourite.actor for voice in self.voices})


def gather(merged: Merged, catalogue: Catalogue) -> tuple[Pick, ...]:
    """One Pick per tool, the most recommended first.

    Two names of one tool that the talk knows are one tool, and so are a package and its repository; see same_tools.
    """
    voices: dict[str, list[Voice]] = {}
    recommended = [entry.favourite.tool for entry in merged.state.values() if entry.favourite]
    same = same_tools({resolve(tool, catalogue.aliases) for tool in recommended}, catalogue.tools)
    for slot, entry in sorted(merged.state.items()):
        if entry.favourite:
            key = resolve(entry.favourite.tool, catalogue.aliases)
            key = same.get(key, key)
            stage = catalogue.stage(entry.favourite.stage) if catalogue.stages else entry.favourite.stage
            sources = merged.sources.get(Slot(*slot), ())
            voices.setdefault(key, []).append(Voice(entry.favourite, stage, sources))
    picks = [_pick(key, tuple(said), catalogue) for key, said in voices.items()]
    return tuple(sorted(picks, key=_most_recommended))


def by_stage(picks: Iterable[Pick], catalogue: Catalogue) -> Mapping[str, tuple[Pick, ...]]:
    """The picks under each stage that has any, in the order of the map; under "" those for no stage that it has.

    A tool recommended for two stages stands under both, each time with those who meant that stage.
    """
    picks = tuple(picks)
    named = sorted({voice.stage for pick in picks for voice in pick.voices if voice.stage})
    order = dict.fromkeys([*catalogue.stages, *named, ""])
    split = {stage: tuple(part for pick in picks if (part := _for_stage(pick, stage))) for stage in order}
    return {stage: tuple(sorted(found, key=_most_recommended)) for stage, found in split.items() if found}


def _for_stage(pick: Pick, stage: str) -> Pick | None:
    voices = tuple(voice for voice in pick.voices if voice.stage == stage)
    return replace(pick, voices=voices) if voices else None


def _most_recommended(pick: Pick) -> tuple[int, str, str]:
    return -pick.count, pick.name.casefold(), pick.key


def _pick(key: str, voices: tuple[Voice, ...], catalogue: Catalogue) -> Pick:
    known = catalogue.tools.get(key)
    said = [voice.favourite for voice in voices]
    name = known.name if known else _commonest(each.name or _called(each, key) for each in said)
    link = (known.link if known else "") or link_of(key) or _commonest(each.url for each in said if each.url)
    return Pick(key, name, link, voices, known is not None)


def _called(favourite: Favourite, key: str) -> str:
    plain = "://" not in favourite.tool and not favourite.tool.startswith(("pkg:", "git@"))
    return favourite.tool if plain else short_name(key)


def _commonest(texts: Iterable[str]) -> str:
    counts = Counter(texts)
    return min(counts, key=lambda text: (-counts[text], text), default="")
