"""Links that can be followed with a mouse and with keys; steps below the screen's end; slides without a footer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from holeout.talk import load_talk
from holeout.tui.screens.links import LinksScreen
from holeout.tui.screens.slides import SlidesScreen
from holeout.tui.widgets.entry_view import EntryView
from holeout.tui.widgets.slide_view import SlideView

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from holeout.tui.app import HoleoutApp
    from tests.tui.conftest import MakeApp

DECK = """# One

[docs](https://example.org/a), [later](#the-end) and [a file](/etc/passwd)

---

# The end

<!-- no_footer -->
"""


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that were handed to the browser."""
    found: list[str] = []
    monkeypatch.setattr("holeout.tui.app.HoleoutApp.open_url", lambda _, url, **__: found.append(url))
    return found


def view_of(app: HoleoutApp) -> SlideView:
    return app.screen.query_one(SlideView)


def lines(app: HoleoutApp) -> list[str]:
    view = view_of(app)
    return [
        "".join(segment.text for segment in view.render_line(y)).rstrip() for y in range(view.size.height)
    ]


def deck(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "deck.md"
    path.write_text(text)
    return path


async def click(app: HoleoutApp, pilot: Pilot[None], text: str) -> None:
    row, line = next((row, line) for row, line in enumerate(lines(app)) if text in line)
    await pilot.click(SlideView, offset=(line.index(text) + 1, row))
    await pilot.pause()


async def test_a_click_follows_a_link_outside_or_to_a_slide_but_never_to_a_file(
    make_app: MakeApp, tmp_path: Path, opened: list[str]
) -> None:
    app = make_app(load_talk(deck(tmp_path, DECK)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await click(app, pilot, "docs")
        await click(app, pilot, "a file")
        await click(app, pilot, "One")
        assert (opened, app.presentation.slide) == (["https://example.org/a"], 0)
        await click(app, pilot, "later")
        assert app.presentation.slide == 1


async def test_the_terminal_is_told_of_addresses_outside_alone(make_app: MakeApp, tmp_path: Path) -> None:
    app = make_app(load_talk(deck(tmp_path, DECK)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        strips = [view_of(app).render_line(y) for y in range(24)]
        told = "".join(strip.render(app.console) for strip in strips)
        assert ";https://example.org/a\x1b" in told
        assert told.count("\x1b]8;id=") == 1
        assert "passwd" not in told


async def test_keys_lead_to_the_addresses_and_open_one(
    make_app: MakeApp, tmp_path: Path, opened: list[str]
) -> None:
    app = make_app(load_talk(deck(tmp_path, DECK)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("tab")
        assert isinstance(app.screen, LinksScreen)
        view = app.screen.query_one(EntryView)
        page = "\n".join(view.render_line(y).text for y in range(view.size.height))
        assert "https://example.org/a" in page
        assert "/etc/passwd" in page
        await pilot.press("enter")
        assert opened == ["https://example.org/a"]
        await pilot.press("down", "enter")
        assert isinstance(app.screen, SlidesScreen)
        assert app.presentation.slide == 1


async def test_what_a_step_reveals_below_the_screen_s_end_scrolls_into_sight(
    make_app: MakeApp, tmp_path: Path
) -> None:
    points = "\n".join(f"- point {n}" for n in range(14))
    text = f"# Tall\n\n{points}\n\n<!-- pause -->\n\nfirst below\n\n<!-- pause -->\n\nsecond below\n"
    app = make_app(load_talk(deck(tmp_path, text)))
    async with app.run_test(size=(40, 18)) as pilot:
        await pilot.pause()
        assert "point 13" in "\n".join(lines(app))
        assert "▼" not in lines(app)[-1], "nothing is there yet that could be hidden"
        await pilot.press("right")
        assert "first below" in "\n".join(lines(app))
        await pilot.press("right")
        assert "second below" in "\n".join(lines(app))
        assert "▲" in lines(app)[-1]
        assert app.presentation.step == 2


async def test_a_slide_s_own_footer_takes_the_place_of_the_talk_s(make_app: MakeApp, tmp_path: Path) -> None:
    text = "---\nmarp: true\nauthor: Ada\nheader: Course\n---\n# A\n\n---\n\n<!-- footer: Of this *slide* -->\n# B\n"
    app = make_app(load_talk(deck(tmp_path, text)), presenting=True)
    async with app.run_test(size=(80, 24)) as pilot:
        while not app.screen._settled:  # type: ignore[attr-defined]
            await pilot.pause(0.05)
        assert "Ada" in lines(app)[-1]
        await pilot.press("end")
        assert lines(app)[0].strip() == "Course"
        assert "Of this slide" in lines(app)[-1]
        assert "Ada" not in lines(app)[-1]


async def test_a_slide_without_a_footer_shows_none(make_app: MakeApp, tmp_path: Path) -> None:
    app = make_app(load_talk(deck(tmp_path, DECK)), presenting=True)
    async with app.run_test(size=(80, 24)) as pilot:
        while not app.screen._settled:  # type: ignore[attr-defined]
            await pilot.pause(0.05)
        assert "1/2" in lines(app)[-1]
        await pilot.press("end")
        assert lines(app)[-1] == ""
