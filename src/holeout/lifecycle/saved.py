"""The file form of an Assessment: plain data for JSON, read so that no file can stop the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holeout.lifecycle.answers import Answer, Assessment, Reply, Snapshot, Team
from holeout.problems import HoleoutError, Level, Problem
from holeout.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSION = 1

_LONGEST = 2_000
"""So many characters of a reason are kept."""


def to_dict(team: Team) -> dict[str, Any]:
    """`team` as plain data. One person's file has the answers at its top, a team's under `people`."""
    people = [_person_to_dict(person) for _, person in sorted(team.people.items())]
    head = {"version": VERSION, "talk": team.talk}
    return head | people[0] if len(people) == 1 else head | {"people": people}


def from_dict(data: Any, path: str = "") -> tuple[Team, list[Problem]]:
    """The Team that `data` (from JSON) tells of, and what of it could not be read, as warnings about `path`.

    Answers to unknown questions are kept: the talk may have been edited since, or will be. Raises
    HoleoutError if `data` is no assessment at all, or a later version's.
    """
    version = data.get("version") if isinstance(data, dict) else None
    if not isinstance(version, int):
        raise HoleoutError(
            f"{path or 'this'} is not an assessment", "Give a file that `holeout assess` saved."
        )
    if version > VERSION:
        raise HoleoutError(
            f"{path or 'this'} was saved by a newer holeout", "Install the newest holeout to read it."
        )
    reading = _Reading(path)
    listed = data.get("people")
    people = [person for person in listed if isinstance(person, dict)] if isinstance(listed, list) else [data]
    return Team.of(_text(data.get("talk")), *map(reading.person, people)), reading.problems


class _Reading:
    """Takes what has the right shape, and notes the rest."""

    def __init__(self, path: str) -> None:
        self.problems: list[Problem] = []
        self._path = path

    def person(self, data: dict[Any, Any]) -> Assessment:
        """One person's answers and history."""
        actor = _text(data.get("actor"))
        answers = {
            id_: reply for id_, entry in _pairs(data.get("answers")) if (reply := self._reply(id_, entry))
        }
        listed = data.get("history")
        snapshots = map(self._snapshot, listed if isinstance(listed, list) else ())
        history = {snapshot.at: snapshot for snapshot in snapshots if snapshot}
        return Assessment(actor, answers, tuple(history[at] for at in sorted(history)))

    def _reply(self, question: str, entry: Any) -> Reply | None:
        entry = entry if isinstance(entry, dict) else {"answer": entry}
        answer = self._answer(question, entry.get("answer"))
        if answer is None:
            return None
        return Reply(answer, _text(entry.get("reason")), _text(entry.get("at")))

    def _answer(self, question: str, word: Any) -> Answer | None:
        try:
            return Answer(word)
        except ValueError:
            words = ", ".join(answer for answer in Answer if answer)
            message = f"the answer to `{question[:40]}` is none of: {words}"
            self.problems.append(Problem(self._path, 0, 0, message, "It is left out.", Level.WARNING))
            return None

    def _snapshot(self, data: Any) -> Snapshot | None:
        at = _text(data.get("at")) if isinstance(data, dict) else ""
        if not at:
            return None
        read = ((id_, self._answer(id_, word)) for id_, word in _pairs(data.get("answers")))
        return Snapshot(at, {id_: answer for id_, answer in read if answer})


def _pairs(data: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(data, dict):
        yield from ((_text(key), value) for key, value in data.items() if _text(key))


def _text(value: Any) -> str:
    return clean_line(value[:_LONGEST]) if isinstance(value, str) else ""


def _person_to_dict(person: Assessment) -> dict[str, Any]:
    data: dict[str, Any] = {
        "actor": person.actor,
        "answers": {id_: _reply_to_dict(reply) for id_, reply in sorted(person.answers.items())},
    }
    if person.history:
        data["history"] = [
            {
                "at": snapshot.at,
                "answers": {id_: str(answer) for id_, answer in sorted(snapshot.answers.items())},
            }
            for snapshot in person.history
        ]
    return data


def _reply_to_dict(reply: Reply) -> dict[str, str]:
    data = {"answer": str(reply.answer), "reason": reply.reason, "at": reply.at}
    return {key: value for key, value in data.items() if value or key == "answer"}
