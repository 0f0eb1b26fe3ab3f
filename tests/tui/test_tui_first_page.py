"""The page that a process beside the start makes is the one that the start looks for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from holeout.kept.memory import Memory
from holeout.presenting.saved import Place
from holeout.talk import load_talk
from holeout.tui.first_page import front_of, make_first_page, slide_size
from holeout.tui.page_cache import Front, PageCache
from holeout.tui.screens.slides import SlidesScreen

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.conftest import MakeApp


@pytest.fixture
def deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOLEOUT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("HOLEOUT_STATE", str(tmp_path / "state"))
    path = tmp_path / "deck.md"
    path.write_text("---\nauthor: Ada\n---\n\n# First\n\n---\n\n# Second\n\n- a\n<!-- pause -->\n- b\n")
    return path


def text_of(deck: Path, slide: int, step: int, size: tuple[int, int]) -> str:
    page = PageCache.of_talk(load_talk(deck)).find(slide, step, *size)
    assert page is not None
    return "\n".join("".join(piece.text for piece in line) for line in page.lines)


@pytest.mark.parametrize("presenting", [True, False])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_its_size_is_that_of_the_slide_on_the_screen(
    make_app: MakeApp, deck: Path, size: tuple[int, int], presenting: bool
) -> None:
    app = make_app(load_talk(deck), presenting=presenting)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, SlidesScreen)
        assert app.screen.view.size == slide_size(*size, presenting=presenting)


def test_it_is_the_slide_and_step_that_were_left_with_what_the_footer_says(deck: Path) -> None:
    talk = load_talk(deck)
    make_first_page(talk, (80, 24), None)
    assert "First" in text_of(deck, 0, 0, (80, 24))
    place = Place(slide=1, step=0, fingerprint=talk.fingerprint)
    Memory.of_deck(deck).save(place)
    make_first_page(talk, (80, 24), None)
    assert "b" not in text_of(deck, 1, 0, (80, 24)).split()
    Memory.of_deck(deck).save(replace(place, step=1))
    make_first_page(load_talk(deck), (80, 24), None)
    assert "b" in text_of(deck, 1, 1, (80, 24)).split()
    assert PageCache.of_talk(talk).front() == front_of(talk) == Front(2, "Ada")


def test_a_deck_that_was_edited_since_has_no_page_and_no_front(deck: Path) -> None:
    make_first_page(load_talk(deck), (80, 24), None)
    deck.write_text(deck.read_text() + "\n---\n\n# Third\n")
    cache = PageCache.of_talk(load_talk(deck))
    assert cache.find(0, 0, 80, 24) is None
    assert cache.front() is None
