"""The speaker's desk, key by key, on a line that the test plays."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest

from holeout.folders import state_folder
from holeout.presenting.commands import DRIVEN
from holeout.room.client import BoardChanged, PresenceChanged, RoomAddress
from holeout.tui.desk.desk import DeskScreen
from holeout.tui.widgets.key_bar import KeyBar
from tests.tui.desk_line import ADDRESS, NOW, PlayedLine, desk_app, state_of, there
from tests.tui.test_tui_desk_state import BOARD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.pilot import Pilot

    from holeout.talk import Talk
    from holeout.tui.desk.app import DeskApp

SIZES = [(80, 24), (100, 30), (120, 40)]
TABLE = 2
"""A slide of the bundled talk with notes and steps."""


@pytest.fixture(autouse=True)
def in_utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The time of day on the desk is the speaker's: here it is always the same."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def seen(app: DeskApp) -> str:
    """The text on the screen."""
    return "\n".join(
        "".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()
    )


async def play(app: DeskApp, pilot: Pilot[None], line: PlayedLine, *messages: object) -> None:
    for message in messages:
        line.hear(message)
    await pilot.pause()


@pytest.mark.parametrize("size", SIZES)
async def test_everything_a_speaker_needs_is_on_the_desk_at_once(
    bundled: Talk, size: tuple[int, int]
) -> None:
    app = desk_app(PlayedLine(there(bundled, TABLE, 3)))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        told = seen(app)
        for expected in ("5:10", "left 24:50", "2:10 behind", "08:00", "slide 3/30", "step 4/5",
                         "Take the hardest test", "now", "next: ", "Wynants et", "232 models", "2 called"):  # fmt: skip
            assert expected in told


async def test_every_key_that_drives_is_sent_and_a_slide_is_found_by_its_title(bundled: Talk) -> None:
    line = PlayedLine(there(bundled, TABLE, 0))
    app = desk_app(line)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"lh><sub.t0", "home", "end", "pagedown", "pageup", "space", "backspace")
        assert {name for name, _ in line.asked} == DRIVEN
        assert len(line.asked) == 16
        await pilot.press("g")
        await pilot.pause()
        assert "you are here" in seen(app)
        await pilot.press(*"covid", "enter")
        await pilot.pause()
        assert line.asked[-1] == ("go_to", {"slide": 3})
        assert isinstance(app.screen, DeskScreen)


async def test_a_room_that_knows_no_titles_is_sent_what_was_typed(bundled: Talk) -> None:
    line = PlayedLine([state_of(bundled, TABLE, 0)])
    app = desk_app(line)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", *"map", "enter")
        await pilot.pause()
        assert line.asked == [("go_to", {"slide": "map"})]


async def test_a_lost_presenter_is_told_in_the_bar_until_it_is_back(bundled: Talk) -> None:
    line = PlayedLine(there(bundled, TABLE, 0))
    app = desk_app(line)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await play(app, pilot, line, PresenceChanged(0))
        assert "presenter is away" in seen(app)
        assert "AI and COVID" in seen(app)
        await play(app, pilot, line, PresenceChanged(1), state_of(bundled, TABLE + 1, 0))
        assert "presenter is away" not in seen(app)
        assert "slide 4/30" in seen(app)
        await play(app, pilot, line, None)
        assert "No presentation is running" in seen(app)


@pytest.mark.parametrize("size", SIZES)
async def test_before_anything_is_known_the_desk_says_only_that(bundled: Talk, size: tuple[int, int]) -> None:
    line = PlayedLine([])
    app = desk_app(line)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        said, *rest, bar = seen(app).splitlines()
        assert said.strip() == "Looking for the presentation…"
        assert not "".join(rest).strip()
        assert "Help" in bar
        await play(app, pilot, line, *there(bundled, TABLE, 0))
        assert "AI and COVID" in seen(app)
        assert "Looking" not in seen(app)


async def test_the_page_of_codes_speaks_of_codes_only_where_it_shows_some() -> None:
    local = RoomAddress("http://127.0.0.1:41791", "t" * 32)
    for address, size, codes in (
        (ADDRESS, (80, 24), True),
        (local, (80, 24), False),
        (ADDRESS, (50, 16), False),
    ):
        app = desk_app(PlayedLine([], address))
        async with app.run_test(size=size) as pilot:
            await pilot.press("r")
            await pilot.pause()
            assert ("the left code drives" in seen(app)) is ("▀" in seen(app)) is codes
            assert "for your eyes alone" in seen(app)


async def test_a_blank_screen_and_a_page_before_the_slides_are_told(bundled: Talk) -> None:
    line = PlayedLine(there(bundled, TABLE, 0, front="the map"))
    app = desk_app(line)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert "the map is in front of" in seen(app)
        state = state_of(bundled, TABLE, 0)
        blank = state.__class__(2, {**state.public, "blank": True}, state.private, NOW)
        await play(app, pilot, line, blank)
        assert "the screen is blank" in seen(app)


async def test_what_the_notes_get_of_the_room_is_remembered_for_each_way_to_divide_it(bundled: Talk) -> None:
    for size, keys in (((80, 24), "++"), ((120, 40), "-")):
        app = desk_app(PlayedLine(there(bundled, TABLE, 0)))
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            before = notes_size(app)
            await pilot.press(*keys)
            await pilot.pause()
            after = notes_size(app)
            grown = [now - then for now, then in zip(after, before, strict=True)]
            assert (grown[0] == 0 < grown[1]) if "+" in keys else (grown[1] == 0 > grown[0])
        again = desk_app(PlayedLine(there(bundled, TABLE, 0)))
        async with again.run_test(size=size) as pilot:
            await pilot.pause()
            assert notes_size(again) == after
    kept = json.loads((state_folder() / "desk.json").read_text())
    assert kept["above"] == 60
    assert kept["beside"] < 50


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_one_of_the_slides_can_have_the_room_of_both(bundled: Talk, size: tuple[int, int]) -> None:
    app = desk_app(PlayedLine(there(bundled, TABLE + 1, 0)))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert {"now" in seen(app), "next: " in seen(app)} == {True}
        await pilot.press("v")
        await pilot.pause()
        assert "─ now" not in seen(app)
        assert "next: " in seen(app)
        await pilot.press("v")
        await pilot.pause()
        assert "next: " not in seen(app)
        assert "The report itself" in seen(app)
    again = desk_app(PlayedLine(there(bundled, TABLE + 1, 0)))
    async with again.run_test(size=size) as pilot:
        await pilot.pause()
        assert "next: " not in seen(again)


async def test_other_colours_reach_every_line_of_the_desk(bundled: Talk) -> None:
    app = desk_app(PlayedLine(there(bundled, TABLE, 0)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("T")
        await pilot.pause()
        await pilot.pause()
        assert not app.painter.palette.dark
        strips = app.screen._compositor.render_strips()
        grounds = {segment.style.bgcolor.triplet for strip in strips for segment in strip if segment.style}
        assert all(sum(ground) > 3 * 128 for ground in grounds)


def notes_size(app: DeskApp) -> tuple[int, int]:
    screen = app.screen
    assert isinstance(screen, DeskScreen)
    return screen.notes.size


@pytest.mark.parametrize("broken", ["", "[]", '{"above": 900, "beside": "wide"}', "\x00"])
async def test_a_broken_memory_of_the_desk_costs_only_that(bundled: Talk, broken: str) -> None:
    state_folder().mkdir(parents=True)
    (state_folder() / "desk.json").write_text(broken)
    app = desk_app(PlayedLine(there(bundled, TABLE, 0)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("+")
        assert "slide 3/30" in seen(app)


async def test_long_notes_follow_the_clicks_and_scroll(bundled: Talk) -> None:
    notes = [{"text": f"word {number}\n\n" * 6, "step": number} for number in range(5)]
    line = PlayedLine(there(bundled, TABLE, 0, notes=notes))
    app = desk_app(line)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "word 0" in seen(app)
        assert "word 3" not in seen(app)
        await play(app, pilot, line, state_of(bundled, TABLE, 3, notes=notes))
        await pilot.pause()
        assert "▸ click 3" in seen(app)
        await pilot.press("up", "up", "up")
        await pilot.pause()
        assert "word 2" in seen(app)


async def test_suggestions_are_let_through_hidden_pinned_thanked_and_merged_from_the_desk(
    bundled: Talk,
) -> None:
    line = PlayedLine([*there(bundled, TABLE, 0), BoardChanged(BOARD)])
    app = desk_app(line)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "1 waiting" in seen(app)
        await pilot.press("f", "a", "x", "t", "enter")
        assert line.asked == [("show", {"id": "q"}), ("hide", {"id": "q"}), ("thank", {"id": "q"}),
                              ("show", {"id": "q"})]  # fmt: skip
        line.asked.clear()
        await pilot.press("down", "m", "down", "p", "u", "z")
        pair = {"tool": "pkg:pypi/polar", "into": "pkg:pypi/polars"}
        assert line.asked == [("merge", pair), ("unpin", {"id": "c"}), ("split", {"tool": "pkg:pypi/polar"}),
                              ("pause", {})]  # fmt: skip
        line.asked.clear()
        await pilot.press("m", "home", "m")
        assert line.asked == [("merge", {"tool": "pkg:pypi/polars", "into": "pkg:pypi/dvc"})]
        line.answer = "There is no such suggestion."
        await play(app, pilot, line, BoardChanged({**BOARD, "queue": []}))
        await pilot.press("x", "escape")
        await pilot.pause()
        assert isinstance(app.screen, DeskScreen)


async def test_the_same_key_that_thanks_for_a_suggestion_ends_its_time_on_the_board(bundled: Talk) -> None:
    line = PlayedLine([*there(bundled, TABLE, 0), BoardChanged(BOARD)])
    app = desk_app(line)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f", "down", "down", "t")
        (stage,) = BOARD["stages"]
        talking = {**stage, "cards": [{**stage["cards"][0], "talking": True, "thanked": True}]}
        await play(app, pilot, line, BoardChanged({**BOARD, "stages": [talking]}))
        assert "large on the board" in seen(app)
        await pilot.press("t")
        assert line.asked == [("thank", {"id": "c"}), ("done", {})]


async def test_help_opens_among_the_suggestions_and_their_bar_leads_to_it(bundled: Talk) -> None:
    app = desk_app(PlayedLine([*there(bundled, TABLE, 0), BoardChanged(BOARD)]))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f")
        await pilot.pause()
        assert "? Help" in app.screen.query_one(KeyBar).render_line(0).text
        await pilot.press("question_mark")
        await pilot.pause()
        told = " ".join(seen(app).split())
        for words in ("Take no more suggestions", "Undo the last time", "once more ends that"):
            assert words in told
        assert "Drive:" not in told


async def test_the_bar_offers_help_and_help_names_every_key_of_the_desk(bundled: Talk) -> None:
    app = desk_app(PlayedLine(there(bundled, TABLE, 0)))
    async with app.run_test(size=(80, 60)) as pilot:
        await pilot.pause()
        bar = app.screen.query_one(KeyBar)
        assert "Help" in bar.render_line(0).text
        await pilot.press("question_mark")
        await pilot.pause()
        assert "Give the notes more room" in seen(app)
        await pilot.press("escape", "q")
    assert app.return_code == 0


SCREENS = {
    "desk": [],
    "desk-go-to": ["g", *"the"],
    "desk-codes": ["r"],
    "desk-suggestions": ["f"],
}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("screen", SCREENS)
def test_desk_picture(
    screen: str, size: tuple[int, int], bundled: Talk, snap_compare: Callable[..., bool]
) -> None:
    notes = [
        {"text": "Say **hello**.\n\n- breathe\n- look up", "step": 0},
        {"text": "Point at it.", "step": 3},
    ]
    line = PlayedLine([*there(bundled, TABLE, 3, notes=notes), BoardChanged(BOARD)], ADDRESS)
    assert snap_compare(desk_app(line), press=SCREENS[screen], terminal_size=size)
