"""What the answers come to, as a page: the ladder with its missing rungs, what to do first, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.layout.assess_pages import SIGNS
from holeout.layout.entries import GAP, Entry, heading, prose, row, subheading
from holeout.layout.map_columns import RUNG_SIGNS, rung_line
from holeout.layout.styled import MUTED, Line, Piece, Role, Style, cells, crop, fitted
from holeout.layout.target import Target
from holeout.lifecycle.answers import Answer, Snapshot, Team
from holeout.lifecycle.assess import assess, compare, rung
from holeout.lifecycle.report import headline, number
from holeout.lifecycle.rubric import score_rubric

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from holeout.lifecycle.assess import Change, Pull, Result, StageScore, Step
    from holeout.lifecycle.model import Lifecycle
    from holeout.lifecycle.rubric import RubricScore

_STEPS = 5
_PULLS = 3
_TOOLS = 3


def result_page(lifecycle: Lifecycle, team: Team, before: Snapshot | None = None) -> list[Entry]:
    """The page for `team`, which may be one person; `before` adds how the stages changed since."""
    answers = team.lowest()
    result = assess(lifecycle, answers)
    return [
        *_head(lifecycle, team, result),
        *_ladder(result),
        *_first(result),
        *_disputes(lifecycle, team),
        *_reasons(result),
        *_changes(compare(lifecycle, before.answers, answers) if before else (), before),
        *_left_out(lifecycle, team),
        *_rubrics(lifecycle, answers),
    ]


def _head(lifecycle: Lifecycle, team: Team, result: Result) -> Iterator[Entry]:
    total = result.answered + result.left_out + result.open
    yield heading("How deep is your hole?", f"{total - result.open} of {total} answered")
    yield prose(headline(result), Style(Role.ACCENT, bold=True))
    if result.weakest and (silent := sum(score.score is None for score in result.stages)):
        yield prose(f"{silent} {'stage has' if silent == 1 else 'stages have'} no answer yet.", MUTED)
    voices = len(team.people)
    if voices > 1:
        yield prose(f"{voices} people answered; each question counts as the lowest of them.", MUTED)
    for rubric in lifecycle.rubrics.values():
        yield prose(f"This is not the {rubric.name or rubric.id}. The part they share is at the end.", MUTED)
    yield GAP


def _ladder(result: Result) -> Iterator[Entry]:
    names = max((cells(score.stage.name) for score in result.stages), default=0)
    for score in result.stages:
        yield Entry(_rung(score, names, weakest=score in result.weakest), Target("sheet", score.stage.id))


def _rung(score: StageScore, names: int, *, weakest: bool) -> Callable[[int], Sequence[Line]]:
    """One rung between the rails: as long as the score, so that a missing one is a gap in the ladder."""
    stage = score.stage
    role = _role(score)
    words = [word for word, said in (("missing", score.deep), ("weakest", weakest)) if said]
    line = (
        Piece(f"{stage.number:>2}  ", MUTED),
        *fitted((Piece(stage.name, Style(bold=True)),), names + 2),
        *rung_line(score.score or 0.0),
        Piece(f" {number(score.score):>4}  ", Style(role)),
        Piece(", ".join(words), Style(role)),
    )
    count = f"{score.answered} of {score.asked - score.left_out}"
    return lambda width: [(*fitted(line, width - len(count) - 1), Piece(f" {count}", MUTED))]


def _role(score: StageScore) -> Role:
    return Role.MUTED if score.score is None else RUNG_SIGNS[rung(score.score)].role


def _first(result: Result) -> Iterator[Entry]:
    if result.steps:
        yield subheading("What to do first")
    shown: set[str] = set()
    for step in result.steps[:_STEPS]:
        yield from _step(step, shown)


def _step(step: Step, shown: set[str]) -> Iterator[Entry]:
    """A pitfall, and its first tools that are not `shown` further up; each opens its page."""
    pitfall = step.pitfall
    words = [Piece("● ", Style(Role.ACCENT)), Piece(pitfall.title, Style(bold=True))]
    yield row(words, (), pitfall.ask, Target("pitfall", pitfall.id))
    for tool in [tool for tool in step.tools if tool.id not in shown][:_TOOLS]:
        shown.add(tool.id)
        name = [Piece("  + ", Style(Role.GOOD)), Piece(tool.name, Style(bold=True))]
        aside = [Piece(f"instead of your own {tool.instead_of}", MUTED)] if tool.instead_of else []
        yield _one_line(name, aside, Target("tool", tool.id))


def _one_line(left: Sequence[Piece], right: Sequence[Piece], target: Target) -> Entry:
    gap = Piece("  ")
    return Entry(lambda width: [crop((*left, gap, *right), width)], target)


def _disputes(lifecycle: Lifecycle, team: Team) -> Iterator[Entry]:
    spreads = team.spreads()
    disputed = [id for id in lifecycle.questions if id in spreads and spreads[id].disputed]
    if disputed:
        yield subheading("Where you do not agree")
    for id in disputed:
        said = ", ".join(f"{count} {SIGNS[answer].word}" for answer, count in spreads[id].counts.items())
        yield row([Piece(said, Style(Role.WARN))], (), lifecycle.questions[id].text, Target("question", id))


def _reasons(result: Result) -> Iterator[Entry]:
    lacking = [score for score in result.stages if score.pulls]
    if lacking:
        yield subheading("What pulls each stage down, the heaviest first")
    for score in sorted(lacking, key=lambda score: score.score or 0.0):
        yield row([Piece(f"{score.stage.name} {number(score.score)}", Style(_role(score), bold=True))])
        yield from (_pull(pull) for pull in score.pulls[:_PULLS])
        if (more := len(score.pulls) - _PULLS) > 0:
            yield row([Piece(f"  and {more} more", MUTED)])


def _pull(pull: Pull) -> Entry:
    sign = SIGNS[pull.answer]
    words = [
        Piece(f"  {sign.mark} {sign.word:<5}", Style(sign.role)),
        Piece(f"weight {pull.question.weight:g}", MUTED),
    ]
    return row(words, (), pull.question.text, Target("question", pull.question.id))


def _changes(changes: Sequence[Change], before: Snapshot | None) -> Iterator[Entry]:
    if before is None:
        return
    yield subheading(f"Since {before.at[:10]}")
    moved = [change for change in changes if change.before != change.after]
    for change in moved:
        yield row([Piece(f"{_arrow(change)} {change.stage.name}  ", Style(bold=True)), *_step_of(change)])
    if not moved:
        yield prose("No stage has changed.", MUTED)


def _step_of(change: Change) -> list[Piece]:
    return [Piece(number(change.before), MUTED), Piece(" → "), Piece(number(change.after), Style(bold=True))]


def _arrow(change: Change) -> str:
    if change.before is None or change.after is None:
        return "·"
    return "↑" if change.after > change.before else "↓"


def _left_out(lifecycle: Lifecycle, team: Team) -> Iterator[Entry]:
    reasons = dict.fromkeys(
        (id, reply.reason)
        for person in team.people.values()
        for id, reply in person.answers.items()
        if id in lifecycle.questions and reply.counts_as is Answer.NOT_APPLICABLE
    )
    if reasons:
        yield subheading("What does not apply, and why")
    for id, reason in reasons:
        yield row([Piece(lifecycle.questions[id].text)], (), f"because: {reason}", Target("question", id))


def _rubrics(lifecycle: Lifecycle, answers: Mapping[str, Answer]) -> Iterator[Entry]:
    for rubric in lifecycle.rubrics.values():
        score = score_rubric(rubric, lifecycle.questions.values(), answers)
        if score.covered:
            yield from _rubric(score)


def _rubric(score: RubricScore) -> Iterator[Entry]:
    name = score.rubric.name or score.rubric.id
    yield subheading(f"{name}: only the part that these questions cover")
    for section in score.sections:
        asked = f"{section.answered} answered, {section.covered} asked, {len(section.items)} in the section"
        yield row(
            [Piece(f"{section.name:<16}", MUTED), Piece(f"{section.score:g}", Style(bold=True))],
            [Piece(asked, MUTED)],
        )
    yield prose(
        f"The lowest section counts: at least {score.final:g}. {score.covered} of its {score.size} items are asked"
        f" here; the others, and those without an answer, count 0. So this is a lower bound, not the {name}.",
        MUTED,
    )
