"""Demos inside slides: started by a key, running on while the slides turn, gone at the end."""

from __future__ import annotations

import os
import re
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from holeout.deck.blocks import ViewKind
from holeout.demos.cast import OUTPUT, read_cast
from holeout.demos.emulator import Size
from holeout.demos.ghostty import GhosttyEmulator
from holeout.layout.page import FOOTER, lay_out, view_target
from holeout.layout.styled import plain_text
from holeout.tui.screens.demo import DemoScreen
from holeout.tui.screens.demo_panel import DemoPanel
from holeout.tui.screens.dialogs import ConfirmDialog
from holeout.tui.screens.slide_demos import top_of
from holeout.tui.screens.slides import SlidesScreen
from holeout.tui.widgets.slide_view import SlideView
from tests.tui.demo_talk import ROOT, TINY, Prepared, ready, said, shown, until, write_talk

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from textual.pilot import Pilot

    from holeout.talk import Talk
    from holeout.tui.app import HoleoutApp
    from tests.tui.conftest import MakeApp

SLIDES = """# One

<!-- demo: lively -->

<!-- pause -->

And then?

---

# Two

nothing runs here

---

# Three

<!-- demo: other -->
"""
LIVELY = """
import os, select, signal, sys, tty
def tell(*_):
    print("size", *os.get_terminal_size(), flush=True)
signal.signal(signal.SIGWINCH, tell)
tty.setcbreak(0)
tell()
count = 0
while True:
    count += 1
    print("tick", count, "of", os.getpid(), flush=True)
    if select.select([0], [], [], 0.05)[0]:
        key = os.read(0, 1).decode()
        print("key", key, flush=True)
        if key == "q":
            break
"""


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    return write_talk(tmp_path / "talk", SLIDES, {"lively": LIVELY, "other": TINY}, interactive=True)


def ticks(app: HoleoutApp) -> int:
    """How far the lively demo has counted."""
    run = app.services.run_of(app.talk.demos["lively"])
    assert run is not None
    return max(map(int, re.findall(r"tick (\d+)", run.terminal.emulator.text())), default=0)


def slide(app: HoleoutApp) -> tuple[int, int]:
    return app.presentation.slide + 1, app.presentation.step


@asynccontextmanager
async def started(make_app: MakeApp, talk: Talk) -> AsyncIterator[tuple[HoleoutApp, Pilot[None]]]:
    """The projector at the first slide, with the lively demo started in it."""
    app = make_app(talk, presenting=True)
    ready(app)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("d")
        await until(pilot, lambda: "tick" in shown(app))
        yield app, pilot


def page_text(app: HoleoutApp) -> str:
    """The slide below a demo."""
    return "\n".join(map(plain_text, app.screen.query_one(SlideView).page.lines))


async def test_until_a_demo_is_started_slides_are_slides_alone(make_app: MakeApp, talk: Talk) -> None:
    app = make_app(talk, presenting=True)
    ready(app)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("right", "right", "right", "home")
        assert not app.screen.query(DemoPanel)
        assert "The lively demo   d  runs it here" in page_text(app)
        await pilot.press("d")
        await until(pilot, lambda: "tick" in shown(app))
        assert isinstance(app.screen, SlidesScreen)


async def test_a_demo_runs_on_while_the_slides_turn_and_is_there_again(make_app: MakeApp, talk: Talk) -> None:
    async with started(make_app, talk) as (app, pilot):
        await pilot.press("right")
        assert slide(app) == (1, 1)
        assert shown(app) == "", "what the next step says would be hidden"
        before = ticks(app)
        await pilot.press("right")
        assert slide(app) == (2, 0)
        await until(pilot, lambda: ticks(app) > before + 3)
        assert shown(app) == ""
        await pilot.press("left", "left")
        assert slide(app) == (1, 0)
        before = ticks(app)
        await until(pilot, lambda: f"tick {before + 2}" in shown(app))


async def test_keys_turn_the_slides_until_the_demo_is_entered_and_again_after_leaving(
    make_app: MakeApp, talk: Talk
) -> None:
    async with started(make_app, talk) as (app, pilot):
        assert "d: your keys go to it" in said(app)
        await pilot.press("z")
        await pilot.press("d")
        assert "ctrl+] leaves" in said(app)
        await pilot.press("right", "x")
        await until(pilot, lambda: "key x" in shown(app))
        assert "key z" not in shown(app)
        assert slide(app) == (1, 0)
        await pilot.press("ctrl+right_square_bracket")
        await pilot.press("right")
        assert slide(app) == (1, 1)


async def test_the_end_of_a_demo_gives_the_keys_back(make_app: MakeApp, talk: Talk) -> None:
    async with started(make_app, talk) as (app, pilot):
        await pilot.press("d", "q")
        await until(pilot, lambda: "Ended." in said(app))
        await pilot.press("right")
        assert slide(app) == (1, 1)
        await pilot.press("left", "d")
        await until(pilot, lambda: "tick 1 of" in shown(app))


async def test_a_demo_follows_the_size_of_its_slide(make_app: MakeApp, talk: Talk) -> None:
    app = make_app(talk, presenting=True)
    ready(app)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("d")
        await until(pilot, lambda: "size 80 20" in shown(app))
        await pilot.resize_terminal(100, 50)
        await until(pilot, lambda: re.search(r"size 100 4\d", shown(app)))
        card = next(y for y, line in enumerate(page_text(app).splitlines()) if "▶" in line)
        assert app.screen.query_one(DemoPanel).region.y > card, "there is room for both"


async def test_it_stops_on_a_key_and_goes_on_another(make_app: MakeApp, talk: Talk) -> None:
    async with started(make_app, talk) as (app, pilot):
        await pilot.press("x")
        await until(pilot, lambda: "The demo was stopped." in said(app))
        await pilot.press("x")
        assert shown(app) == ""
        await pilot.press("right", "left")
        assert shown(app) == ""


async def test_two_slides_have_their_own_demos_and_a_blank_screen_shows_none(
    make_app: MakeApp, talk: Talk
) -> None:
    async with started(make_app, talk) as (app, pilot):
        await pilot.press("end", "d")
        await until(pilot, lambda: "it really ran" in shown(app))
        await pilot.press("b")
        assert shown(app) == ""
        await pilot.press("b")
        assert "it really ran" in shown(app)
        await pilot.press("home")
        await until(pilot, lambda: "tick" in shown(app))


async def test_its_page_shows_the_same_run_and_gives_it_back(make_app: MakeApp, talk: Talk) -> None:
    async with started(make_app, talk) as (app, pilot):
        run = app.services.run_of(talk.demos["lively"])
        await pilot.press("D")
        await until(pilot, lambda: isinstance(app.screen, DemoScreen))
        await until(pilot, lambda: f"tick {ticks(app)}" in shown(app))
        await pilot.press("ctrl+right_square_bracket", "escape")
        await until(pilot, lambda: isinstance(app.screen, SlidesScreen))
        before = ticks(app)
        await until(pilot, lambda: f"tick {before + 2}" in shown(app))
        assert app.services.run_of(talk.demos["lively"]) is run


async def test_without_preparation_the_recording_is_offered_and_called_one(
    make_app: MakeApp, talk: Talk
) -> None:
    app = make_app(talk, presenting=True)
    ready(app, Prepared(None))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("d")
        await until(pilot, lambda: "Not prepared. d plays its recording" in said(app))
        assert "delivery" not in shown(app)
        await pilot.press("d")
        await until(pilot, lambda: "How long will my delivery take" in shown(app))
        assert re.search(r"RECORDED 20\d\d-\d\d-\d\d, not running now", said(app))
        await pilot.press("right", "left")
        assert "RECORDED" in said(app)


async def test_a_demo_from_elsewhere_is_asked_about_in_the_slide(make_app: MakeApp, talk: Talk) -> None:
    app = make_app(talk, presenting=True)
    app.services._environments = Prepared()  # type: ignore[assignment]
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("d")
        await until(pilot, lambda: isinstance(app.screen, ConfirmDialog))
        await pilot.press("n")
        await until(pilot, lambda: "did not agree" in said(app))
        await pilot.press("d")
        await until(pilot, lambda: isinstance(app.screen, ConfirmDialog))
        await pilot.press("y")
        await until(pilot, lambda: "tick" in shown(app))


async def test_a_deck_edited_meanwhile_takes_the_demo_off_a_slide_that_lost_it(
    make_app: MakeApp, talk: Talk
) -> None:
    app = make_app(talk, presenting=True)
    ready(app)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("d")
        await until(pilot, lambda: "tick" in shown(app) and app.screen._settled)  # type: ignore[attr-defined]
        talk.deck_path.write_text(SLIDES.replace("<!-- demo: lively -->", "no more"))
        await pilot.press("r")
        await until(pilot, lambda: not shown(app))


async def test_leaving_the_program_ends_what_runs_in_slides(make_app: MakeApp, talk: Talk) -> None:
    async with started(make_app, talk) as (app, pilot):
        await until(pilot, lambda: re.search(r"of \d+", shown(app)) is not None)
        pid = int(re.findall(r"of (\d+)", shown(app))[0])
        os.kill(pid, 0)
        await pilot.press("end")
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_every_demo_of_the_bundled_talk_fits_into_its_slide_on_a_small_screen(bundled: Talk) -> None:
    found = 0
    for index in range(len(bundled.deck)):
        slide = bundled.deck.slide(index)
        if not (id := view_target(slide, ViewKind.DEMO)):
            continue
        found += 1
        page = lay_out(slide, slide.steps - 1, 80, 24, bundled.surroundings())
        rows = 24 - FOOTER - top_of(page, bundled.demos[id].title) - 1
        path = ROOT / "content" / "demos" / f"{id}.cast"
        emulator = GhosttyEmulator(Size(80, rows))
        for event in read_cast(path.read_text(), id).events:
            emulator.feed(event.data.encode() if event.code == OUTPUT else b"")
        emulator.scroll(-1000)
        emulator.take_changes()
        assert emulator.scrolled == 0, f"{id} needs more than {rows} lines"
        emulator.close()
    assert found >= 9
