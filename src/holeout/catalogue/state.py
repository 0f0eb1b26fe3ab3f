"""What the index has said so far: kept in the cache, so that an interrupted run goes on where it was."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from holeout import jsontext
from holeout.files import write_atomically

if TYPE_CHECKING:
    from pathlib import Path

FRESH = 20 * 3600.0
"""Seconds; so long an answer is not asked for again."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the index says of one package. `latest` is empty where it has none, and `problem` says why."""

    latest: str = ""
    latest_date: str = ""
    licence: str = ""
    exact: bool = False
    """Whether the licence can mean only one."""
    problem: str = ""
    answered: bool = True
    """False where the index could not be reached; then it is asked again."""
    at: float = 0.0
    """When, in seconds since 1970."""


class State:
    """What has been found so far, in one file in the cache; a broken one costs only the asking again.

    With `again` nothing that is there already counts, but it is kept.
    """

    def __init__(self, path: Path, *, again: bool = False) -> None:
        self._path = path
        self._found = self._load()
        self._stale = set(self._found) if again else set()

    def fresh(self, project: str, now: float) -> Found | None:
        """What was found of `project` not long ago."""
        found = self._found.get(project)
        if found is None or project in self._stale or not found.answered:
            return None
        return found if 0 <= now - found.at < FRESH else None

    def keep(self, project: str, found: Found) -> None:
        """Write `found` down at once. A full disk costs the memory, not the run."""
        self._found[project] = found
        self._stale.discard(project)
        data = {name: asdict(each) for name, each in sorted(self._found.items())}
        with suppress(OSError):
            write_atomically(self._path, json.dumps(data), durable=False)

    def _load(self) -> dict[str, Found]:
        data = jsontext.read(self._path)
        entries = data.items() if isinstance(data, dict) else ()
        return {name: Found(**jsontext.fitting(Found, entry)) for name, entry in entries}
