"""What the presenter does with what it hears from its room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.layout.board import Suggested
from holeout.room.client import BoardChanged, CommandReceived, StateChanged
from holeout.tui.presenter_room import PresenterRoom

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
