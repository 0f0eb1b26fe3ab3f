"""A demo on its screen: asked for, refused, shown as a recording."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from holeout.talk import Talk, load_talk
from holeout.tui.screens.demo import DemoScreen
from holeout.tui.screens.dialogs import ConfirmDialog
from holeout.tui.widgets.demo_head import DemoHead
from holeout.tui.widgets.terminal_pane import TerminalPane

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from holeout.demos.model import Demo
    from holeout.tui.app import HoleoutApp
    from tests.tui.conftest import MakeApp

ROOT = Path(__file__).resolve().parents[2]


class Prepared:
    """Environments in which every demo is ready, with the interpreter that runs the tests."""

    def __init__(self, python: str | None = sys.executable) -> None:
        self.python = python
        self.asked = 0

    def python_of(self, _: Demo) -> Path | None:
        self.asked += 1
        return Path(self.python) if self.python else None

    def run_env(self, _: Demo, __: Path) -> dict[str, str]:
        return {"PATH": "/usr/bin:/bin", "TERM": "xterm-256color"}


DEMO = '''# /// script
# requires-python = ">=3.11"
# dependencies = ["six==1.16.0"]
# [tool.uv]
# exclude-newer = "2026-11-01T00:00:00Z"
# ///
"""A tiny demo

Watch: one line.
"""
print("it really ran")
'''


@pytest.fixture
def foreign(tmp_path: Path) -> Talk:
    """A talk that did not come with the program, with one demo and its recording."""
    folder = tmp_path / "foreign"
    (folder / "slides").mkdir(parents=True)
    (folder / "content" / "demos").mkdir(parents=True)
    (folder / "slides" / "talk.md").write_text("# One\n\n<!-- demo: tiny -->\n")
    (folder / "content" / "lifecycle.yaml").write_text("title: T\ntalk_date: '2026-01-01'\nstages: []\n")
    (folder / "content" / "demos" / "tiny.py").write_text(DEMO)
    shutil.copy(ROOT / "content/demos/green-server.cast", folder / "content/demos/tiny.cast")
    return load_talk(folder)


def said(app: HoleoutApp) -> str:
    head = app.screen.query_one(DemoHead)
    return "".join(segment.text for segment in head.render_line(2))


async def until(pilot: Pilot[None], condition: object) -> None:
    assert callable(condition)
    for _ in range(200):
        if condition():
            return
        await pilot.pause(0.05)
    raise AssertionError("it did not come to that")


def terminal_text(app: HoleoutApp) -> str:
    terminal = app.screen.query_one(TerminalPane).terminal
    return terminal.emulator.text() if terminal else ""


async def test_a_demo_from_elsewhere_runs_only_after_consent(make_app: MakeApp, foreign: Talk) -> None:
    app = make_app(foreign)
    environments = Prepared()
    app.services._environments = environments  # type: ignore[assignment]
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("d")
        await until(pilot, lambda: isinstance(app.screen, ConfirmDialog))
        await pilot.press("n")
        assert "did not agree" in said(app)
        await pilot.press("p")
        await until(pilot, lambda: isinstance(app.screen, ConfirmDialog))
        await pilot.press("n")
        assert environments.asked == 0
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, ConfirmDialog))
        await pilot.press("y")
        await until(pilot, lambda: "it really ran" in terminal_text(app))
        await until(pilot, lambda: "Ended." in said(app))


async def test_a_demo_that_is_not_prepared_says_so_and_offers_its_recording(
    make_app: MakeApp, foreign: Talk
) -> None:
    app = make_app(foreign)
    app.services._environments = Prepared(None)  # type: ignore[assignment]
    app.services.consents.give(foreign.demos["tiny"])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("d")
        await until(pilot, lambda: "Not prepared" in said(app))
        await pilot.press("v")
        await until(pilot, lambda: "How long will my delivery take" in terminal_text(app))
        assert "RECORDED 20" in said(app)


async def test_a_demo_runs_on_while_its_page_is_closed(make_app: MakeApp, foreign: Talk) -> None:
    app = make_app(foreign)
    app.services._environments = Prepared()  # type: ignore[assignment]
    app.services.consents.give(foreign.demos["tiny"])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("d")
        await until(pilot, lambda: "it really ran" in terminal_text(app))
        await pilot.press("escape")
        assert not isinstance(app.screen, DemoScreen)
        await pilot.press("d")
        assert "it really ran" in terminal_text(app)
