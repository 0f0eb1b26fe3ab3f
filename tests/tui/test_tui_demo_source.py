"""A demo's source: changed in a copy, run, compared, forgotten."""

from __future__ import annotations

import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from holeout.layout.target import Target
from holeout.tui.screens.demo import DemoScreen
from holeout.tui.screens.demo_source import editor_command, first_line
from holeout.tui.screens.dialogs import ConfirmDialog
from holeout.tui.screens.slides import SlidesScreen
from holeout.tui.widgets.source_editor import SourceEditor
from tests.tui.demo_talk import HEAD, TINY, Prepared, ready, said, shown, until, write_talk

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from textual.pilot import Pilot

    from holeout.talk import Talk
    from holeout.tui.app import HoleoutApp
    from tests.tui.conftest import MakeApp

TEXT = HEAD.format(title="The tiny demo", interactive="false") + TINY


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    return write_talk(tmp_path / "talk", "# One\n\n<!-- demo: tiny -->\n", {"tiny": TINY})


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make_app: MakeApp) -> Path:
    monkeypatch.setenv("HOLEOUT_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def kept(data: Path) -> str:
    path = data / "edits" / "talk" / "tiny.py"
    return path.read_text() if path.exists() else ""


@asynccontextmanager
async def opened(
    make_app: MakeApp, talk: Talk, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[HoleoutApp, Pilot[None]]]:
    """The page of the tiny demo, which has run once."""
    app = make_app(talk)
    ready(app)
    async with app.run_test(size=size) as pilot:
        app.open_target(Target("demo", "tiny"))
        await until(pilot, lambda: "it really ran" in shown(app) and "Ended" in said(app))
        yield app, pilot


def editor(app: HoleoutApp) -> SourceEditor:
    return app.screen.query_one(SourceEditor)


async def edit(pilot: Pilot[None], app: HoleoutApp, old: str, new: str) -> None:
    """Open the source and type over `old`."""
    await pilot.press("e")
    await until(pilot, lambda: app.screen.query(SourceEditor) and editor(app).has_focus)
    lines = editor(app).text.splitlines()
    row = next(y for y, line in enumerate(lines) if old in line)
    column = lines[row].index(old)
    editor(app).move_cursor((row, column))
    editor(app).move_cursor((row, column + len(old)), select=True)
    await pilot.press(*new)


async def test_a_changed_copy_runs_and_the_original_is_never_touched(
    make_app: MakeApp, talk: Talk, data: Path
) -> None:
    async with opened(make_app, talk) as (app, pilot):
        await edit(pilot, app, "really", "quickly")
        await pilot.press("ctrl+r")
        await until(pilot, lambda: "it quickly ran" in shown(app))
        assert app.screen.query_one("DemoHead")._mark == "(your copy)"  # type: ignore[attr-defined]
    assert (talk.path / "content" / "demos" / "tiny.py").read_text() == TEXT
    assert kept(data) == TEXT.replace("really", "quickly")


async def test_a_copy_is_there_at_the_next_start_and_the_slide_runs_the_original(
    make_app: MakeApp, talk: Talk, data: Path
) -> None:
    (data / "edits" / "talk").mkdir(parents=True)
    (data / "edits" / "talk" / "tiny.py").write_text(TEXT.replace("really", "quickly"))
    app = make_app(talk)
    ready(app)
    edited = app.services.edits.of(talk.demos["tiny"])
    assert edited is not None
    assert edited.demo is not None
    app.services.consents.give(edited.demo)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("d")
        await until(pilot, lambda: "it really ran" in shown(app))
        await pilot.press("D")
        await until(pilot, lambda: isinstance(app.screen, DemoScreen))
        await pilot.press("r")
        await until(pilot, lambda: "it quickly ran" in shown(app))


async def test_leaving_keeps_every_key_and_what_is_the_original_again_is_no_copy(
    make_app: MakeApp, talk: Talk, data: Path
) -> None:
    async with opened(make_app, talk) as (app, pilot):
        await edit(pilot, app, "really", "q?d/m")
        await pilot.press("escape")
        assert "q?d/m" in kept(data)
        assert isinstance(app.screen, DemoScreen)
        await edit(pilot, app, "q?d/m", "really")
        await pilot.press("escape")
        assert kept(data) == ""


async def test_what_was_typed_is_kept_by_itself_and_at_the_end(
    make_app: MakeApp, talk: Talk, data: Path
) -> None:
    async with opened(make_app, talk, (140, 40)) as (app, pilot):
        await edit(pilot, app, "really", "slowly")
        await until(pilot, lambda: "slowly" in kept(data))
        await edit(pilot, app, "slowly", "last")
        await pilot.press("ctrl+q")
    assert "last" in kept(data)


async def test_changes_are_shown_and_forgotten_only_when_meant(
    make_app: MakeApp, talk: Talk, data: Path
) -> None:
    async with opened(make_app, talk) as (app, pilot):
        await pilot.press("u")
        assert "nothing to undo" in said(app)
        await edit(pilot, app, "really", "quickly")
        await pilot.press("escape", "c")
        await until(pilot, lambda: '+print("it quickly ran")' in editor(app).text)
        assert '-print("it really ran")' in editor(app).text
        await pilot.press("z", "c")
        assert editor(app).text == TEXT.replace("really", "quickly")
        await pilot.press("u", "n")
        assert "quickly" in kept(data)
        await pilot.press("u")
        await until(pilot, lambda: isinstance(app.screen, ConfirmDialog))
        await pilot.press("y")
        await until(pilot, lambda: kept(data) == "")
        assert editor(app).text == TEXT


async def test_a_copy_that_is_not_python_says_where_and_runs_nothing(make_app: MakeApp, talk: Talk) -> None:
    async with opened(make_app, talk) as (app, pilot):
        run = app.services.run_of(talk.demos["tiny"])
        await edit(pilot, app, "print(", "print((")
        await pilot.press("ctrl+r")
        await until(pilot, lambda: "Your copy, line 13: this is not Python" in said(app))
        assert app.services.run_of(talk.demos["tiny"]) is run


async def test_a_wide_screen_shows_the_source_beside_the_terminal(make_app: MakeApp, talk: Talk) -> None:
    async with opened(make_app, talk, (160, 40)) as (app, pilot):
        await edit(pilot, app, "really", "x")
        await pilot.press("escape")
        assert editor(app).region.width == 79
        assert app.screen.query_one("TerminalPane").region.width == 80
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: app.screen.query_one("TerminalPane").region.width == 80)
        await until(pilot, lambda: not editor(app).region)


async def test_a_copy_changed_by_nobody_here_is_asked_about(
    make_app: MakeApp, talk: Talk, data: Path
) -> None:
    async with opened(make_app, talk) as (app, pilot):
        (data / "edits" / "talk").mkdir(parents=True)
        (data / "edits" / "talk" / "tiny.py").write_text(TEXT.replace("really", "secretly"))
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, ConfirmDialog))
        await pilot.press("n")
        assert "secretly" not in shown(app)


async def test_typing_into_a_demo_that_was_not_agreed_to_agrees_to_nothing(
    make_app: MakeApp, talk: Talk
) -> None:
    app = make_app(talk)
    environments = Prepared()
    app.services._environments = environments  # type: ignore[assignment]
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_target(Target("demo", "tiny"))
        await until(pilot, lambda: isinstance(app.screen, ConfirmDialog))
        await pilot.press("n")
        await edit(pilot, app, "really", "x")
        await pilot.press("ctrl+r")
        await until(pilot, lambda: isinstance(app.screen, ConfirmDialog))
        assert environments.asked == 0


def test_the_editor_is_the_one_that_the_person_chose(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "code --wait 'a b'")
    assert editor_command() == ["code", "--wait", "a b"]
    monkeypatch.setenv("VISUAL", "vim")
    assert editor_command() == ["vim"]
    monkeypatch.delenv("VISUAL")
    monkeypatch.delenv("EDITOR")
    monkeypatch.setenv("PATH", "/nowhere")
    assert editor_command() is None


async def test_an_editor_that_cannot_be_run_is_told(
    make_app: MakeApp, talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", f"{sys.executable}-is-not-there")
    async with opened(make_app, talk) as (app, pilot):
        await pilot.press("E")
        title = app.screen.query_one("DemoSource LinesView")
        await until(pilot, lambda: "did not run" in title.render_line(0).text)
        assert isinstance(app.screen, DemoScreen)
        assert not isinstance(app.screen, SlidesScreen)


def test_the_source_opens_where_the_code_begins() -> None:
    assert TEXT.splitlines()[first_line(TEXT)].startswith("print")
    assert first_line("not python (") == 0
