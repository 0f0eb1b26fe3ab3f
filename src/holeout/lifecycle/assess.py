"""How deep the hole is: from answers to scores, the reasons for them, and what to do first.

A stage scores the mean of its answers' worth, by weight. The weakest stage is the headline, since a good
stage does not make up for a bad one; an average over stages is never made.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import fsum
from typing import TYPE_CHECKING

from holeout.lifecycle.answers import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from holeout.lifecycle.model import Lifecycle, Pitfall, Question, Stage, Tool

DEEP = 0.5
"""A stage that scores less than this is a missing rung."""
SHAKY = 0.75
"""A rung that scores less than this would not bear much."""

_TOLERANCE = 1e-9


class Rung(StrEnum):
    """How far a stage bears."""

    MISSING = "missing"
    SHAKY = "shaky"
    SOUND = "sound"


def rung(score: float) -> Rung:
    """How far a stage with this score bears."""
    if score < DEEP - _TOLERANCE:
        return Rung.MISSING
    return Rung.SHAKY if score < SHAKY - _TOLERANCE else Rung.SOUND


@dataclass(frozen=True, slots=True)
class Pull:
    """A question that pulls its stage down; `loss` is its weight times what its answer lacks of 1."""

    question: Question
    answer: Answer
    loss: float


@dataclass(frozen=True, slots=True)
class StageScore:
    """How one stage is doing. `score` is from 0 to 1, or None where no answer counts yet."""

    stage: Stage
    score: float | None
    asked: int
    answered: int
    """Questions whose answer counts."""
    left_out: int
    """Questions that do not apply."""
    pulls: tuple[Pull, ...]
    """What pulls it down, the heaviest first."""

    @property
    def deep(self) -> bool:
        """Whether this is a missing rung."""
        return self.score is not None and rung(self.score) is Rung.MISSING


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do first: a Pitfall that a bad answer leaves open, and the Tools that help."""

    pitfall: Pitfall
    tools: tuple[Tool, ...]
    pull: Pull


@dataclass(frozen=True, slots=True)
class Result:
    """The whole picture: the weakest rung first, the depth beside it."""

    stages: tuple[StageScore, ...]
    weakest: tuple[StageScore, ...]
    """The stages with the lowest score: one, or several where they are level; none without answers."""
    steps: tuple[Step, ...]
    """What to do first, for the weakest stages."""

    @property
    def depth(self) -> int:
        """How many rungs are missing."""
        return sum(score.deep for score in self.stages)

    @property
    def answered(self) -> int:
        """Over all stages: questions whose answer counts."""
        return sum(score.answered for score in self.stages)

    @property
    def left_out(self) -> int:
        """Over all stages: questions that do not apply."""
        return sum(score.left_out for score in self.stages)

    @property
    def open(self) -> int:
        """Over all stages: questions that nobody answered."""
        return sum(score.asked - score.answered - score.left_out for score in self.stages)


@dataclass(frozen=True, slots=True)
class Change:
    """One stage's score at two times."""

    stage: Stage
    before: float | None
    after: float | None


def assess(lifecycle: Lifecycle, answers: Mapping[str, Answer]) -> Result:
    """The Result of `answers`, by question id; those to questions that `lifecycle` has not are ignored."""
    scores = tuple(
        _score(stage, questions, answers)
        for stage in lifecycle.stages.values()
        if (
            questions := [question for question in lifecycle.questions.values() if question.stage == stage.id]
        )
    )
    lowest = min((score.score for score in scores if score.score is not None), default=None)
    weakest = tuple(
        score
        for score in scores
        if lowest is not None and score.score is not None and score.score <= lowest + _TOLERANCE
    )
    return Result(scores, weakest, tuple(_steps(lifecycle, weakest)))


def compare(
    lifecycle: Lifecycle, before: Mapping[str, Answer], after: Mapping[str, Answer]
) -> tuple[Change, ...]:
    """Each stage's score by the answers of two times, such as two Snapshots."""
    pairs = zip(assess(lifecycle, before).stages, assess(lifecycle, after).stages, strict=True)
    return tuple(Change(old.stage, old.score, new.score) for old, new in pairs)


def _score(stage: Stage, questions: list[Question], answers: Mapping[str, Answer]) -> StageScore:
    counted = [
        (question, answers[question.id], worth)
        for question in questions
        if question.id in answers and (worth := answers[question.id].worth) is not None
    ]
    pulls = (Pull(question, answer, question.weight * (1 - worth)) for question, answer, worth in counted)
    weight = fsum(question.weight for question, _, _ in counted)
    return StageScore(
        stage=stage,
        score=fsum(question.weight * worth for question, _, worth in counted) / weight if weight else None,
        asked=len(questions),
        answered=len(counted),
        left_out=sum(answers.get(question.id) is Answer.NOT_APPLICABLE for question in questions),
        pulls=tuple(sorted((pull for pull in pulls if pull.loss), key=lambda pull: -pull.loss)),
    )


def _steps(lifecycle: Lifecycle, weakest: Iterable[StageScore]) -> Iterator[Step]:
    """The pitfalls behind the heaviest pulls, each once, the heaviest first."""
    pulls = sorted((pull for score in weakest for pull in score.pulls), key=lambda pull: -pull.loss)
    seen = set()
    for pull in pulls:
        for id_ in pull.question.pitfalls:
            pitfall = lifecycle.pitfalls.get(id_)
            if pitfall and id_ not in seen:
                seen.add(id_)
                tools = tuple(lifecycle.tools[tool] for tool in pitfall.tools if tool in lifecycle.tools)
                yield Step(pitfall, tools, pull)
