"""Merging favourites of ten people up to ten thousand, beside reading as much JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from benchmarks.inside.timing import rows, side_by_side
from holeout.favourites.fileformat import parse
from holeout.favourites.merge import merge
from holeout.favourites.model import Favourite, FavouritesFile
from holeout.favourites.rendering import render

if TYPE_CHECKING:
    from collections.abc import Sequence

EACH = 10
PEOPLE = (1, 10, 100, 1_000, 10_000)


def person(number: int) -> FavouritesFile:
    """Ten favourites of one person; neighbours share some tools."""
    favourites = tuple(
        Favourite(
            tool=f"pypi:tool-{(number * 3 + place) % 997}",
            stage="data",
            note=f"Saved us {place + 2} days when the files changed under us.",
            tags=("data", "tests"),
        )
        for place in range(EACH)
    )
    return FavouritesFile(favourites, talk="bench", actor=f"{number:026d}", name=f"{number}.favourites.toml")


def report(rounds: int) -> str:
    """The tables: merging alone at each size, then with reading the files."""
    parts = []
    for people in PEOPLE:
        files = [person(number) for number in range(people)]
        parts.append(_merging(files, rounds if people < 1_000 else min(rounds, 3)))
    parts.append(_reading([person(number) for number in range(100)], rounds))
    return "\n\n".join(parts)


def _merging(files: Sequence[FavouritesFile], rounds: int) -> str:
    document = json.dumps([asdict(favourite) for file in files for favourite in file.favourites])
    cases = {"merge": lambda: merge(files), "json.loads": lambda: json.loads(document)}
    return rows(f"{len(files) * EACH:,} favourites, merged", side_by_side(cases, rounds))


def _reading(files: Sequence[FavouritesFile], rounds: int) -> str:
    texts = [render(file) for file in files]
    assert all(parse(text).file is not None for text in texts)
    documents = [json.dumps([asdict(favourite) for favourite in file.favourites]) for file in files]
    cases = {
        "read and check": lambda: [parse(text) for text in texts],
        "json.loads": lambda: [json.loads(document) for document in documents],
    }
    return rows(f"{len(files) * EACH:,} favourites in {len(files)} files, read", side_by_side(cases, rounds))
