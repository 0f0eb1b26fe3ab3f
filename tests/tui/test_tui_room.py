"""What the presenter does with what it hears from its room."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from holeout.layout.board import Suggested
from holeout.layout.sent import received_lines
from holeout.layout.styled import plain_text
from holeout.room.client import BoardChanged, CommandReceived, StateChanged
from holeout.talk import load_talk
from holeout.tui.broadcast import page_text
from holeout.tui.presenter_room import PresenterRoom
from holeout.tui.screens.slides import SlidesScreen
from holeout.tui.widgets.map_view import MapView
from holeout.tui.widgets.slide_view import SlideView
from tests.tui.desk_line import ADDRESS

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from holeout.tui.app import HoleoutApp
    from tests.tui.conftest import MakeApp

BOARD = {
    "stages": [
        {
            "id": "data",
            "cards": [{"tool": "pkg:pypi/polars", "name": "polars", "voices": 3, "whys": ["fast"]}],
        }
    ]
}


async def test_the_room_s_echo_draws_nothing_anew_and_a_board_does(make_app: MakeApp) -> None:
    app = make_app(presenting=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        room = app._room = PresenterRoom(app, lan=False)
        before = app.surroundings
        room.heard(StateChanged(1, {"slide": 1}))
        assert app.surroundings is before
        room.heard(BoardChanged(BOARD))
        assert app.surroundings.board == (Suggested("polars", "data", ("fast",), 3),)


async def test_a_desk_drives_the_slides_and_nothing_else(make_app: MakeApp) -> None:
    app = make_app(presenting=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        room = app._room = PresenterRoom(app, lan=False)
        room.heard(CommandReceived("next"))
        assert app.presentation.slide == 1
        room.heard(CommandReceived("go_to", {"slide": 7}))
        assert app.presentation.slide == 6
        for name, args in (("quit", {}), ("go_to", {"slide": "7; rm"}), ("favourites", {})):
            room.heard(CommandReceived(name, args))
        assert app.presentation.slide == 6
        assert app.is_running
        assert isinstance(app.screen, SlidesScreen)


class Told:
    """A line to the room that notes what is published."""

    def __init__(self) -> None:
        self.states: list[tuple[dict[str, Any], Any]] = []

    def offer(self, state: dict[str, Any], outline: Any = None) -> None:
        self.states.append((state, outline))

    def close(self) -> None:
        pass


def published_by(app: HoleoutApp) -> tuple[PresenterRoom, Told]:
    """The room's part of `app`, with everything that it publishes."""
    room = app._room = PresenterRoom(app, lan=False)
    told = Told()
    room.link = told  # type: ignore[assignment]
    room.opened(ADDRESS)
    return room, told


async def test_the_page_is_published_as_the_projector_shows_it_and_the_titles_once(make_app: MakeApp) -> None:
    app = make_app(presenting=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        room, told = published_by(app)
        await pilot.press("right", "right")
        room.changed()
        room._publishing.now()
        before = told.states[-1][0]["private"]
        await pilot.press("right")
        room.changed()
        room._publishing.now()
        outlines = [outline for _, outline in told.states]
        assert outlines[0] == list(app.talk.deck.titles())
        assert set(outlines[1:]) == {None}
        private = told.states[-1][0]["private"]
        assert private["size"] == [100, 29]
        assert received_lines(private["page"]) == [
            tuple(piece._replace(style=piece.style._replace(link="")) for piece in line)
            for line in app.screen.query_one(SlideView).page.lines
        ]
        assert before["next_page"] == private["page"]
        assert private["next_page"] != private["page"]


async def test_what_stands_before_the_slides_is_published_and_closed_when_somebody_drives(
    make_app: MakeApp,
) -> None:
    app = make_app(presenting=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        room, told = published_by(app)
        await pilot.press("m", "enter")
        await pilot.pause()
        room._publishing.now()
        assert told.states[-1][0]["private"]["front"] == "a stage"
        room.heard(CommandReceived("clock_reset"))
        assert len(app.screen_stack) == 3
        room.heard(CommandReceived("next"))
        await pilot.pause()
        assert isinstance(app.screen, SlidesScreen)
        assert app.presentation.slide == 1
        room._publishing.now()
        assert told.states[-1][0]["private"]["front"] == ""


async def test_nothing_that_is_being_typed_on_the_projector_is_closed_by_a_desk(make_app: MakeApp) -> None:
    app = make_app(presenting=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f", "a", *"polars")
        await pilot.pause()
        room, _ = published_by(app)
        front = app.screen
        room.heard(CommandReceived("next"))
        await pilot.pause()
        assert app.screen is front
        assert app.presentation.slide == 1


@pytest.mark.parametrize(("asked", "slide"), [(4, 3), ("4", 3), ("covid", 2), ("no such words", 0), ("", 0)])
async def test_a_desk_goes_to_a_slide_by_number_or_words(
    make_app: MakeApp, asked: object, slide: int
) -> None:
    app = make_app(presenting=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        room, _ = published_by(app)
        room.heard(CommandReceived("go_to", {"slide": asked}))
        assert app.presentation.slide == slide


async def test_a_long_deck_with_a_duration_is_published_without_a_pace(
    make_app: MakeApp, tmp_path: Path
) -> None:
    deck = tmp_path / "long.md"
    deck.write_text("---\nduration: 30m\n---\n" + "\n\n---\n\n".join(f"# S{n}" for n in range(700)))
    app = make_app(load_talk(deck), presenting=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("end")
        room, told = published_by(app)
        room.changed()
        room._publishing.now()
        assert told.states[0][0]["private"]["plan"] == {"total": 1800.0, "begin": None, "end": None}
        assert told.states[0][0]["private"]["next_title"] == ""


NASTY = "[@click=app.exit]x[/]\x1b]52;c;ZXZpbA==\x07\x9b31m\u202egnp.exe"
"""What Textual, or a terminal, might take for more than words."""


async def settled(app: HoleoutApp, pilot: Pilot[None]) -> None:
    """Wait until the first slide is up, which is when a room opens."""
    assert isinstance(app.screen, SlidesScreen)
    for _ in range(200):
        if app.screen._settled:
            return
        await pilot.pause(0.05)
    raise AssertionError("the first slide is not up")


async def test_words_of_the_audience_drive_neither_the_program_nor_the_terminal(make_app: MakeApp) -> None:
    app = make_app(presenting=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        room = app._room = PresenterRoom(app, lan=False)
        titles = list(app.talk.deck.titles())
        app.drive("go_to", {"slide": titles.index("Your favourites") + 1})
        card = {"tool": NASTY, "name": NASTY, "voices": 1, "whys": [NASTY], "talking": True}
        room.heard(BoardChanged({"stages": [{"id": "data", "cards": [card, {**card, "talking": False}]}]}))
        await pilot.pause()
        view = app.screen.query_one(SlideView)
        text = "\n".join(strip.text for strip in view._strips)
        assert text.count("[@click=app.exit]x[/]") >= 2
        assert not set(text) & set("\x1b\x07\x9b\u202e")
        for y in range(4, 14):
            await pilot.click(SlideView, offset=(8, y))
        assert app.is_running


async def test_a_board_draws_only_slides_anew_that_show_it(make_app: MakeApp) -> None:
    app = make_app(presenting=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        view = app.screen.query_one(SlideView)
        await pilot.press("right", "left")
        room = app._room = PresenterRoom(app, lan=False)
        app.screen.renew()
        await pilot.pause()
        before = view.page
        room.heard(BoardChanged(BOARD))
        assert view.page is before
        titles = list(app.talk.deck.titles())
        app.drive("go_to", {"slide": titles.index("Your favourites") + 1})
        await pilot.pause()
        before = view.page
        room.heard(BoardChanged(BOARD))
        assert view.page is before, "the same board again changes nothing"
        room.heard(BoardChanged({"stages": []}))
        assert view.page is not before


async def test_the_map_counts_what_the_audience_suggests_while_it_is_open(make_app: MakeApp) -> None:
    app = make_app(presenting=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        room = app._room = PresenterRoom(app, lan=False)
        await pilot.press("m")
        await pilot.pause()
        room.heard(BoardChanged(BOARD))
        await pilot.pause()
        shown = "\n".join(strip.text.rstrip() for strip in app.screen.query_one(MapView)._strips)
        assert "✎1" in shown


async def test_an_open_room_shows_its_address_once_and_a_local_one_nothing(make_app: MakeApp) -> None:
    app = make_app(presenting=True)
    async with app.run_test(size=(80, 24)) as pilot:
        room = app._room = PresenterRoom(app, lan=True)
        room.opened(replace(ADDRESS, join_url=""))
        await pilot.pause()
        assert len(app._notifications) == 0
        room.opened(ADDRESS)
        room.opened(replace(ADDRESS, pid=7))  # the same room, started anew where it was
        await pilot.pause()
        (told,) = app._notifications
        assert "open to everybody on this network" in told.title
        assert told.message == ADDRESS.join_url


async def test_nothing_lies_over_the_code_of_a_join_slide(tmp_path: Path, make_app: MakeApp) -> None:
    deck = tmp_path / "talk.md"
    deck.write_text("# Before\n\n---\n\n# Join us\n\n<!-- join -->\n")
    app = make_app(load_talk(str(deck)), presenting=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        room = app._room = PresenterRoom(app, lan=True)
        room.opened(ADDRESS)
        await pilot.pause()
        assert len(app._notifications) == 1
        await pilot.press("right")
        assert len(app._notifications) == 0
        room.opened(replace(ADDRESS, join_url="HTTP://192.168.1.24:41791/J/QX7F"))
        await pilot.pause()
        assert len(app._notifications) == 0


async def test_phones_are_told_the_address_of_a_join_slide_and_not_its_code(
    tmp_path: Path, make_app: MakeApp
) -> None:
    deck = tmp_path / "talk.md"
    deck.write_text("# Join us\n\n<!-- join -->\n")
    app = make_app(load_talk(str(deck)), presenting=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        room = app._room = PresenterRoom(app, lan=True)
        room.opened(ADDRESS)
        app.surroundings_changed()
        assert any("▀" in plain_text(line) for line in app.surroundings.join_code)
        text = page_text(app.slide_at(0), 0, app.surroundings)
        assert [line.strip() for line in text.splitlines() if line.strip()] == ["Join us", ADDRESS.join_url]
