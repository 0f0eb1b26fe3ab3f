"""How the screens look. Look at every picture that changes before it is committed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from holeout.themes.choice import Choice
from holeout.themes.palette import ANSI

if TYPE_CHECKING:
    from collections.abc import Callable

    from holeout.talk import Talk
    from tests.tui.conftest import MakeApp

SIZES = [(80, 24), (120, 40)]

SCREENS = {
    "title": [],
    "table": ["g", "5", "enter", "s"],
    "map-slide": ["g", "7", "enter"],
    "code": ["g", "1", "4", "enter", "s"],
    "text-of-slide": ["right", "n"],
    "blank": ["b"],
    "overview": ["o", "right"],
    "go-to": ["g", "d", "a", "t", "a"],
    "favourites-empty": ["f"],
    "favourite-form": ["f", "a", *"polars"],
    "help-on-slides": ["question_mark"],
}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("screen", SCREENS)
def test_screen(
    screen: str, size: tuple[int, int], make_app: MakeApp, snap_compare: Callable[..., bool]
) -> None:
    assert snap_compare(
        make_app(presenting=screen in ("title", "blank")), press=SCREENS[screen], terminal_size=size
    )


def test_map_without_colours(bundled: Talk, make_app: MakeApp, snap_compare: Callable[..., bool]) -> None:
    to_monitor = ["down"] * list(bundled.lifecycle.stages).index("monitor")
    assert snap_compare(make_app(choice=Choice(ANSI)), press=["m", *to_monitor], terminal_size=(80, 24))
