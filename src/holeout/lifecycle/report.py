"""An Assessment as Markdown, to be read by people who were not there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from holeout.lifecycle.answers import Answer
from holeout.lifecycle.assess import DEEP, assess, compare
from holeout.lifecycle.rubric import score_rubric
from holeout.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from holeout.lifecycle.answers import Snapshot, Team
    from holeout.lifecycle.assess import Result, StageScore
    from holeout.lifecycle.model import Lifecycle, Rubric
    from holeout.lifecycle.rubric import RubricScore

_STEPS = 5
_PULLS = 3
_NAMED = 3


def to_markdown(lifecycle: Lifecycle, team: Team, *, date: str = "", before: Snapshot | None = None) -> str:
    """The report for `team`: headline, stages, what to do first, what was left out and other rubrics.

    `date` is shown as it is; `before` adds how the stages changed since. Text from people is escaped, so
    that it stays text in Markdown and in the HTML made of it.
    """
    answers = team.lowest()
    result = assess(lifecycle, answers)
    rubrics = [
        score_rubric(rubric, lifecycle.questions.values(), answers) for rubric in lifecycle.rubrics.values()
    ]
    parts = [
        _head(lifecycle, team, result, date),
        _stages(result),
        _steps(result),
        _disputes(lifecycle, team),
        _left_out(lifecycle, team),
        _changes(lifecycle, before, answers) if before else (),
        *(_rubric(score) for score in rubrics if score.covered),
    ]
    return "\n\n".join(text for part in parts if (text := "\n".join(part))) + "\n"


def headline(result: Result) -> str:
    """The one sentence: the weakest rung by name and score, and how many rungs are missing."""
    if not result.weakest:
        return "Nothing is answered yet."
    named = [score.stage.name for score in result.weakest]
    more = f" and {len(named) - _NAMED} more" if len(named) > _NAMED else ""
    names = ", ".join(named[:_NAMED]) + more
    lowest = number(result.weakest[0].score)
    missing = "1 rung is" if result.depth == 1 else f"{result.depth} rungs are"
    return f"Weakest rung: {names} ({lowest}). {missing} missing of {len(result.stages)}."


def number(score: float | None) -> str:
    """A score with two digits, or a dash where there is none."""
    return "–" if score is None else f"{score:.2f}"


def _head(lifecycle: Lifecycle, team: Team, result: Result, date: str) -> Iterator[str]:
    yield f"# How deep is the hole? {_plain(lifecycle.title)}".rstrip()
    yield ""
    yield f"**{_plain(headline(result))}** A rung is missing where a stage scores below {DEEP}."
    counts = f"{result.answered} questions count, {result.left_out} do not apply, {result.open} are open."
    yield " ".join(text for text in (counts, _voices(team), _plain(date)) if text)
    for rubric in lifecycle.rubrics.values():
        yield f"This is not the {_name(rubric)}; the part that they share is at the end."


def _voices(team: Team) -> str:
    count = len(team.people)
    return f"{count} people answered; each question counts as the lowest of them." if count > 1 else ""


def _stages(result: Result) -> Iterator[str]:
    yield from _table(
        ("Stage", "Score", "Answered", "Pulled down by"),
        (
            (
                f"**{_plain(score.stage.name)}**" if score in result.weakest else _plain(score.stage.name),
                number(score.score),
                f"{score.answered} of {score.asked - score.left_out}",
                _pulls(score),
            )
            for score in result.stages
        ),
    )


def _pulls(score: StageScore) -> str:
    return "<br>".join(f"{_plain(pull.question.text)} ({pull.answer})" for pull in score.pulls[:_PULLS])


def _steps(result: Result) -> Iterator[str]:
    if not result.steps:
        return
    yield "## What to do first"
    yield ""
    for place, step in enumerate(result.steps[:_STEPS], 1):
        tools = ", ".join(_plain(tool.name) for tool in step.tools)
        helped = f" Tools that help: {tools}." if tools else ""
        yield f"{place}. **{_plain(step.pitfall.title)}.** Ask: {_plain(step.pitfall.ask)}{helped}"


def _disputes(lifecycle: Lifecycle, team: Team) -> Iterator[str]:
    disputed = [
        id_ for id_, spread in team.spreads().items() if spread.disputed and id_ in lifecycle.questions
    ]
    if disputed:
        yield "## Where you do not agree"
        yield ""
        yield from (f"- {_plain(lifecycle.questions[id_].text)}" for id_ in disputed)


def _left_out(lifecycle: Lifecycle, team: Team) -> Iterator[str]:
    lines = [
        f"- {_plain(lifecycle.questions[id_].text)} *{_plain(reply.reason)}*"
        for person in team.people.values()
        for id_, reply in person.answers.items()
        if id_ in lifecycle.questions and reply.counts_as is Answer.NOT_APPLICABLE
    ]
    if lines:
        yield "## What does not apply, and why"
        yield ""
        yield from dict.fromkeys(lines)


def _changes(lifecycle: Lifecycle, before: Snapshot, answers: dict[str, Answer]) -> Iterator[str]:
    yield f"## Since {_plain(before.at)}"
    yield ""
    yield from _table(
        ("Stage", "Then", "Now"),
        (
            (_plain(change.stage.name), number(change.before), number(change.after))
            for change in compare(lifecycle, before.answers, answers)
        ),
    )


def _rubric(score: RubricScore) -> Iterator[str]:
    yield f"## {_name(score.rubric)}: the part that these questions cover"
    yield ""
    yield from _table(
        ("Section", "Sum", "Items", "Asked about", "Answered"),
        (
            (
                _plain(section.name),
                f"{section.score:g}",
                str(len(section.items)),
                str(section.covered),
                str(section.answered),
            )
            for section in score.sections
        ),
    )
    yield ""
    yield f"The lowest section counts: at least {score.final:g}, by {score.covered} of {score.size} items."
    yield "An item without a question or an answer counts 0, so this is not the rubric's own score."


def _name(rubric: Rubric) -> str:
    return _plain(rubric.name or rubric.id.replace("_", " "))


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for row in (head, ("---",) * len(head), *rows):
        yield f"| {' | '.join(row)} |"


def _plain(text: str) -> str:
    """`text` so that Markdown and HTML show it as it is, on one line."""
    return re.sub(r"([\\`*_\[\]<>|#&~])", r"\\\1", clean_line(text))
