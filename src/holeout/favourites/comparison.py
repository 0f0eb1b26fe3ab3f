"""How people's picks relate to the talk, written out for people and for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from holeout.favourites.export import marked_down

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from holeout.favourites.catalogue import Catalogue
    from holeout.favourites.compare import Comparison
    from holeout.favourites.gathering import Pick

NEW: Final = "Tools that we had not considered"
MOVED: Final = "Ours, but for another stage"
KNOWN: Final = "Also ours"
PITFALLS: Final = "those that people named; where they named none, those for which the talk has the tool"


def to_text(found: Comparison, catalogue: Catalogue) -> str:
    """Plain text for a terminal."""
    return "".join(f"{line}\n" for line in _text(found, catalogue))


def to_markdown(found: Comparison, catalogue: Catalogue) -> str:
    """A document with the counts as tables."""
    lines = ["# What people recommend, beside the talk", *_lists(found, catalogue)]
    lines += _table("Stage", _stage_counts(found, catalogue))
    lines += ["", f"{PITFALLS[0].upper()}{PITFALLS[1:]}:"]
    lines += _table("Pitfall", found.per_pitfall.items())
    return "\n".join(lines) + "\n"


def to_json(found: Comparison, catalogue: Catalogue) -> str:
    """The same as data; tools by key."""
    whole = {
        "new": [_row(pick) for pick in found.new],
        "moved": [{**_row(pick), "stages": list(stages)} for pick, stages in found.moved],
        "known": [_row(pick) for pick in found.known],
        "per_stage": dict(found.per_stage),
        "per_pitfall": dict(found.per_pitfall),
        "alike": [list(keys) for keys in found.alike],
        "not_recommended": [tool.id for key, tool in catalogue.tools.items() if key not in _keys(found)],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


FORMS: Final[Mapping[str, Callable[[Comparison, Catalogue], str]]] = {
    "text": to_text,
    "md": to_markdown,
    "json": to_json,
}


def _text(found: Comparison, catalogue: Catalogue) -> Iterator[str]:
    for title, picks in _groups(found, catalogue):
        yield f"{title} ({len(picks)})"
        yield from (f"  {each}" for each in picks)
        yield ""
    yield "Recommendations per stage"
    width = max((len(name) for name, _ in _stage_counts(found, catalogue)), default=0)
    yield from (f"  {name:<{width}}  {count:>4}" for name, count in _stage_counts(found, catalogue))
    yield ""
    yield f"Per pitfall ({PITFALLS})"
    named = [(pitfall, count) for pitfall, count in found.per_pitfall.items() if count]
    width = max((len(pitfall) for pitfall, _ in named), default=0)
    yield from (f"  {pitfall:<{width}}  {count:>4}" for pitfall, count in named)
    yield f"  none for {len(found.per_pitfall) - len(named)} others"


def _lists(found: Comparison, catalogue: Catalogue) -> Iterator[str]:
    for title, picks in _groups(found, catalogue):
        yield from ("", f"## {title}", "", *(f"- {marked_down(each)}" for each in picks))


def _groups(found: Comparison, catalogue: Catalogue) -> Iterator[tuple[str, list[str]]]:
    moved = [f"{_said(pick)}: {_names(stages, catalogue)}" for pick, stages in found.moved]
    groups = ((NEW, list(map(_said, found.new))), (MOVED, moved), (KNOWN, list(map(_said, found.known))))
    return ((title, picks) for title, picks in groups if picks)


def _table(title: str, counts: Iterable[tuple[str, int]]) -> Iterator[str]:
    yield from ("", f"| {title} | recommendations |", "| --- | ---: |")
    yield from (f"| {marked_down(name)} | {count} |" for name, count in counts)


def _stage_counts(found: Comparison, catalogue: Catalogue) -> list[tuple[str, int]]:
    return [
        (catalogue.stages.get(stage, stage) or "no stage", count) for stage, count in found.per_stage.items()
    ]


def _said(pick: Pick) -> str:
    return f"{pick.name} ({pick.count})" if pick.count > 1 else pick.name


def _names(stages: Iterable[str], catalogue: Catalogue) -> str:
    return ", ".join(catalogue.stages.get(stage, stage) for stage in stages)


def _row(pick: Pick) -> dict[str, Any]:
    return {"key": pick.key, "name": pick.name, "people": pick.count, "link": pick.link}


def _keys(found: Comparison) -> set[str]:
    return {pick.key for pick in (*found.new, *found.known)}
