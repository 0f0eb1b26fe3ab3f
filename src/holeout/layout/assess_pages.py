"""The Assessment's questions as pages: one stage at a time, or the few of the quick form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from holeout.layout.entries import GAP, Entry, heading, prose
from holeout.layout.styled import MUTED, Line, Piece, Role, Style, crop, fitted
from holeout.layout.target import Target
from holeout.layout.wrap import wrapped_text
from holeout.lifecycle.answers import Answer, Reply
from holeout.lifecycle.assess import assess
from holeout.lifecycle.report import number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from holeout.lifecycle.answers import Assessment
    from holeout.lifecycle.model import Lifecycle, Question, Stage

QUICK = "quick"
"""The id of the quick form's Sheet."""
QUICK_QUESTIONS = 5
SIGN_CELLS = 14

LEGEND = "Once: by hand and written down. Routinely: always, or by a machine."
_UNASKED = Reply(Answer.UNANSWERED)


@dataclass(frozen=True, slots=True)
class Sign:
    """How an Answer is shown: a sign and a word, so that no colour is needed."""

    mark: str
    word: str
    role: Role


SIGNS = {
    Answer.NO: Sign("○", "no", Role.BAD),
    Answer.ONCE: Sign("◐", "once", Role.WARN),
    Answer.ROUTINE: Sign("●", "routinely", Role.GOOD),
    Answer.NOT_APPLICABLE: Sign("–", "left out", Role.MUTED),
    Answer.UNANSWERED: Sign("·", "open", Role.ACCENT),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """Questions that are shown on one page: those of one Stage, or of several in the quick form."""

    id: str
    title: str
    text: str
    questions: tuple[Question, ...]
    stage: Stage | None = None

    def left(self, answers: Mapping[str, Answer]) -> list[Question]:
        """The questions that are not answered yet."""
        return [question for question in self.questions if question.id not in answers]


def stage_sheets(lifecycle: Lifecycle) -> list[Sheet]:
    """A Sheet for each Stage that has questions, in order."""
    sheets = []
    for stage in lifecycle.stages.values():
        asked = tuple(question for question in lifecycle.questions.values() if question.stage == stage.id)
        if asked:
            sheets.append(Sheet(stage.id, f"{stage.number}  {stage.name}", stage.question, asked, stage))
    return sheets


def quick_sheet(lifecycle: Lifecycle) -> Sheet:
    """The quick form, in the order of the Lifecycle."""
    return Sheet(
        QUICK,
        "Quick questions",
        "A first look, in a minute. The answers count in the whole assessment too.",
        quick_questions(lifecycle),
    )


def quick_questions(lifecycle: Lifecycle) -> tuple[Question, ...]:
    """The few questions to begin with.

    They are the talk's own choice (`quick`, a list of ids in assessment.yaml); without one, the heaviest question
    of each of the five stages that are most often forgotten.
    """
    head = lifecycle.extra.get("assessment")
    chosen = head.get("quick") if isinstance(head, dict) else None
    if isinstance(chosen, list) and (
        named := [
            lifecycle.questions[id] for id in chosen if isinstance(id, str) and id in lifecycle.questions
        ]
    ):
        return tuple(named)
    sheets = stage_sheets(lifecycle)
    forgotten = sorted(sheets, key=lambda sheet: -sheet.stage.forgotten if sheet.stage else 0)
    kept = {sheet.id for sheet in forgotten[:QUICK_QUESTIONS]}
    return tuple(
        max(sheet.questions, key=lambda question: question.weight) for sheet in sheets if sheet.id in kept
    )


def sheet_page(
    lifecycle: Lifecycle, sheets: Sequence[Sheet], sheet: Sheet, person: Assessment
) -> list[Entry]:
    """The page of `sheet`: its questions with the answers so far, below a line of all stages."""
    answers = person.counted()
    done = len(sheet.questions) - len(sheet.left(answers))
    entries = [
        heading(sheet.title, f"{done} of {len(sheet.questions)} answered{_score(lifecycle, sheet, answers)}"),
        prose(sheet.text, Style(Role.HEADING)),
        *([Entry(_strip(sheets, sheet, answers))] if sheet.stage else []),
        prose(LEGEND, MUTED),
        GAP,
    ]
    for question in sheet.questions:
        stage = "" if sheet.stage else lifecycle.stages[question.stage].name
        entries.append(_question(question, person.answers.get(question.id, _UNASKED), stage))
    if not sheet.stage:
        entries += [GAP, *_quick_outcome(lifecycle, sheet, answers)]
    return entries


def sheet_score(lifecycle: Lifecycle, sheet: Sheet, answers: Mapping[str, Answer]) -> float | None:
    """How the Stage of `sheet` scores by `answers`; None for the quick form and where nothing counts."""
    return next(
        (score.score for score in assess(lifecycle, answers).stages if score.stage is sheet.stage), None
    )


def _score(lifecycle: Lifecycle, sheet: Sheet, answers: Mapping[str, Answer]) -> str:
    score = sheet_score(lifecycle, sheet, answers)
    return "" if score is None else f" · {number(score)}"


def _strip(
    sheets: Sequence[Sheet], here: Sheet, answers: Mapping[str, Answer]
) -> Callable[[int], Sequence[Line]]:
    """All stages by number with a sign for how far they are, and the count over all at the right."""
    pieces: list[Piece] = []
    for sheet in sheets:
        left = len(sheet.left(answers))
        sign = "✓" if not left else "…" if left < len(sheet.questions) else " "
        label = f"{sheet.stage.number if sheet.stage else ''}{sign}"
        style = Style(Role.SELECTED, bold=True) if sheet.id == here.id else MUTED
        pieces += [Piece(label, style), Piece(" ")]
    total = sum(len(sheet.questions) for sheet in sheets)
    count = f"{total - sum(len(sheet.left(answers)) for sheet in sheets)} of {total} in all"
    return lambda width: [(*fitted(tuple(pieces), width - len(count)), Piece(count, MUTED))]


def _question(question: Question, reply: Reply, stage: str) -> Entry:
    sign = SIGNS[reply.counts_as]
    style = Style(bold=reply.counts_as is Answer.UNANSWERED)
    lead = Piece(f"{sign.mark} {sign.word}", Style(sign.role, bold=True))
    text = f"{stage}: {question.text}" if stage else question.text

    def draw(width: int) -> list[Line]:
        room = max(10, width - SIGN_CELLS)
        rows = wrapped_text(text, room, style)
        if reply.reason:
            rows.append(crop((Piece(f"because: {reply.reason}", MUTED),), room))
        first = (*fitted((lead,), SIGN_CELLS), *rows[0])
        return [first, *((Piece(" " * SIGN_CELLS), *row) for row in rows[1:])]

    return Entry(draw, Target("question", question.id))


def _quick_outcome(lifecycle: Lifecycle, sheet: Sheet, answers: Mapping[str, Answer]) -> list[Entry]:
    """What the quick answers say, once there are some: their lowest, never their sum."""
    worths = {
        question: worth
        for question in sheet.questions
        if (answer := answers.get(question.id)) is not None and (worth := answer.worth) is not None
    }
    if not worths:
        return [prose("Do not add them up: the weakest rung decides.", MUTED)]
    lowest = min(worths.values())
    names = dict.fromkeys(lifecycle.stages[q.stage].name for q, worth in worths.items() if worth == lowest)
    if lowest == 1.0:
        text = f"All {len(worths)} are routine. The whole assessment asks {len(lifecycle.questions)}."
    else:
        text = f"Weakest rung so far: {', '.join(names)}. The weakest decides; do not add them up."
    return [prose(text, Style(Role.ACCENT, bold=True))]
