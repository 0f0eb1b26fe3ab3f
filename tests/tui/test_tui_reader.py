"""What stands beside the slides of somebody who reads alone, and what they write there."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from textual.widgets import TextArea

from holeout.kept.margin import MarginStore, own_path
from holeout.layout.styled import plain_text
from holeout.presenting.commands import Context
from holeout.talk import Talk, load_talk
from holeout.tui.coach import coach_for
from holeout.tui.screens.margin_note import MarginNote
from holeout.tui.widgets.notes_view import NotesView
from holeout.tui.widgets.slide_view import SlideView

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from holeout.tui.app import HoleoutApp
    from tests.tui.conftest import MakeApp

WIDE = (120, 40)
FRAME, PEOPLE, FIRST_WITH_STAGE = 8, 10, 8
"""Slides by number: those at which the bundled talk's first chapters begin."""


def beside(app: HoleoutApp) -> str:
    """The text beside the slide."""
    view = app.screen.query_one(NotesView)
    return " ".join(" ".join(plain_text(line) for line, _ in view._lines).split())


def footer(app: HoleoutApp) -> str:
    """The last line of the slide."""
    view = app.screen.query_one(SlideView)
    return "".join(segment.text for segment in view.render_line(view.size.height - 1))


async def test_a_reader_sees_the_chapter_what_is_left_and_what_to_do(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("right_square_bracket")
        await pilot.pause()
        assert app.presentation.slide == FRAME - 1
        assert "1 Frame, 1 of 2" in beside(app)
        assert "min left" in beside(app)
        assert "Predict first A rule may look at one number only." in beside(app)
        assert "Then run the demo: d Ask your team If ML were forbidden" in beside(app)
        await pilot.press("right_square_bracket")
        assert app.presentation.slide == PEOPLE - 1
        await pilot.press("left_square_bracket", "left_square_bracket")
        assert app.presentation.slide == 0


async def test_a_note_of_ones_own_is_kept_at_its_slide_in_a_file_to_edit(
    make_app: MakeApp, bundled: Talk
) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("right", "N")
        await pilot.pause()
        assert isinstance(app.screen, MarginNote)
        await pilot.press(*"ask Ann", "enter", "enter", *"soon", "escape")
        await pilot.pause()
        assert "Your note ask Ann soon N changes it." in beside(app)
    path = own_path(bundled.slug)
    assert (
        path.read_text()
        == "# Notes on The prototype hole\n\n## One tweet of frustration\n\nask Ann\n\nsoon\n"
    )
    assert path.stat().st_mode & 0o077 == 0, "a note is nobody else's business"
    path.write_text(path.read_text().replace("ask Ann", "ask \x1b[31mBob\u202e"))
    again = make_app()
    async with again.run_test(size=WIDE) as pilot:
        await pilot.press("right")
        await pilot.pause()
        assert "ask [31mBob" in beside(again).replace("\ufffd", "")
        await pilot.press("N")
        await pilot.pause()
        again.screen.query_one(TextArea).clear()
        await pilot.press("escape")
        await pilot.pause()
        assert "Your note N writes it." in beside(again)
    assert path.read_text() == "# Notes on The prototype hole\n"


async def test_a_file_that_cannot_be_read_is_told_and_kept(make_app: MakeApp, bundled: Talk) -> None:
    path = own_path(bundled.slug)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\xff\xfe not text")
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        while "Your note" not in beside(app):
            await pilot.pause(0.02)
        assert "is not UTF-8 text" in beside(app)
        await pilot.press("N")
        await pilot.pause()
        assert not isinstance(app.screen, MarginNote)
    assert path.read_bytes() == b"\xff\xfe not text"


async def test_a_note_that_the_disk_does_not_take_is_there_until_it_does(
    make_app: MakeApp, bundled: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        with monkeypatch.context() as disk:
            disk.setattr("holeout.kept.margin.write_atomically", full)
            await pilot.press("N")
            await pilot.pause()
            await pilot.press(*"ask Ann", "escape")
            await pilot.pause()
            assert [note.title for note in app._notifications] == ["Your note was not kept"]
        assert "Your note ask Ann" in beside(app)
        await pilot.press("right", "left", "N")
        await pilot.pause()
        await pilot.press(*" soon", "escape")
        await pilot.pause()
        assert "Your note ask Ann soon" in beside(app)
    assert "ask Ann soon" in own_path(bundled.slug).read_text()


async def test_nobody_writes_beside_a_slide_that_an_audience_sees(make_app: MakeApp) -> None:
    app = make_app(presenting=True)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("N")
        await pilot.pause()
        assert not isinstance(app.screen, MarginNote)


def test_two_programs_that_write_lose_nothing(tmp_path: Path) -> None:
    one, other = (MarginStore(tmp_path / "a.margin.md", "A talk") for _ in range(2))
    one.write("Dough", "salt")
    other.write("Oven", "hot")
    one.write("Dough", "less salt")
    assert other.notes() == {"Dough": "less salt", "Oven": "hot"}


async def test_the_first_start_teaches_until_it_is_learned_and_never_again(
    make_app: MakeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOLEOUT_STATE", str(tmp_path / "state"))
    deck = tmp_path / "deck.md"
    deck.write_text("# One\n\n---\n\n# Two\n")
    app = make_app(load_talk(deck), teach=True)
    async with app.run_test(size=(80, 24)) as pilot:
        while not app.lesson([Context.SLIDES]):
            await pilot.pause(0.02)
        await pilot.pause()
        assert "1/4  → shows what comes next. Press it." in footer(app)
        await pilot.press("right")
        await pilot.pause()
        assert "2/4  ← goes back." in footer(app)
    half_way = make_app(load_talk(deck), teach=True)
    async with half_way.run_test(size=(80, 24)) as pilot:
        while not half_way.lesson([Context.SLIDES]):
            await pilot.pause(0.02)
        await pilot.press("right", "left", "slash", "escape", "question_mark", "escape")
        await pilot.pause()
        assert half_way.lesson([Context.SLIDES]) == ""
        assert "→ Next" in footer(half_way)
    assert coach_for(with_map=False) is None
