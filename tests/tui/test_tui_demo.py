"""A demo on its screen: asked for, refused, shown as a recording."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from holeout.demos import run
from holeout.demos.process import Limits
from holeout.layout.target import Target
from holeout.tui.screens.demo import DemoScreen
from holeout.tui.screens.dialogs import ConfirmDialog
from holeout.tui.widgets.demo_head import DemoHead
from tests.tui.demo_talk import TINY, Prepared, ready, said, shown, until, write_talk

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from holeout.talk import Talk
    from holeout.tui.app import HoleoutApp
    from tests.tui.conftest import MakeApp


@pytest.fixture
def foreign(tmp_path: Path) -> Talk:
    """A talk that did not come with the program, with one demo, its recording, and no slide for it."""
    return write_talk(tmp_path / "foreign", "# One\n", {"tiny": TINY})


async def open_page(pilot: Pilot[None], app: HoleoutApp) -> None:
    app.open_target(Target("demo", "tiny"))
    await until(pilot, lambda: isinstance(app.screen, ConfirmDialog) or app.screen.query(DemoHead))


async def test_a_demo_from_elsewhere_runs_only_after_consent(make_app: MakeApp, foreign: Talk) -> None:
    app = make_app(foreign)
    environments = Prepared()
    app.services._environments = environments  # type: ignore[assignment]
    async with app.run_test(size=(80, 24)) as pilot:
        await open_page(pilot, app)
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
        await until(pilot, lambda: "it really ran" in shown(app))
        await until(pilot, lambda: "Ended." in said(app))


async def test_a_demo_that_is_not_prepared_says_so_and_offers_its_recording(
    make_app: MakeApp, foreign: Talk
) -> None:
    app = make_app(foreign)
    ready(app, Prepared(None))
    async with app.run_test(size=(80, 24)) as pilot:
        await open_page(pilot, app)
        await until(pilot, lambda: "Not prepared" in said(app))
        await pilot.press("v")
        await until(pilot, lambda: "How long will my delivery take" in shown(app))
        assert "RECORDED 20" in said(app)


async def test_a_demo_runs_on_while_its_page_is_closed(make_app: MakeApp, foreign: Talk) -> None:
    app = make_app(foreign)
    ready(app)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_page(pilot, app)
        await until(pilot, lambda: "it really ran" in shown(app))
        await pilot.press("escape")
        assert not isinstance(app.screen, DemoScreen)
        await open_page(pilot, app)
        await until(pilot, lambda: "it really ran" in shown(app))


GREEDY = {
    "endless": ("while True: pass\n", "longer than its 1 seconds"),
    "hog": ("import time\nheld = bytearray(300_000_000)\ntime.sleep(60)\n", "more than its 100 MB of memory"),
    "flood": ('while True: print("x" * 70)\n', "printed more than its 0.2 MB"),
}


@pytest.mark.parametrize("greed", GREEDY)
async def test_a_greedy_demo_is_stopped_and_its_page_says_what_it_took_too_much_of(
    make_app: MakeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, greed: str
) -> None:
    body, words = GREEDY[greed]
    seconds = 1 if greed == "endless" else 60
    limits = Limits(seconds=seconds, memory=100_000_000, output=200_000)
    monkeypatch.setattr(run, "limits_of", lambda *_, **__: limits)
    app = make_app(write_talk(tmp_path / "talk", "# One\n", {"tiny": body}))
    ready(app)
    async with app.run_test(size=(100, 30)) as pilot:
        await open_page(pilot, app)
        await until(pilot, lambda: words in said(app))
        assert "so it was stopped. Press r" in said(app)
        demo = app.services.run_of(app.talk.demos["tiny"])
        assert demo is not None
        assert demo.outcome is not None
        assert demo.outcome.code != 0
