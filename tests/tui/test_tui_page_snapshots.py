"""How the map, its pages, the search and the assessment look, at three sizes in three sets of colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from holeout.favourites.model import Favourite
from holeout.kept.answers import open_store
from holeout.kept.memory import Memory
from holeout.layout.target import Target
from holeout.lifecycle.answers import Answer
from holeout.presenting.saved import Place
from holeout.themes.choice import Choice
from holeout.themes.palette import PALETTES
from holeout.tui.presenter_room import PresenterRoom, board_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from holeout.tui.app import HoleoutApp
    from tests.tui.conftest import MakeApp

SIZES = [(80, 24), (100, 30), (120, 40)]
THEMES = ["dark", "light", "high-contrast"]
SCREENS = {
    "map": (Target("map", "monitor"), []),
    "stage": (Target("stage", "data"), []),
    "pitfall": (Target("pitfall", "ship-no-rollback"), []),
    "find": (Target("find", "trainng skew"), ["end"]),
    "assess": (Target("assess", ""), []),
    "result": (Target("assess", ""), ["s"]),
}
ONCE_DARK = {
    "map-of-tools": (Target("map", "people"), ["t"]),
    "map-along-an-edge": (Target("map", "monitor"), ["left", "tab", "tab"]),
    "tool": (Target("tool", "evidently"), []),
    "source": (Target("source", "wong2021"), []),
    "incident": (Target("incident", "knight"), []),
    "sources-of-a-slide": (Target("sources", "18"), []),
}
BOARD = {
    "stages": [
        {"id": "data", "cards": [{"name": "Great Expectations", "whys": ["it tells us"], "voices": 3}]},
        {"id": "monitor", "cards": [{"name": "Evidently"}, {"name": "NannyML"}]},
    ]
}


@pytest.fixture
def lived_in(make_app: MakeApp, tmp_path: Path) -> Callable[[str, Target], HoleoutApp]:
    """The program of somebody who has looked around, has favourites and has answered most questions."""

    def make(theme: str, opening: Target) -> HoleoutApp:
        memory = Memory(tmp_path / "place.json")
        memory.save(Place(seen=frozenset({"frame", "data", "monitor"})))
        app = make_app(None, memory, choice=Choice(PALETTES[theme]), opening=opening)
        app.services.store.add(Favourite("pandera", stage="data", note="Schemas that read like the data."))
        app.services.store.add(Favourite("mlflow", stage="train"))
        store = open_store(app.talk.slug, app.now)
        answers = {"people": [Answer.NO, Answer.ONCE], "adopt": [Answer.NO], "train": [Answer.ROUTINE]}
        usual = [Answer.ROUTINE, Answer.ONCE, Answer.NO, Answer.ROUTINE, Answer.ROUTINE]
        for place, question in enumerate(app.talk.lifecycle.questions.values()):
            given = answers.get(question.stage, usual)
            if question.stage != "retire":
                store.record(question.id, given[place % len(given)])
        room = PresenterRoom(app, lan=False)
        room._board = board_of(BOARD)
        app._room = room
        return app

    return make


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("screen", SCREENS)
def test_page(
    screen: str,
    size: tuple[int, int],
    theme: str,
    lived_in: Callable[[str, Target], HoleoutApp],
    snap_compare: Callable[..., bool],
) -> None:
    opening, keys = SCREENS[screen]
    assert snap_compare(lived_in(theme, opening), press=keys, terminal_size=size)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("screen", ONCE_DARK)
def test_page_in_the_dark(
    screen: str,
    size: tuple[int, int],
    lived_in: Callable[[str, Target], HoleoutApp],
    snap_compare: Callable[..., bool],
) -> None:
    opening, keys = ONCE_DARK[screen]
    assert snap_compare(lived_in("dark", opening), press=keys, terminal_size=size)
