"""The Assessment as somebody answers it: by keys, leaving, coming back, and looking at what it comes to."""

from __future__ import annotations

import resource
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from textual.screen import Screen
from textual.widgets import Input

from holeout.kept.answers import as_json, open_store, own_path
from holeout.layout.assess_pages import quick_questions, sheet_page, stage_sheets
from holeout.layout.styled import plain_text
from holeout.layout.target import Target
from holeout.lifecycle.answers import Answer, Assessment, Reply, Team
from holeout.lifecycle.model import Forgotten, Lifecycle, Question, Stage
from holeout.talk import load_talk
from holeout.tui import navigation
from holeout.tui.app import HoleoutApp
from holeout.tui.options import Options
from holeout.tui.screens.assess import AssessScreen
from holeout.tui.screens.assess_result import ResultScreen
from holeout.tui.services import Services
from holeout.tui.widgets.key_bar import KeyBar
from tests.conftest import ROOT
from tests.lifecycle.lifecycle_example import SMALL

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from holeout.talk import Talk

NO, ONCE, ROUTINE, NA = Answer.NO, Answer.ONCE, Answer.ROUTINE, Answer.NOT_APPLICABLE
NOW = datetime(2026, 7, 30, 9, 0, tzinfo=UTC).timestamp()
MONTH = 30 * 86_400.0


@pytest.fixture
def bread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Talk:
    """A talk of two stages with two questions each."""
    monkeypatch.chdir(tmp_path)
    for name, text in {**SMALL, "slides/bread.md": "# Bread\n"}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return load_talk(tmp_path)


@pytest.fixture
def bundled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Talk:
    """The talk as it ships. The answers are in a folder whose name is the same in every run."""
    monkeypatch.chdir(ROOT)
    talk = load_talk()
    assert talk.lifecycle.questions
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOLEOUT_DATA", "answers")
    return talk


class Visit:
    """One look at the assessment, in a program of its own."""

    def __init__(self, app: HoleoutApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> AssessScreen:
        assert isinstance(self.app.screen, AssessScreen)
        return self.app.screen

    @property
    def chosen(self) -> str:
        target = self.screen.view.target
        return target.id if target else ""

    @property
    def text(self) -> str:
        screen = self.app.screen
        assert isinstance(screen, AssessScreen | ResultScreen)
        return "\n".join(plain_text(line) for entry in screen.entries() for line in entry.draw(74))

    @property
    def said(self) -> str:
        return plain_text(self.screen.query_one(KeyBar)._message)


class Told:
    """Opens no page, and tells which was asked for."""

    def __init__(self, opened: Callable[..., None]) -> None:
        self._opened = opened

    def first_screen(self) -> Screen[None]:
        return Screen()

    def open_target(self, _: HoleoutApp, target: Target) -> None:
        self._opened(target)


@asynccontextmanager
async def visit(
    talk: Talk, opening: str = "", now: float = NOW, opened: Callable[..., None] = lambda *_: None
) -> AsyncIterator[Visit]:
    told = Told(opened)
    app = HoleoutApp(talk, Services(talk), told, Options(), now=lambda: now)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await app.push_screen(AssessScreen(opening))
        await pilot.pause()
        yield Visit(app, pilot)


def kept(talk: Talk) -> dict[str, Answer]:
    return open_store(talk.slug).load().counted()


async def test_answers_are_kept_at_once_and_the_next_visit_begins_where_one_left(bread: Talk):
    async with visit(bread) as first:
        assert first.chosen == "dough1"
        await first.pilot.press("n", "o")
        assert kept(bread) == {"dough1": NO, "dough2": ONCE}
        await first.pilot.press("right", "r")
        assert kept(bread) == {"dough1": NO, "dough2": ONCE, "bake1": ROUTINE}
    async with visit(bread) as again:
        assert again.chosen == "bake2"
        assert "● routinely   Is the oven hot?" in again.text
        await again.pilot.press("left")
        assert "○ no          Is salt weighed?" in again.text
        assert "◐ once        Is it kneaded?" in again.text


async def test_a_killed_program_has_every_answer_on_disk(bread: Talk):
    async with visit(bread) as one:
        await one.pilot.press("n", "r")
        copy = own_path(bread.slug).read_text()
    own_path(bread.slug).write_text(copy)
    async with visit(bread) as again:
        assert again.chosen == "bake1"


async def test_at_the_end_of_a_stage_one_sees_how_it_stands_before_going_on(bread: Talk):
    async with visit(bread) as one:
        await one.pilot.press("n", "r")
        assert one.chosen == "dough2"
        assert one.said.strip() == "Dough: 0.25, all answered.  → Bake"
        await one.pilot.press("right")
        assert one.chosen == "bake1"
        assert one.said == ""


async def test_a_skipped_question_stays_open_and_is_met_again(bread: Talk):
    async with visit(bread) as one:
        await one.pilot.press("space", "r", "space", "o", "o", "right")
        assert isinstance(one.app.screen, ResultScreen)
        assert "3 of 4 answered" in one.text
    async with visit(bread) as again:
        assert again.chosen == "dough1"


async def test_not_applicable_needs_a_reason_which_is_shown(bread: Talk):
    async with visit(bread) as one:
        await one.pilot.press("x", "enter")
        assert one.app.screen.query_one(Input).has_focus
        assert kept(bread) == {}
        await one.pilot.press("escape", "x", *"raw", "enter")
        await one.pilot.pause()
        assert kept(bread) == {"dough1": NA}
        assert "– left out    Is salt weighed?" in one.text
        assert "because: raw" in one.text
        assert one.chosen == "dough2"


async def test_an_answer_can_be_changed_and_taken_back(bread: Talk):
    async with visit(bread) as one:
        await one.pilot.press("n", "up", "r", "up", "u")
        assert kept(bread) == {}
        assert one.chosen == "dough1"
        assert "· open        Is salt weighed?" in one.text


async def test_the_result_leads_to_a_stage_a_pitfall_and_a_tool(bread: Talk):
    opened: list[Target] = []
    async with visit(bread, opened=opened.append) as one:
        await one.pilot.press("n", "n", "right", "r", "r", "s")
        assert "Weakest rung: Dough (0.00). 1 rung is missing of 2." in one.text
        await one.pilot.press("down", "down", "enter", "down", "enter")
        assert opened == [Target("pitfall", "dough-salt"), Target("tool", "scale")]
        await one.pilot.press("home", "down", "enter")
        await one.pilot.pause()
        assert one.chosen == "bake1"


async def test_a_question_opens_the_pitfall_that_it_is_about(bread: Talk):
    opened: list[Target] = []
    async with visit(bread, opened=opened.append) as one:
        await one.pilot.press("enter", "down", "enter")
        assert opened == [Target("pitfall", "dough-salt")]
        assert "No pitfall" in one.said
        assert one.screen.demo == ""
        await one.pilot.press("up")
        assert one.screen.demo == "taste"


async def test_a_second_visit_a_month_later_shows_what_has_changed(bread: Talk):
    async with visit(bread, now=NOW - 2 * MONTH) as one:
        await one.pilot.press("n", "o")
    async with visit(bread, now=NOW - MONTH) as one:
        await one.pilot.press("left", "home", "o")
    async with visit(bread) as one:
        await one.pilot.press("left", "home", "r", "s")
        assert "Since 2026-06-30\n↑ Dough  0.50 → 0.88" in one.text
        await one.pilot.press("c")
        assert "Since 2026-05-31\n↑ Dough  0.12 → 0.88" in one.text
        await one.pilot.press("c")
        assert "Since 2026-06-30" in one.text


async def test_when_all_is_answered_the_next_visit_begins_with_the_result(bread: Talk):
    async with visit(bread) as one:
        await one.pilot.press("r", "r", "right", "r", "r")
    async with visit(bread) as again:
        assert isinstance(again.app.screen, ResultScreen)
        assert "0 rungs are missing of 2" in again.text


async def test_an_old_file_still_counts_when_the_talk_asks_one_more(bread: Talk, tmp_path: Path):
    async with visit(bread) as one:
        await one.pilot.press("r", "r", "right", "r", "r")
    path = tmp_path / "content" / "assessment.yaml"
    path.write_text(path.read_text() + "  - {id: bake3, stage: bake, weight: 1, text: Is it cool?}\n")
    async with visit(load_talk(tmp_path)) as again:
        assert again.chosen == "bake3"
        assert "2 of 3 answered" in again.text


async def test_a_broken_file_is_shown_then_put_aside_by_the_first_answer(bread: Talk):
    path = own_path(bread.slug)
    path.parent.mkdir(parents=True)
    path.write_text('{"version": 1, "answers": {"dough1"')
    async with visit(bread) as one:
        assert "is not whole JSON" in one.text
        assert path.read_text().endswith('"dough1"')
        await one.pilot.press("o")
        assert "is not whole JSON" not in one.text
        (toast,) = one.app._notifications
    assert kept(bread) == {"dough1": ONCE}
    (aside,) = path.parent.glob("*.broken-*.json")
    assert toast.message == f"The file that could not be read is now {aside}."
    assert aside.read_text().endswith('"dough1"')


async def test_an_answer_that_the_disk_does_not_take_is_told_and_given_again_once_it_does(bread: Talk):
    path = own_path(bread.slug)
    async with visit(bread) as one:
        await one.pilot.press("o")
        before = path.read_bytes()
        # No more than this program's files may hold: what a disk without room is to it.
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (8, limits[1]))
        try:
            await one.pilot.press("r")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        (toast,) = one.app._notifications
        assert toast.title == "Not saved"
        assert f"{path} cannot be written: File too large" in toast.message
        assert path.read_bytes() == before
        chosen = one.chosen
        await one.pilot.press("r")
    assert kept(bread) == {"dough1": ONCE, chosen: ROUTINE}


async def test_an_answer_that_could_not_be_written_is_not_shown_as_given(bread: Talk):
    path = own_path(bread.slug)
    path.parent.mkdir(parents=True)
    path.write_text('{"version": 99}')
    async with visit(bread) as one:
        await one.pilot.press("o")
        assert "· open        Is salt weighed?" in one.text
        assert one.chosen == "dough1"
    assert path.read_text() == '{"version": 99}'


async def test_the_quick_form_counts_in_the_whole(bread: Talk):
    async with visit(bread, "quick") as one:
        assert "Dough: Is salt weighed?" in one.text
        assert "Bake: Is the oven hot?" in one.text
        await one.pilot.press("o", "n")
        assert "Weakest rung so far: Bake." in one.text
        await one.pilot.press("5")
        assert one.chosen == "dough2"
        await one.pilot.press("5")
        assert "Quick questions" in one.text
    assert kept(bread) == {"dough1": ONCE, "bake1": NO}


async def test_a_talk_without_questions_says_so(tmp_path: Path):
    (tmp_path / "deck.md").write_text("# One\n")
    async with visit(load_talk(tmp_path / "deck.md")) as one:
        assert "no questions" in one.text
        await one.pilot.press("n", "right", "space", "5", "enter", "u", "x", "s")
        assert "Nothing is answered yet" in one.text


def test_the_quick_form_is_the_talks_choice_or_the_heaviest_of_the_five_most_forgotten():
    stages = {
        name: Stage(name, at, name, "?", forgotten=Forgotten(at % 4)) for at, name in enumerate("abcdefg")
    }
    questions = {
        f"{name}{weight}": Question(f"{name}{weight}", name, "?", float(weight))
        for name in "abcdefg"
        for weight in (1, 3, 2)
    }
    lifecycle = Lifecycle(stages=stages, questions=questions)
    assert [question.id for question in quick_questions(lifecycle)] == ["b3", "c3", "d3", "f3", "g3"]
    chosen = Lifecycle(
        stages=stages, questions=questions, extra={"assessment": {"quick": ["a2", "gone", {"x": 1}, "e1"]}}
    )
    assert [question.id for question in quick_questions(chosen)] == ["a2", "e1"]


def test_every_stage_of_the_bundled_talk_fits_a_small_terminal_with_its_longest_answers(bundled: Talk):
    lifecycle = bundled.lifecycle
    sheets = stage_sheets(lifecycle)
    assert sum(len(sheet.questions) for sheet in sheets) == len(lifecycle.questions)
    person = Assessment("a", {id: Reply(ROUTINE) for id in lifecycle.questions})
    for sheet in sheets:
        lines = [line for entry in sheet_page(lifecycle, sheets, sheet, person) for line in entry.draw(74)]
        assert len(lines) <= 22, sheet.title


def answered(talk: Talk) -> None:
    """A project with a good model and hardly anything around it, as of two dates."""
    words = {"n": NO, "o": ONCE, "r": ROUTINE}
    given = {
        "frame": "norno", "people": "nonnn", "data": "orronro", "labels": "onrn", "train": "rroo", "evaluate": "oornno",
        "account": "noonn", "ship": "nnrroo", "adopt": "nnnoo", "monitor": "nonnn", "learn": "nno", "retire": "",
    }  # fmt: skip
    person = Assessment("a")
    for sheet in stage_sheets(talk.lifecycle)[:5]:
        for question, key in zip(sheet.questions, given.get(sheet.id, ""), strict=False):
            person = person.answer(question.id, Reply(NO if key == "o" else words[key]))
    person = person.remember("2026-06-30T09:00:00.000+00:00")
    for sheet in stage_sheets(talk.lifecycle):
        for question, key in zip(sheet.questions, given.get(sheet.id, ""), strict=False):
            person = person.answer(question.id, Reply(words[key], at="2026-07-30T08:59:00.000+00:00"))
    person = person.answer("data7", Reply(NA, "the data is our own, and of machines"))
    own_path(talk.slug).parent.mkdir(parents=True)
    own_path(talk.slug).write_text(as_json(Team.of(talk.slug, person)))


SMALL_SCREEN, LARGE_SCREEN = (80, 24), (120, 40)
PICTURES = {
    "questions-80x24": (SMALL_SCREEN, "", ["left"] * 8),
    "questions-120x40": (LARGE_SCREEN, "", ["left"] * 8),
    "quick-80x24": (SMALL_SCREEN, "quick", []),
    "quick-120x40": (LARGE_SCREEN, "quick", []),
    "result-80x24": (SMALL_SCREEN, "", ["s"]),
    "result-120x40": (LARGE_SCREEN, "", ["s"]),
    "result-end-80x24": (SMALL_SCREEN, "", ["s", "end"]),
    "reason-80x24": (SMALL_SCREEN, "", ["x"]),
}


@pytest.mark.parametrize(("size", "opening", "keys"), PICTURES.values(), ids=PICTURES)
def test_picture(bundled: Talk, monkeypatch, snap_compare, size, opening, keys):
    """A stage's questions, the quick form, the ladder, the lower end of its page, the question for a reason."""
    monkeypatch.setattr(Input, "cursor_blink", False)
    answered(bundled)
    app = HoleoutApp(bundled, Services(bundled), navigation, Options(), now=lambda: NOW)

    async def show(pilot: Pilot[None]) -> None:
        await app.push_screen(AssessScreen(opening))
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=show)
