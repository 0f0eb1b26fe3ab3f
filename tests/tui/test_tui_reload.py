"""Editing a talk while it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from holeout.talk import load_talk
from holeout.tui.reload import Watch, reload
from tests.tui.test_tui_slides import shown

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from holeout.tui.app import HoleoutApp
    from tests.tui.conftest import MakeApp

DECK = "# One\n\nfirst\n\n---\n\n# Two\n\nsecond\n\n---\n\n# Three\n\nthird\n"


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    path = tmp_path / "deck.md"
    path.write_text(DECK)
    return path


async def until(app: HoleoutApp, pilot: Pilot[None], text: str) -> None:
    for _ in range(200):
        if text in shown(app):
            return
        await pilot.pause(0.05)
    raise AssertionError(f"{text!r} is not on the screen:\n{shown(app)}")


async def test_an_edit_is_shown_by_itself_at_the_slide_that_changed(make_app: MakeApp, deck: Path) -> None:
    app = make_app(load_talk(deck))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(app, pilot, "first")
        await pilot.pause(0.5)
        deck.write_text(DECK.replace("third", "third and new"))
        await until(app, pilot, "third and new")
        assert app.presentation.slide == 2


async def test_a_broken_edit_keeps_the_last_good_slide_and_names_the_line(
    make_app: MakeApp, deck: Path
) -> None:
    app = make_app(load_talk(deck))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(app, pilot, "first")
        await pilot.press("right")
        deck.write_text(DECK.replace("second", "<!-- time: soon -->"))
        await pilot.press("r")
        await until(app, pilot, "deck.md:9:1")
        assert "second" in shown(app)
        deck.write_text(DECK.replace("second", "mended"))
        await pilot.press("r")
        await until(app, pilot, "mended")
        assert "deck.md:9" not in shown(app)


def test_a_file_that_goes_and_comes_back_is_a_change_each_time(deck: Path) -> None:
    watch = Watch([deck])
    assert not watch.changed()
    deck.unlink()
    assert watch.changed()
    deck.write_text("# Other\n")
    assert watch.changed()
    assert not watch.changed()


@pytest.mark.parametrize(
    ("edited", "slide"),
    [
        (DECK, None),
        (DECK.replace("first", "1st"), 0),
        (DECK.replace("# Three", "# 3"), 2),
        (DECK + "\n---\n\n# Four\n", 3),
        ("# Zero\n\n---\n\n" + DECK, 0),
    ],
)
def test_the_changed_slide_is_found(deck: Path, edited: str, slide: int | None) -> None:
    old = load_talk(deck)
    assert len(old.deck) == 3
    deck.write_text(edited)
    assert reload(old).changed_slide == slide
