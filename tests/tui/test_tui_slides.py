"""Presenting and reading, key by key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from holeout.kept.memory import Memory
from holeout.presenting.saved import Place
from holeout.presenting.state import Clock
from holeout.talk import load_talk
from holeout.tui.screens.slides import SlidesScreen
from holeout.tui.widgets.entry_view import EntryView
from holeout.tui.widgets.slide_view import SlideView
from tests.tui.conftest import NOW

if TYPE_CHECKING:
    from pathlib import Path

    from holeout.tui.app import HoleoutApp
    from tests.tui.conftest import MakeApp


def shown(app: HoleoutApp) -> str:
    """The text of the slide on the screen."""
    view = app.screen.query_one(SlideView)
    return "\n".join(
        "".join(segment.text for segment in view.render_line(y)) for y in range(view.size.height)
    )


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    path = tmp_path / "deck.md"
    points = "\n".join(f"- point {n}" for n in range(40))
    path.write_text(
        f"# One\n\na\n\n<!-- pause -->\n\nb\n\n---\n\n# Tall\n\n{points}\n\n---\n\n# Last [b]x[/b]\n"
    )
    return path


async def test_a_key_reveals_a_step_before_it_turns_the_slide(make_app: MakeApp, deck: Path) -> None:
    app = make_app(load_talk(deck))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "a" in shown(app).split()
        assert "b" not in shown(app).split()
        await pilot.press("right")
        assert "b" in shown(app).split()
        await pilot.press("right")
        assert "Tall" in shown(app)


async def test_a_slide_taller_than_the_screen_says_so_and_scrolls_before_it_turns(
    make_app: MakeApp, deck: Path
) -> None:
    app = make_app(load_talk(deck))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("right", "right")
        assert "more lines" in shown(app)
        assert "point 39" not in shown(app)
        for _ in range(4):
            if "point 39" in shown(app):
                break
            await pilot.press("right")
        assert "point 39" in shown(app)
        assert app.presentation.slide == 1
        assert "more lines" not in shown(app)
        await pilot.press("right")
        assert app.presentation.slide == 2


async def test_text_in_brackets_is_shown_as_it_is_written(make_app: MakeApp, deck: Path) -> None:
    app = make_app(load_talk(deck))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("end")
        assert "Last [b]x[/b]" in shown(app)


async def test_the_next_start_is_on_the_same_slide_with_the_clock_going_on(
    make_app: MakeApp, deck: Path, tmp_path: Path
) -> None:
    memory = Memory(tmp_path / "place.json")
    app = make_app(load_talk(deck), memory, presenting=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("end")
        started = app.presentation.clock.started
    again = make_app(load_talk(deck), memory, presenting=True)
    async with again.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert again.presentation.slide == 2
        assert again.presentation.clock.started == started
        assert "resumed" in shown(again)


async def test_a_deck_that_was_edited_meanwhile_resumes_at_the_slide_of_that_title(
    make_app: MakeApp, deck: Path, tmp_path: Path
) -> None:
    memory = Memory(tmp_path / "place.json")
    async with make_app(load_talk(deck), memory).run_test(size=(80, 24)) as pilot:
        await pilot.press("end")
    deck.write_text("# New\n\n---\n\n" + deck.read_text())
    again = make_app(load_talk(deck), memory)
    async with again.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Last" in shown(again)


async def test_a_broken_memory_starts_at_the_beginning(make_app: MakeApp, deck: Path, tmp_path: Path) -> None:
    memory = Memory(tmp_path / "place.json")
    memory.path.write_text('{"version": 1, "slide": "many"')
    app = make_app(load_talk(deck), memory)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.presentation.slide == 0


async def test_a_terminal_that_changes_its_size_gets_a_whole_slide(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for size in ((120, 40), (60, 16), (200, 60), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert "The prototype hole" in shown(app), size


async def test_escape_leads_back_to_the_slides_from_everywhere(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        for way in (
            ["m", "enter", "enter", "down", "enter"],
            ["f"],
            ["slash", "x"],
            ["g"],
            ["o"],
            ["question_mark"],
            ["d"],
        ):
            await pilot.press(*way)
            assert not isinstance(app.screen, SlidesScreen), way
            for _ in range(6):
                if isinstance(app.screen, SlidesScreen):
                    break
                await pilot.press("escape")
            assert isinstance(app.screen, SlidesScreen), way


@pytest.mark.parametrize(
    ("typed", "title"), [("3", "Last"), ("99", "Last"), ("tal", "Tall"), ("LAST", "Last")]
)
async def test_go_to_shows_a_slide_by_number_or_words(
    make_app: MakeApp, deck: Path, typed: str, title: str
) -> None:
    app = make_app(load_talk(deck))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", *typed, "enter")
        await pilot.pause()
        assert isinstance(app.screen, SlidesScreen)
        assert title in shown(app)


async def test_the_list_of_slides_opens_at_the_slide_that_is_up(make_app: MakeApp, deck: Path) -> None:
    app = make_app(load_talk(deck))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("end", "g")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert app.presentation.slide == 2


async def test_a_clock_that_was_left_running_yesterday_begins_anew_and_so_does_one_after_home(
    make_app: MakeApp, deck: Path, tmp_path: Path
) -> None:
    memory = Memory(tmp_path / "place.json")
    for age, elapsed in ((600.0, 600.0), (20 * 3600.0, 0.0)):
        memory.save(Place(slide=2, title="Last", clock=Clock(started=NOW - age)))
        app = make_app(load_talk(deck), memory, presenting=True)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            assert app.presentation.slide == 2
            assert app.presentation.clock.elapsed(NOW) == elapsed
            await pilot.press("home")
            assert (app.presentation.slide, app.presentation.clock.elapsed(NOW)) == (0, 0.0)


async def test_the_search_finds_what_slides_say_and_what_is_said_to_them(
    make_app: MakeApp, tmp_path: Path
) -> None:
    deck = tmp_path / "deck.md"
    deck.write_text(
        "# One\n\n---\n\n# Two\n\n- a zebra\n<!-- pause -->\n\n---\n\n# Three\n\n<!-- note: mention walruses -->\n"
    )
    app = make_app(load_talk(deck))
    async with app.run_test(size=(80, 24)) as pilot:
        for typed, slide in (("zebra", 1), ("walruses", 2)):
            await pilot.press("slash", *typed, "enter")
            await pilot.pause()
            assert app.presentation.slide == slide
        await pilot.press("slash", *"pause")
        await pilot.pause()
        assert app.screen.query_one(EntryView).target is None


async def test_nothing_of_the_notes_is_ever_on_the_projector(make_app: MakeApp, tmp_path: Path) -> None:
    deck = tmp_path / "deck.md"
    slides = [f"# Slide {n}\n\n- a\n<!-- pause -->\n- b\n\n<!-- note: secret{n} -->" for n in range(3)]
    deck.write_text("\n\n---\n\n".join([*slides, "# Last\n\nNote:\nsecret of the last"]))
    app = make_app(load_talk(deck), presenting=True)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        seen = ""
        for key in ("n", "right", "right", "s", "o", "escape", "g", "escape", "slash", "s", "e", "c", "escape",
                    "b", "b", "end", "n", "question_mark", "escape", "r"):  # fmt: skip
            await pilot.press(key)
            await pilot.pause()
            seen += "\n".join(row.text for row in app.screen._compositor.render_strips())
        assert "Slide 1" in seen
        assert "secret" not in seen
        assert "holeout notes" in seen


async def test_going_back_returns_to_where_the_jump_began(make_app: MakeApp, deck: Path) -> None:
    app = make_app(load_talk(deck))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", "3", "enter")
        await pilot.pause()
        await pilot.press("u")
        assert app.presentation.slide == 0


async def test_a_misspelt_search_leads_to_the_pitfall(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"trainng servng", "enter")
        await pilot.pause()
        assert "skew" in str(getattr(app.screen, "target", ""))


async def test_a_clock_that_jumps_to_and_fro_costs_neither_the_slide_nor_the_clock(make_app: MakeApp) -> None:
    app = make_app(presenting=True)
    time = NOW
    app.now = lambda: time
    async with app.run_test() as pilot:
        await pilot.press("right")
        for jump in (60.0, -3600.0, 86_400.0, -1e9, 1e9):
            time = NOW + jump
            await pilot.press("right", "left")
            await pilot.pause()
            assert app.presentation.clock.elapsed(time) >= 0.0
        time = NOW + 90.0
        await pilot.pause()
        assert app.presentation.clock.elapsed(time) == 90.0
        assert app.presentation.slide == 1
        await pilot.press("left")
        assert "1:30" in shown(app)
        time = NOW - 3600.0
        await pilot.press("right")
        assert "0:00" in shown(app)
