"""What the presenter does with what it hears from its room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.layout.board import Suggested
from holeout.layout.styled import plain_text
from holeout.room.client import BoardChanged, CommandReceived, StateChanged
from holeout.tui.presenter_room import PresenterRoom
from holeout.tui.widgets.map_view import MapView
from holeout.tui.widgets.slide_view import SlideView

if TYPE_CHECKING:
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
        assert len(app.screen_stack) == 2


NASTY = "[@click=app.exit]x[/]\x1b]52;c;ZXZpbA==\x07\x9b31m\u202egnp.exe"
"""What Textual, or a terminal, might take for more than words."""


async def test_words_of_the_audience_drive_neither_the_program_nor_the_terminal(make_app: MakeApp) -> None:
    app = make_app(presenting=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
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
        await pilot.pause()
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
        shown = "\n".join(plain_text(line) for line in app.screen.query_one(MapView)._lines)
        assert "✎1" in shown
