"""What people answer about their own project, and how the answers of a team become one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from holeout.problems import HoleoutError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


Held = TypeVar("Held")


class Answer(StrEnum):
    """How far something is done, from worst to best; then the two that do not count."""

    NO = "no"
    ONCE = "once"
    """By hand, and written down."""
    ROUTINE = "routine"
    """As a matter of course, or by a machine."""
    NOT_APPLICABLE = "not applicable"
    UNANSWERED = ""
    """Taken back: it must outlast an older copy of the same file."""

    @property
    def worth(self) -> float | None:
        """0, 0.5 or 1; None where the question does not count."""
        return {Answer.NO: 0.0, Answer.ONCE: 0.5, Answer.ROUTINE: 1.0}.get(self)


@dataclass(frozen=True, slots=True)
class Reply:
    """An Answer, why it is so, and when it was given (ISO, UTC: such texts sort by time)."""

    answer: Answer
    reason: str = ""
    at: str = ""

    @property
    def counts_as(self) -> Answer:
        """The answer, but unanswered where something is called not applicable without a reason."""
        unexplained = self.answer is Answer.NOT_APPLICABLE and not self.reason.strip()
        return Answer.UNANSWERED if unexplained else self.answer

    def join(self, other: Reply) -> Reply:
        """The later of two; where they are of the same time, the same one whatever the order."""
        return max(self, other, key=lambda reply: (reply.at, reply.answer, reply.reason))


def _nothing() -> Mapping[str, Reply]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The answers as they counted at a time (ISO, UTC)."""

    at: str
    answers: Mapping[str, Answer]

    def join(self, other: Snapshot) -> Snapshot:
        """Both snapshots of one time as one."""
        return Snapshot(self.at, _join(self.answers, other.answers, max))


@dataclass(frozen=True, slots=True)
class Assessment:
    """One person's answers, by question id, and what they were before.

    `actor` tells people apart when files are merged; it need not be a name. Answers to questions that the
    talk does not have (any more) are kept.
    """

    actor: str = ""
    answers: Mapping[str, Reply] = field(default_factory=_nothing)
    history: tuple[Snapshot, ...] = ()
    """Oldest first, one per time."""

    def answer(self, question: str, reply: Reply) -> Assessment:
        """The same with a new reply to one question."""
        return replace(self, answers={**self.answers, question: reply})

    def counted(self) -> dict[str, Answer]:
        """The answers that count, or that leave a question out."""
        counted = {question: reply.counts_as for question, reply in self.answers.items()}
        return {question: answer for question, answer in counted.items() if answer is not Answer.UNANSWERED}

    def unexplained(self) -> tuple[str, ...]:
        """The questions that were called not applicable without the reason that this needs."""
        return tuple(id_ for id_, reply in self.answers.items() if reply.counts_as is not reply.answer)

    def remember(self, at: str) -> Assessment:
        """The same with the answers of now in the history, as of `at`."""
        kept = {snapshot.at: snapshot for snapshot in self.history} | {at: Snapshot(at, self.counted())}
        return replace(self, history=tuple(kept[time] for time in sorted(kept)))

    def before(self, day: str) -> tuple[Snapshot, ...]:
        """The snapshots from before the ISO date `day`, newest first."""
        return tuple(snapshot for snapshot in reversed(self.history) if snapshot.at[:10] < day)

    def join(self, other: Assessment) -> Assessment:
        """Two copies of one person's answers as one: per question the later reply."""
        answers = _join(self.answers, other.answers, Reply.join)
        mine = {snapshot.at: snapshot for snapshot in self.history}
        theirs = {snapshot.at: snapshot for snapshot in other.history}
        history = _join(mine, theirs, Snapshot.join)
        return Assessment(self.actor, answers, tuple(history.values()))


@dataclass(frozen=True, slots=True)
class Spread:
    """How a team answers one question: how many say what, and the least that anybody says."""

    counts: Mapping[Answer, int]
    lowest: Answer

    @property
    def disputed(self) -> bool:
        """Whether some say no and some routine: worth talking about before anything is bought."""
        return Answer.NO in self.counts and Answer.ROUTINE in self.counts


@dataclass(frozen=True, slots=True)
class Team:
    """The Assessments of some people, or of one, for one talk; by actor."""

    talk: str = ""
    people: Mapping[str, Assessment] = field(default_factory=dict)

    @classmethod
    def of(cls, talk: str, *people: Assessment) -> Team:
        """The team of `people`; who is given twice is joined."""
        return merge(cls(talk, {person.actor: person}) for person in people) if people else cls(talk)

    def at(self, day: str) -> Snapshot | None:
        """The lowest answers as they were at the end of the ISO date `day`; None where nobody kept any."""
        people = []
        for person in self.people.values():
            kept = [snapshot for snapshot in person.history if snapshot.at[:10] <= day]
            if kept:
                answers = {id: Reply(answer, "kept") for id, answer in kept[-1].answers.items()}
                people.append(Assessment(person.actor, answers))
        return Snapshot(day, Team.of(self.talk, *people).lowest()) if people else None

    def spreads(self) -> dict[str, Spread]:
        """How the team answers each question that anybody answered."""
        said: dict[str, Counter[Answer]] = {}
        for person in self.people.values():
            for question, answer in person.counted().items():
                said.setdefault(question, Counter())[answer] += 1
        return {
            question: Spread(dict(sorted(counts.items())), _lowest(counts))
            for question, counts in said.items()
        }

    def lowest(self) -> dict[str, Answer]:
        """The team's answers: to each question the least that anybody says."""
        return {question: spread.lowest for question, spread in self.spreads().items()}


def merge(teams: Iterable[Team]) -> Team:
    """All people of `teams`, each with their own answers.

    The order of the teams, and how often one is given, make no difference. Raises HoleoutError for teams
    that answered about different talks.
    """
    people: dict[str, Assessment] = {}
    talks: set[str] = set()
    for team in teams:
        talks |= {team.talk} - {""}
        people = _join(people, team.people, Assessment.join)
    if len(talks) > 1:
        named = " and ".join(f"`{talk}`" for talk in sorted(talks))
        raise HoleoutError(f"these answers are about different talks: {named}", "Merge those of one talk.")
    return Team(next(iter(talks), ""), people)


def _lowest(answers: Iterable[Answer]) -> Answer:
    """The least worth; not applicable only where nobody says anything else."""
    return min(answers, key=lambda answer: 2.0 if answer.worth is None else answer.worth)


def _join(
    mine: Mapping[str, Held], theirs: Mapping[str, Held], join: Callable[[Held, Held], Held]
) -> dict[str, Held]:
    """What either holds, by sorted key; what both hold is joined."""
    joined = {}
    for key in sorted({*mine, *theirs}):
        if key in mine and key in theirs:
            joined[key] = join(mine[key], theirs[key])
        else:
            joined[key] = mine[key] if key in mine else theirs[key]
    return joined
