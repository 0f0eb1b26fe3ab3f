"""A demo on its screen: asked for, refused, shown as a recording."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from holeout.demos import run
from holeout.demos.environment import Environments
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


async def told_and_played_as_a_recording(
    pilot: Pilot[None], app: HoleoutApp, brief: str, *words: str
) -> None:
    """`brief` stays above the pane, `words` stand in a message, and the recording plays."""
    await until(pilot, lambda: brief in said(app))
    assert "Not run; v shows the recording" in said(app)
    (toast,) = app._notifications
    for each in words:
        assert each in toast.message
    await pilot.press("v")
    await until(pilot, lambda: "How long will my delivery take" in shown(app))
    assert not list(app._notifications)


async def test_without_uv_the_page_says_so_and_plays_the_recording(
    make_app: MakeApp, foreign: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "uv", None)
    app = make_app(foreign)
    app.services.consents.give(foreign.demos["tiny"])
    async with app.run_test(size=(80, 24)) as pilot:
        await open_page(pilot, app)
        words = ("demos need uv, which is not installed", "install holeout anew")
        await told_and_played_as_a_recording(pilot, app, words[0], *words)


async def test_where_uv_fails_the_page_gives_its_reason_and_plays_the_recording(
    make_app: MakeApp, foreign: Talk, tmp_path: Path
) -> None:
    uv = tmp_path / "uv"
    uv.write_text("#!/bin/sh\nprintf 'error: \\033[31mno route to the index\\033[0m\\n' >&2\nexit 2\n")
    uv.chmod(0o755)
    app = make_app(foreign)
    app.services._environments = Environments(tmp_path / "cache", [str(uv)])
    app.services.consents.give(foreign.demos["tiny"])
    async with app.run_test(size=(80, 24)) as pilot:
        await open_page(pilot, app)
        await until(pilot, lambda: "Not prepared" in said(app))
        await pilot.press("p")
        words = ("error: no route to the index\n", "check the network")
        await told_and_played_as_a_recording(pilot, app, "tiny cannot be prepared", *words)


async def test_where_nothing_can_be_written_a_demo_is_told_to_have_no_place_and_plays_as_a_recording(
    make_app: MakeApp, foreign: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("STATE", "CACHE"):
        monkeypatch.setenv(f"HOLEOUT_{name}", "/dev/null/nowhere")
    app = make_app(foreign)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_page(pilot, app)
        # It was agreed to, though nothing can keep that.
        await pilot.press("y")
        words = ("cannot be written: Not a directory", "is the disk full")
        await told_and_played_as_a_recording(pilot, app, "Not run", "/dev/null/nowhere/", *words)
        assert app.services.may_run(foreign.demos["tiny"])


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
