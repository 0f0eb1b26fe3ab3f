"""People's answers on disk: one's own file, replaced whole after every answer, and teammates' files.

No Textual here: `holeout assess --show` reads the same files without a screen.
"""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from holeout import jsontext
from holeout.favourites.store import actor_for
from holeout.files import locked, told, write_atomically
from holeout.folders import data_folder
from holeout.lifecycle.answers import Answer, Assessment, Reply, Team, merge
from holeout.lifecycle.saved import VERSION, from_dict, to_dict
from holeout.problems import HoleoutError
from holeout.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from holeout.problems import Problem

SUFFIX: Final = ".assessment.json"
_LARGEST: Final = 8 * 1024 * 1024
"""Bytes; ten years of a person's snapshots stay far below."""
_LOCK_WAIT: Final = 3.0
"""Seconds; a change takes milliseconds, so a longer wait means that another program hangs."""
_TICK: Final = timedelta(milliseconds=1)


class BrokenFileError(HoleoutError):
    """The file is no assessment, or not whole."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says: its people, and what of it could not be read."""

    team: Team
    problems: tuple[Problem, ...] = ()


def own_path(talk: str) -> Path:
    """Where a person's answers for the talk with this slug are."""
    return data_folder() / f"{talk}{SUFFIX}"


def read_file(path: Path) -> Reading:
    """What the file at `path` says.

    People without an `actor` get one that follows from what they said, so that two such files stay two voices.
    Raises BrokenFileError when it is no assessment, HoleoutError when it cannot be read or is a later version's.
    """
    data = _parsed(path)
    try:
        team, problems = from_dict(data, str(path))
    except HoleoutError as error:
        raise error if _is_newer(data) else BrokenFileError(error.message, error.hint) from error
    return Reading(_with_actors(team), tuple(problems))


def open_store(talk: str, now: Callable[[], float] = time.time) -> AssessmentStore:
    """The person's own answers for the talk with this slug. `now` gives seconds since 1970."""
    # Another pseudonym than in one's favourites: those are shared freely, answers are not.
    return AssessmentStore(own_path(talk), talk, lambda: actor_for(f"{talk}/assessment"), now)


class AssessmentStore:
    """One person's answers about one talk, in their file at `path`.

    Each change reads the file, changes it and replaces it under a lock, so that two running programs lose
    nothing and every answer is on disk before the next key. A broken file is moved aside, never overwritten.
    """

    def __init__(self, path: Path, talk: str, actor: Callable[[], str], now: Callable[[], float]) -> None:
        self.path = path
        self._talk = talk
        self._actor = actor
        self._now = now
        self.aside: Path | None = None
        """Where a file was put that could not be read whole, once that has happened."""

    @property
    def today(self) -> str:
        """The ISO date of now, UTC."""
        return self._moment()[:10]

    def load(self) -> Assessment:
        """One's answers; none without a file. Raises HoleoutError when the file cannot be used."""
        return self._mine(self._read().team)

    def record(self, question: str, answer: Answer, reason: str = "") -> Assessment:
        """Write one answer down, and give back all of them. Raises HoleoutError when nothing was written."""
        with told(self.path), locked(self.path, _LOCK_WAIT):
            reading = self._readable()
            mine = self._mine(reading.team)
            at = self._moment()
            before = mine.answers.get(question, Reply(Answer.UNANSWERED))
            reply = Reply(answer, clean_line(reason), _later(at, before.at))
            mine = _remembering(mine, at).answer(question, reply)
            if reading.problems:
                self._copy_aside()
            team = replace(reading.team, people={**reading.team.people, mine.actor: mine})
            write_atomically(self.path, as_json(team))
        return mine

    def _moment(self) -> str:
        return _text(datetime.fromtimestamp(self._now(), UTC))

    def _read(self) -> Reading:
        if not self.path.exists() and not self.path.is_symlink():
            return Reading(Team(self._talk))
        reading = read_file(self.path)
        return Reading(merge([Team(self._talk), reading.team]), reading.problems)

    def _readable(self) -> Reading:
        """What the file says, once a broken one is out of the way."""
        try:
            return self._read()
        except BrokenFileError:
            self.aside = self._free_name()
            self.path.rename(self.aside)
            return Reading(Team(self._talk))

    def _mine(self, team: Team) -> Assessment:
        """The one person of the file, whoever wrote it; among several, the one with this program's actor."""
        if len(team.people) == 1:
            return next(iter(team.people.values()))
        actor = self._actor()
        return team.people.get(actor, Assessment(actor))

    def _copy_aside(self) -> None:
        self.aside = self._free_name()
        write_atomically(self.aside, self.path.read_bytes())

    def _free_name(self) -> Path:
        stem = self.path.name.removesuffix(".json")
        names = (self.path.with_name(f"{stem}.broken-{number}.json") for number in count(1))
        return next(name for name in names if not name.exists())


def as_json(team: Team) -> str:
    """The text of an assessment file."""
    return json.dumps(to_dict(team), indent=2, ensure_ascii=False) + "\n"


def _remembering(person: Assessment, at: str) -> Assessment:
    """`person` with the answers of their last day kept, where today is a later one."""
    last = max((reply.at for reply in person.answers.values()), default="")
    return person.remember(last) if last and last[:10] < at[:10] and person.counted() else person


def _later(at: str, than: str) -> str:
    """`at`, but after `than`: a clock that was put back must not make an older copy win a merge."""
    if at > than:
        return at
    try:
        return _text(datetime.fromisoformat(than) + _TICK)
    except (ValueError, OverflowError):
        return at


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def _parsed(path: Path) -> Any:
    try:
        if not path.is_file():
            found = "not a file" if path.exists() else "not there"
            raise HoleoutError(f"{path} is {found}", "Name a file that `holeout assess` saved.")
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise HoleoutError(f"{path} cannot be read: {error.strerror}") from error
    if len(data) > _LARGEST:
        raise BrokenFileError(f"{path} is too large for an assessment", "Is this the right file?")
    try:
        return jsontext.parse(data)
    except ValueError as error:
        place = f"{path}:{error.lineno}" if isinstance(error, json.JSONDecodeError) else str(path)
        raise BrokenFileError(f"{place} is not whole JSON", "Mend it, or move it away.") from error


def _is_newer(data: Any) -> bool:
    version = data.get("version") if isinstance(data, dict) else None
    return isinstance(version, int) and version > VERSION


def _with_actors(team: Team) -> Team:
    if "" not in team.people:
        return team
    said = to_dict(Team(team.talk, {"": team.people[""]}))
    digest = hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:12]
    people = dict(team.people)
    unnamed = people.pop("")
    return Team.of(team.talk, replace(unnamed, actor=digest), *people.values())
