"""Settings that a person wrote hold in the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.presenting.settings import read_settings
from holeout.tui.screens.map import MapScreen
from tests.tui.test_tui_slides import shown

if TYPE_CHECKING:
    from tests.tui.conftest import MakeApp


async def test_keys_that_swap_their_meanings_do_so(make_app: MakeApp) -> None:
    settings, problems = read_settings('[keys]\nblank = "m"\nmap = ["b", "full_stop"]\n', "s.toml")
    assert problems == []
    app = make_app(keys=settings.keys)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m")
        assert app.presentation.blank
        await pilot.press("m", "b")
        assert isinstance(app.screen, MapScreen)
        await pilot.press("escape", "right")
        assert app.presentation.slide == 1


async def test_a_narrower_text_wraps_earlier(make_app: MakeApp) -> None:
    lines = {}
    for width in (100, 50):
        app = make_app(text_width=width)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("n", "end", "s")
            lines[width] = max(len(line.strip()) for line in shown(app).splitlines()[:-1])
    assert lines[50] <= 50 < lines[100]
