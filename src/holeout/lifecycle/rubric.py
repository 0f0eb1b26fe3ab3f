"""Somebody else's rubric, scored from the answers to the questions that are mapped to its items.

As in E. Breck, S. Cai, E. Nielsen, M. Salib, D. Sculley, "The ML Test Score" (IEEE Big Data 2017): an item
is worth 0, 0.5 or 1, a section the sum of its items, and the whole the lowest of its sections.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from holeout.lifecycle.answers import Answer
    from holeout.lifecycle.model import Question, Rubric, RubricItem


@dataclass(frozen=True, slots=True)
class ItemScore:
    """One item: the lowest answer to the questions mapped to it, None where none of them counts."""

    item: RubricItem
    questions: tuple[Question, ...]
    value: float | None


@dataclass(frozen=True, slots=True)
class SectionScore:
    """One section. An item without an answer adds nothing to `score`, as if it were not done."""

    name: str
    items: tuple[ItemScore, ...]

    @property
    def score(self) -> float:
        """The sum of the items."""
        return fsum(item.value or 0.0 for item in self.items)

    @property
    def covered(self) -> int:
        """How many items have a question, and so the most that `score` can be."""
        return sum(bool(item.questions) for item in self.items)

    @property
    def answered(self) -> int:
        """How many items have an answer that counts."""
        return sum(item.value is not None for item in self.items)


@dataclass(frozen=True, slots=True)
class RubricScore:
    """The part of a Rubric that the questions map. Items without a question count 0, so it is a lower bound."""

    rubric: Rubric
    sections: tuple[SectionScore, ...]

    @property
    def final(self) -> float:
        """The lowest of the sections' sums."""
        return min((section.score for section in self.sections), default=0.0)

    @property
    def reads_as(self) -> str:
        """What the rubric's authors say of such a score; empty where they say nothing."""
        return next((band.reads_as for band in self.rubric.bands if self.final <= band.upto), "")

    @property
    def covered(self) -> int:
        """How many of the rubric's items have a question."""
        return sum(section.covered for section in self.sections)

    @property
    def answered(self) -> int:
        """How many of the rubric's items have an answer that counts."""
        return sum(section.answered for section in self.sections)

    @property
    def size(self) -> int:
        """How many items the rubric has."""
        return sum(len(section.items) for section in self.sections)


def score_rubric(rubric: Rubric, questions: Iterable[Question], answers: Mapping[str, Answer]) -> RubricScore:
    """`rubric` by `answers` (by question id).

    Where several questions map to an item the lowest answer counts: an item is done only when all that it
    asks for is done.
    """
    mapped: dict[str, list[Question]] = {}
    for question in questions:
        for item in question.mapped:
            mapped.setdefault(item, []).append(question)
    return RubricScore(
        rubric,
        tuple(
            SectionScore(name, tuple(_item(item, mapped.get(item.id, []), answers) for item in items))
            for name, items in rubric.sections.items()
        ),
    )


def _item(item: RubricItem, questions: list[Question], answers: Mapping[str, Answer]) -> ItemScore:
    worths = (answers[question.id].worth for question in questions if question.id in answers)
    value = min((worth for worth in worths if worth is not None), default=None)
    return ItemScore(item, tuple(questions), value)
