"""Pictures on slides: drawn when they are ready, gone when the slide is, and never in the way."""

from __future__ import annotations

import shutil
import threading
from typing import TYPE_CHECKING

import pytest
from rich.console import Console
from rich.segment import Segment
from textual.filter import Monochrome
from textual.strip import Strip

from holeout.pictures import preparing
from holeout.talk import load_talk
from holeout.tui import gallery
from holeout.tui.graphic_strip import GraphicStrip
from holeout.tui.screens.overview import OverviewScreen
from holeout.tui.widgets.overview_view import OverviewView
from holeout.tui.widgets.slide_view import SlideView
from tests.pictures.decoding import kitty_deleted, kitty_pictures, placed
from tests.pictures.drawing import EXAMPLE, encoded, quarters
from tests.tui.test_tui_slides import shown

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from holeout.tui.app import HoleoutApp
    from tests.tui.conftest import MakeApp

RED = (255, 0, 0)


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    """The example, to be changed at will."""
    shutil.copytree(EXAMPLE, tmp_path / "talk")
    return tmp_path / "talk" / "deck.md"


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Pictures are only made while this is set."""
    gate = threading.Event()
    prepare = preparing.prepare

    def gated(*wish: object) -> object:
        assert gate.wait(20)
        return prepare(*wish)  # type: ignore[arg-type]

    monkeypatch.setattr(gallery, "prepare", gated)
    return gate


def colors(app: HoleoutApp) -> set[tuple[int, int, int]]:
    """The colours of the half blocks on the slide."""
    view = app.screen.query_one(SlideView)
    segments = [segment for y in range(view.size.height) for segment in view.render_line(y)]
    looks = [segment.style for segment in segments if "▀" in segment.text and segment.style]
    return {tuple(style.color.triplet) for style in looks if style.color and style.color.triplet}


async def until(pilot: Pilot[None], true: Callable[[], bool], what: str) -> None:
    for _ in range(400):
        if true():
            return
        await pilot.pause(0.02)
    raise AssertionError(f"{what} does not come; there is\n{shown(pilot.app)}")  # type: ignore[arg-type]


async def test_a_picture_is_on_the_slide_in_its_colours(make_app: MakeApp, deck: Path) -> None:
    app = make_app(load_talk(deck), images="blocks")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: {RED, (0, 255, 0), (0, 0, 255)} <= colors(app), "the chart")
        assert "[image:" not in shown(app)


async def test_keys_do_not_wait_for_a_picture(make_app: MakeApp, deck: Path, gate: threading.Event) -> None:
    app = make_app(load_talk(deck), images="blocks")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "[image: Four quarters" in shown(app)
        await pilot.press("right")
        assert "what it shows" in shown(app)
        await pilot.press("left")
        assert "[image: Four quarters" in shown(app)
        gate.set()
        await until(pilot, lambda: RED in colors(app), "the chart")


async def test_a_picture_is_revealed_by_its_step(make_app: MakeApp, deck: Path) -> None:
    app = make_app(load_talk(deck), images="blocks")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("right", "right")
        await until(pilot, lambda: bool(colors(app)), "the slope")
        assert RED not in colors(app)
        await pilot.press("right")
        await until(pilot, lambda: RED in colors(app), "the first frame")
        assert (0, 0, 255) not in colors(app)


async def test_a_picture_below_the_screen_scrolls_into_it(make_app: MakeApp, deck: Path) -> None:
    words = "\n\n".join(f"line {number}" for number in range(12))
    deck.write_text(f"# Long\n\n{words}\n\n![a chart](quarters.png)\n\n---\n\n# Next\n")
    app = make_app(load_talk(deck), images="kitty")
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.screen.query_one(SlideView)

        def rows() -> list[int]:
            lines = (view.render_line(y) for y in range(view.size.height))
            return [
                placed(line.render(app.console))[1][0][0] for line in lines if isinstance(line, GraphicStrip)
            ]

        await until(pilot, lambda: not view.page.waits, "the chart")
        assert rows() == []
        await pilot.press("right")
        assert app.presentation.slide == 0
        assert rows() == [0, 1, 2, 3]
        await pilot.press("left")
        assert rows() == []


async def test_neighbours_have_their_pictures_ready_before_they_are_shown(
    make_app: MakeApp, deck: Path
) -> None:
    app = make_app(load_talk(deck), images="blocks")
    async with app.run_test(size=(80, 24)) as pilot:
        gold = ("disc.png", 30, 15)
        await until(pilot, lambda: bool(app.pictures.draw(*gold)), "the disc")
        await pilot.press("right")
        assert "[image:" not in shown(app)
        assert colors(app)


@pytest.mark.parametrize(
    ("images", "colors"),
    [("text", "truecolor"), ("auto", "standard"), ("auto", None)],
)
async def test_where_pictures_say_less_than_words_they_are_described(
    make_app: MakeApp, deck: Path, monkeypatch: pytest.MonkeyPatch, images: str, colors: str | None
) -> None:
    monkeypatch.setattr(Console, "color_system", colors)
    app = make_app(load_talk(deck), images=images)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("right", "right", "right")
        lines = [line.strip() for line in shown(app).splitlines() if "[image" in line]
        assert lines == [
            "[image: A slope from black to white]",
            "[image: Two frames, of which the first is red]",
        ]


async def test_a_picture_that_cannot_be_shown_leaves_its_description(make_app: MakeApp, deck: Path) -> None:
    app = make_app(load_talk(deck), images="blocks")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", "4", "enter")
        for name in ("not there", "another machine", "in lines"):
            assert name in shown(app)


@pytest.mark.usefixtures("whole_pictures")
async def test_a_picture_that_proves_damaged_leaves_its_description(make_app: MakeApp, deck: Path) -> None:
    place = deck.parent / "quarters.png"
    place.write_bytes(place.read_bytes()[:300])
    app = make_app(load_talk(deck), images="blocks")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: not app.screen.query_one(SlideView).page.waits, "the end of waiting")
        assert "[image: Four quarters" in shown(app)


async def test_an_edited_picture_takes_the_place_of_the_old_one(make_app: MakeApp, deck: Path) -> None:
    app = make_app(load_talk(deck), images="blocks")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: RED in colors(app) and app._reloading is not None, "the chart")
        (deck.parent / "quarters.png").write_bytes(encoded(quarters(64, 64).rotate(90)))
        await until(pilot, lambda: colors(app) and _left_top(app) == (0, 255, 0), "the turned chart")


def _left_top(app: HoleoutApp) -> tuple[int, int, int] | None:
    view = app.screen.query_one(SlideView)
    for y in range(view.size.height):
        for segment in view.render_line(y):
            if "▀" in segment.text and segment.style and segment.style.color:
                return tuple(segment.style.color.triplet)  # type: ignore[arg-type]
    return None


async def test_a_picture_that_is_saved_later_appears(make_app: MakeApp, deck: Path) -> None:
    app = make_app(load_talk(deck), images="blocks")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", "4", "enter")
        await until(pilot, lambda: app._reloading is not None, "watching")
        (deck.parent / "missing.png").write_bytes(encoded(quarters(64, 32)))
        await until(pilot, lambda: RED in colors(app), "the new picture")


async def test_a_reload_shows_no_description_in_between(
    make_app: MakeApp, deck: Path, gate: threading.Event
) -> None:
    app = make_app(load_talk(deck), images="blocks")
    async with app.run_test(size=(80, 24)) as pilot:
        gate.set()
        await until(pilot, lambda: RED in colors(app), "the chart")
        gate.clear()
        (deck.parent / "quarters.png").write_bytes(encoded(quarters(64, 64).rotate(90)))
        talk = app.talk
        await pilot.press("r")
        await until(pilot, lambda: app.talk is not talk, "the new talk")
        assert _left_top(app) == RED
        gate.set()
        await until(pilot, lambda: _left_top(app) == (0, 255, 0), "the turned chart")


async def test_the_next_start_shows_the_picture_before_it_is_read(
    make_app: MakeApp, deck: Path, gate: threading.Event
) -> None:
    gate.set()
    async with make_app(load_talk(deck), images="blocks").run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: RED in colors(pilot.app), "the chart")  # type: ignore[arg-type]
        await pilot.press("q")
    gate.clear()
    again = make_app(load_talk(deck), images="blocks")
    async with again.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert RED in colors(again)
        gate.set()
    (deck.parent / "quarters.png").write_bytes(encoded(quarters(64, 64).rotate(90)))
    gate.clear()
    changed = make_app(load_talk(deck), images="blocks")
    async with changed.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert not colors(changed)
        gate.set()


async def test_miniatures_have_the_colours_of_their_pictures(make_app: MakeApp, deck: Path) -> None:
    app = make_app(load_talk(deck), images="blocks")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("o")
        assert isinstance(app.screen, OverviewScreen)

        def seen() -> set[tuple[int, int, int]]:
            view = app.screen.query_one(OverviewView)
            styles = [segment.style for y in range(8) for segment in view.render_line(y)]
            return {tuple(s.color.triplet) for s in styles if s and s.color and s.color.triplet}

        await until(pilot, lambda: {RED, (0, 255, 0), (255, 215, 0)} <= seen(), "colours")


async def test_the_room_gets_descriptions(make_app: MakeApp, deck: Path) -> None:
    from holeout.tui.broadcast import page_text

    app = make_app(load_talk(deck), images="blocks")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: RED in colors(app), "the chart")
        text = page_text(app.slide, 0, app.surroundings)
        assert "[image: Four quarters: red, green, blue and white]" in text
        assert "▀" not in text


async def test_kitty_gets_a_picture_once_and_has_it_taken_back(
    make_app: MakeApp, deck: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(load_talk(deck), images="kitty")
    sent: list[str] = []
    monkeypatch.setattr(app, "send", sent.append)
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.screen.query_one(SlideView)

        def strips() -> list[GraphicStrip]:
            lines = [view.render_line(y) for y in range(view.size.height)]
            return [line for line in lines if isinstance(line, GraphicStrip)]

        await until(pilot, lambda: len(strips()) == 10, "a chart of ten rows")
        picture, cells = placed(strips()[3].render(app.console))
        assert cells == [(3, column) for column in range(40)]
        assert kitty_pictures("".join(sent))[picture].image.size[0] >= 40 * 8
        await pilot.press("right")
        await until(pilot, lambda: len(strips()) == 15, "the disc")
        await pilot.press("left", "right", "left")
        await pilot.pause()
        uploads = "".join(sent)
        assert uploads.count(f"i={picture},") == 1
    assert picture in kitty_deleted("".join(sent))
    assert sorted(kitty_deleted("".join(sent))) == sorted(kitty_pictures("".join(sent)))


HALVES = [Segment("ab"), Segment("▀▀▀▀"), Segment("c")]


def test_a_strip_that_is_cut_falls_back_to_half_blocks() -> None:
    console = Console(width=20, force_terminal=True, color_system="truecolor")
    strip = GraphicStrip(HALVES, 7, (Strip(HALVES[:1], 2), "\x1bGRAPHIC", Strip(HALVES[2:], 1)))
    assert strip.render(console) == "ab\x1bGRAPHICc"
    assert strip.apply_filter(Monochrome(), None) is strip  # type: ignore[arg-type]
    left, right = strip.divide([4, 7])
    assert left.render(console) + right.render(console) == "ab▀▀▀▀c"
    assert strip.crop(0, 4).render(console) == "ab▀▀"
    assert strip.divide([7])[0].render(console) == "ab\x1bGRAPHICc"


def test_a_strip_with_a_graphic_is_another_than_the_same_in_half_blocks() -> None:
    plain = Strip(HALVES, 7)
    graphic, same, other = (GraphicStrip(HALVES, 7, (text,)) for text in ("one", "one", "two"))
    assert graphic == same
    assert graphic != other
    assert graphic != plain
    assert plain != graphic
