"""A terminal that is squeezed to nothing under every page, as by a screen that is unplugged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.tui.conftest import MakeApp

SIZES = ((80, 1), (1, 24), (200, 3), (1, 1))
PAGES = {
    "a slide": [],
    "blank": ["b"],
    "help": ["question_mark"],
    "search": ["slash", "m", "o"],
    "go to": ["g"],
    "overview": ["o"],
    "map": ["m"],
    "a stage": ["m", "enter"],
    "a pitfall": ["m", "enter", "enter"],
    "a demo's page": ["m", "enter", "enter", "d"],
    "demos": ["d"],
    "favourites": ["f"],
    "a favourite's form": ["f", "a"],
}


@pytest.mark.parametrize("page", PAGES)
async def test_a_terminal_squeezed_to_one_cell_and_back_shows_the_page_again(
    make_app: MakeApp, page: str
) -> None:
    app = make_app(presenting=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("right", *PAGES[page])
        await pilot.pause()
        app.clear_notifications()
        await pilot.pause()
        before = app.screen
        for size in SIZES:
            await pilot.resize_terminal(*size)
            await pilot.press("down", "up")
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert app.screen is before
        assert app.screen.size == (80, 24)
