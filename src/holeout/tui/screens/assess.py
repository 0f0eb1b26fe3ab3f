"""The Assessment's questions: a stage at a time, or the quick few."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on

from holeout.kept.answers import BrokenFileError, open_store
from holeout.layout.assess_pages import QUICK, Sheet, quick_sheet, sheet_page, sheet_score, stage_sheets
from holeout.layout.entries import GAP, Entry, heading, prose
from holeout.layout.styled import Role, Style
from holeout.layout.target import Target
from holeout.lifecycle.answers import Answer, Assessment
from holeout.lifecycle.report import number
from holeout.presenting.commands import Context, key_of
from holeout.problems import HoleoutError
from holeout.tui.bindings import bindings_for
from holeout.tui.screens.assess_dialog import ReasonDialog
from holeout.tui.screens.assess_result import ResultScreen
from holeout.tui.screens.page import PageScreen
from holeout.tui.widgets.entry_view import EntryView
from holeout.tui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from holeout.kept.answers import AssessmentStore
    from holeout.lifecycle.model import Question

_PUT_ASIDE = "Answer, and a broken file is put aside first; nothing of it is lost."


class AssessScreen(PageScreen, inherit_bindings=False):
    """One page of questions at a time. Every answer is on disk before the next key.

    `opening` is empty, or `quick` for the quick form. Without a `store` the answers are the person's own.
    """

    CONTEXTS: ClassVar[tuple[Context, ...]] = (Context.ASSESS,)
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Context.ASSESS)

    def __init__(self, opening: str = "", store: AssessmentStore | None = None) -> None:
        super().__init__()
        self._opening = opening
        self._given_store = store
        self._person = Assessment()
        self._problem = ""
        self._sheets: list[Sheet] = []
        self._sheet: Sheet | None = None

    @property
    def demo(self) -> str:
        """The demo that the demo key runs here: that of the pitfall behind the chosen question."""
        question = self._chosen()
        pitfalls = self.app.talk.lifecycle.pitfalls
        demos = (pitfalls[id].demo for id in (question.pitfalls if question else ()) if id in pitfalls)
        return next((demo for demo in demos if demo), "")

    # What is shown

    def compose(self) -> ComposeResult:
        """The page and the bar; the answers so far are read first."""
        self._store = self._given_store or open_store(self.app.talk.slug, self.app.now)
        self._load()
        self._sheets = stage_sheets(self.app.talk.lifecycle)
        self._sheet = self._first_sheet()
        yield EntryView(lambda: self.app.painter, self.entries())
        yield KeyBar(lambda: self.app.painter, *self.CONTEXTS, Context.ANYWHERE)

    def _load(self) -> None:
        try:
            self._person = self._store.load()
            self._problem = ""
        except HoleoutError as error:
            self._person = Assessment()
            aside = isinstance(error, BrokenFileError)
            self._problem = f"{error} {_PUT_ASIDE}" if aside else str(error)

    def _first_sheet(self) -> Sheet | None:
        """The quick form, or the first stage with an open question: where one left."""
        if self._opening == QUICK:
            return self._quick()
        answers = self._person.counted()
        unfinished = (sheet for sheet in self._sheets if sheet.left(answers))
        return next(unfinished, self._sheets[0] if self._sheets else None)

    def _quick(self) -> Sheet | None:
        sheet = quick_sheet(self.app.talk.lifecycle)
        return sheet if sheet.questions else None

    def on_mount(self) -> None:
        """Begin at the first open question; where there is none, with the result."""
        self._show(self._first_open())
        if self._sheets and not self._opening and self._all_answered():
            self.action_result()

    def _all_answered(self) -> bool:
        answers = self._person.counted()
        return not any(sheet.left(answers) for sheet in self._sheets)

    def entries(self) -> Sequence[Entry]:
        """The questions of this page."""
        if self._sheet is None:
            return [heading("How deep is your hole?"), GAP, prose("This talk has no questions to ask.")]
        entries = sheet_page(self.app.talk.lifecycle, self._sheets, self._sheet, self._person)
        return [*entries, GAP, prose(self._problem, Style(Role.BAD))] if self._problem else entries

    def _show(self, question: str = "") -> None:
        """Show this page anew, with `question` chosen."""
        self.view.set_entries(self.entries(), Target("question", question))

    def _first_open(self) -> str:
        if self._sheet is None:
            return ""
        left = self._sheet.left(self._person.counted())
        return (left or list(self._sheet.questions))[0].id

    def _chosen(self) -> Question | None:
        target = self.view.target
        return self.app.talk.lifecycle.questions.get(target.id) if target else None

    def _say(self, text: str) -> None:
        self.query_one(KeyBar).say(text)

    # Answers

    def action_answer_no(self) -> None:
        """Not done."""
        self._answer(Answer.NO)

    def action_answer_once(self) -> None:
        """Done once, by hand and written down."""
        self._answer(Answer.ONCE)

    def action_answer_routine(self) -> None:
        """Done routinely, or by a machine."""
        self._answer(Answer.ROUTINE)

    def action_take_back(self) -> None:
        """The question is open again."""
        if (question := self._chosen()) and question.id in self._person.answers:
            self._record(question, Answer.UNANSWERED)
            self._show(question.id)

    def action_answer_not_applicable(self) -> None:
        """Leave the question out, once it is said why."""
        question = self._chosen()
        if question is None:
            return

        def leave_out(reason: str | None) -> None:
            if reason:
                self._answer(Answer.NOT_APPLICABLE, reason)

        before = self._person.answers.get(question.id)
        self.app.push_screen(ReasonDialog(question.text, before.reason if before else ""), leave_out)

    def _answer(self, answer: Answer, reason: str = "") -> None:
        question = self._chosen()
        if question is not None and self._record(question, answer, reason):
            self._go_on(question)

    def _record(self, question: Question, answer: Answer, reason: str = "") -> bool:
        try:
            self._person = self._store.record(question.id, answer, reason)
        except HoleoutError as error:
            self.notify(str(error), title="Not saved", severity="error", markup=False, timeout=12)
            return False
        if self._problem and self._store.aside:
            told = f"The file that could not be read is now {self._store.aside}."
            self.notify(told, severity="warning", markup=False, timeout=12)
        self._problem = ""
        return True

    def _go_on(self, question: Question) -> None:
        """To the next question; at the end of a page, stay and say how it stands."""
        sheet = self._sheet
        if sheet is None:
            return
        place = sheet.questions.index(question) + 1
        if place < len(sheet.questions):
            self._show(sheet.questions[place].id)
            self._say("")
        else:
            self._show(question.id)
            self._say(self._outcome(sheet))

    def _outcome(self, sheet: Sheet) -> str:
        answers = self._person.counted()
        if sheet.stage is None:
            return f"That was quick. {self._key('quick')} asks all questions, {self._key('result')} shows the ladder."
        left = len(sheet.left(answers))
        score = sheet_score(self.app.talk.lifecycle, sheet, answers)
        after = self._beside(1)
        onward = (
            f"→ {after.stage.name}"
            if after and after.stage
            else f"{self._key('result')} shows how deep the hole is"
        )
        stand = f"{left} left open" if left else "all answered"
        return f"{sheet.stage.name}: {number(score)}, {stand}.  {onward}"

    def _key(self, command: str) -> str:
        return key_of(command, self.app.keys)

    # Moving

    def action_next_question(self) -> None:
        """Choose the next question."""
        self._say("")
        self.view.move(1)

    def action_previous_question(self) -> None:
        """Choose the question before."""
        self._say("")
        self.view.move(-1)

    def action_skip(self) -> None:
        """The next question; at the end of a page, the next page."""
        question = self._chosen()
        if question and self._sheet and question is self._sheet.questions[-1]:
            self.action_next_sheet()
        else:
            self.action_next_question()

    def action_first_question(self) -> None:
        """Choose the first question."""
        self.view.choose_edge(last=False)

    def action_last_question(self) -> None:
        """Choose the last question."""
        self.view.choose_edge(last=True)

    def action_scroll_down(self) -> None:
        """Scroll down by a page."""
        self.view.page(1)

    def action_scroll_up(self) -> None:
        """Scroll up by a page."""
        self.view.page(-1)

    def action_next_sheet(self) -> None:
        """The next stage; after the last one, the result."""
        if after := self._beside(1):
            self._turn(after)
        elif self._sheet is not None:
            self.action_result()

    def action_previous_sheet(self) -> None:
        """The stage before."""
        if before := self._beside(-1):
            self._turn(before)

    def _beside(self, by: int) -> Sheet | None:
        if self._sheet not in self._sheets:
            return None
        place = self._sheets.index(self._sheet) + by
        return self._sheets[place] if 0 <= place < len(self._sheets) else None

    def _turn(self, sheet: Sheet, question: str = "") -> None:
        self._sheet = sheet
        self._say("")
        self.view.scroll_to(y=0, animate=False)
        self._show(question or self._first_open())

    def action_quick(self) -> None:
        """The quick form, and from there all questions again."""
        if self._sheet and self._sheet.id == QUICK:
            self._opening = ""
            sheet = self._first_sheet()
        else:
            sheet = self._quick()
        if sheet:
            self._turn(sheet)

    def action_why(self) -> None:
        """Open the pitfall that a bad answer leaves open."""
        self.view.open()

    @on(EntryView.Opened)
    def open_entry(self, event: EntryView.Opened) -> None:
        """A question opens its pitfall."""
        event.prevent_default()  # or the handler of PageScreen would open it as well
        pitfalls = self.app.talk.lifecycle.pitfalls
        question = self._chosen()
        known = [id for id in (question.pitfalls if question else ()) if id in pitfalls]
        if known:
            self.app.open_target(Target("pitfall", known[0]))
        else:
            self._say("No pitfall is written down for this question.")

    def action_result(self) -> None:
        """How deep the hole is; from there to any stage."""
        self.app.push_screen(ResultScreen(self._person, self._store, self._jump))

    def _jump(self, target: Target) -> None:
        """Show the stage, or the question, that was chosen in the result."""
        for sheet in self._sheets:
            if target.kind == "sheet" and sheet.id == target.id:
                self._turn(sheet)
            elif any(question.id == target.id for question in sheet.questions):
                self._turn(sheet, target.id)

    def action_leave(self) -> None:
        """Close; every answer is kept, and the map tells what they come to."""
        self.app.surroundings_changed()
        self.dismiss()
