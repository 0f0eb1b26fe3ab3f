"""The map by keys and by mouse: edges to follow, numbers to type, and what it comes to know while it is open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from textual import events

from holeout.favourites.model import Favourite
from holeout.kept.answers import open_store, own_path
from holeout.layout.target import Target
from holeout.lifecycle.answers import Answer
from holeout.lifecycle.walking import backward
from holeout.room.client import BoardChanged
from holeout.talk import load_talk
from holeout.tui import navigation
from holeout.tui.presenter_room import PresenterRoom, RoomHeard
from holeout.tui.screens.map import MapScreen
from holeout.tui.screens.pages import PitfallScreen, StageScreen
from holeout.tui.screens.slides import SlidesScreen
from holeout.tui.widgets.key_bar import KeyBar
from holeout.tui.widgets.map_view import MapView

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from holeout.talk import Talk
    from holeout.tui.app import HoleoutApp
    from tests.tui.conftest import MakeApp


def the_map(app: HoleoutApp) -> MapView:
    return app.screen.query_one(MapView)


def chosen(app: HoleoutApp) -> str:
    stage = the_map(app).stage
    return stage.id if stage else ""


def shown(app: HoleoutApp) -> str:
    view = the_map(app)
    lines = (view.render_line(y) for y in range(view.size.height))
    return "\n".join("".join(segment.text for segment in line).rstrip() for line in lines)


def row_of(app: HoleoutApp, name: str) -> str:
    return next(line for line in shown(app).splitlines() if name in line)


async def test_left_goes_back_along_an_edge_tab_takes_another_and_backspace_returns(
    make_app: MakeApp, bundled: Talk
) -> None:
    app = make_app()
    walk = backward(bundled.lifecycle, "monitor")
    assert walk is not None
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", *["down"] * list(bundled.lifecycle.stages).index("monitor"), "left")
        taken = [chosen(app)]
        assert "back from Monitor" in shown(app)
        for _ in walk.ends[1:]:
            await pilot.press("tab")
            taken.append(chosen(app))
        assert taken == list(walk.ends)
        assert set(taken) == {
            stage.id for stage in bundled.lifecycle.stages.values() if "monitor" in stage.back_from
        }
        await pilot.press("backspace")
        assert chosen(app) == "monitor"
        await pilot.press("backspace")
        assert chosen(app) == "monitor"


async def test_right_follows_the_work_and_the_way_back_leads_through_all_of_it(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", "home")
        way = []
        for _ in range(4):
            way.append(chosen(app))
            await pilot.press("right")
        assert way == ["frame", "people", "data", "labels"]
        for stage in reversed(way):
            await pilot.press("backspace")
            assert chosen(app) == stage


@pytest.mark.parametrize("count", [12, 13, 14, 15])
async def test_a_long_lifecycle_keeps_its_header_its_last_stage_and_the_chosen_one_s_edges(
    make_app: MakeApp, count: int
) -> None:
    talk = load_talk()
    stages = dict(talk.lifecycle.stages)
    last = [*stages.values()][-1]
    for number in range(len(stages) + 1, count + 1):
        stages[f"more{number}"] = replace(last, id=f"more{number}", number=number, name=f"More {number}")
    talk.lifecycle = replace(talk.lifecycle, stages=dict([*stages.items()][:count]))
    app = make_app(talk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m")
        assert "work comes back" in shown(app)
        assert all(row_of(app, f"{stage.number:>2} {stage.name}") for stage in talk.lifecycle.stages.values())
        assert row_of(app, "feeds ")


async def test_two_digits_that_arrive_together_are_one_number(make_app: MakeApp, bundled: Talk) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m")
        for digit in "12":
            app.post_message(events.Key(digit, digit))
        await pilot.pause()
        assert isinstance(app.screen, StageScreen)
        assert app.screen.stage.number == 12


@pytest.mark.parametrize(("at", "then"), [(7, []), (9, []), (-1, []), (0, ["enter"])])
async def test_a_stage_opens_by_its_number(
    make_app: MakeApp, bundled: Talk, at: int, then: list[str]
) -> None:
    stage = list(bundled.lifecycle.stages.values())[at]
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", *str(stage.number), *then)
        await pilot.pause()
        assert isinstance(app.screen, StageScreen)
        assert app.screen.stage.id == stage.id


async def test_a_number_that_waits_is_told_and_forgotten_by_any_other_key(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", "1")
        assert "1_" in "".join(piece.text for piece in app.screen.query_one(KeyBar)._message)
        await pilot.press("down", "0")
        assert isinstance(app.screen, MapScreen), "0 alone is no stage"
        await pilot.press("1", "9")
        assert isinstance(app.screen, MapScreen), "there are not nineteen"
        assert app.screen.query_one(KeyBar)._message == ()


async def test_from_the_map_any_demo_is_four_keys_away(
    make_app: MakeApp, bundled: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With numbers, as they stand beside stages and pitfalls."""
    opened: list[Target] = []
    app = make_app()
    real = navigation.open_target

    def open_all_but_demos(app: HoleoutApp, target: Target) -> None:
        if target.kind == "demo":
            opened.append(target)
        else:
            real(app, target)

    monkeypatch.setattr(navigation, "open_target", open_all_but_demos)
    with_demo = [pitfall for pitfall in bundled.lifecycle.pitfalls.values() if pitfall.demo]
    assert len(with_demo) == len(bundled.lifecycle.demos)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m")
        for pitfall in with_demo:
            stage = bundled.lifecycle.stages[pitfall.stage]
            place = bundled.lifecycle.pitfalls_of(stage.id).index(pitfall) + 1
            keys = [*(["1", "enter"] if stage.number == 1 else str(stage.number)), str(place), "d"]
            assert len(keys) <= 4
            for key in keys:
                await pilot.press(key)
                await pilot.pause()
            assert opened.pop() == Target("demo", pitfall.demo), keys
            await pilot.press("escape", "escape")
            await pilot.pause()
            assert isinstance(app.screen, MapScreen)


async def test_a_click_chooses_and_another_opens(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m")
        line = next(y for y, text in enumerate(shown(app).splitlines()) if "Labels" in text)
        await pilot.click(MapView, offset=(10, line))
        assert chosen(app) == "labels"
        await pilot.click(MapView, offset=(10, line))
        await pilot.pause()
        assert isinstance(app.screen, StageScreen)


async def test_the_mouse_tells_of_a_stage_without_choosing_it(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m")
        line = next(y for y, text in enumerate(shown(app).splitlines()) if "Retire" in text)
        await pilot.hover(MapView, offset=(10, line))
        assert "How does it end" in shown(app)
        assert chosen(app) == "frame"
        the_map(app).post_message(events.Leave(the_map(app)))
        await pilot.pause()
        assert "Is this worth solving" in shown(app)


async def test_seen_stages_favourites_and_the_assessment_are_on_the_map(make_app: MakeApp) -> None:
    app = make_app()
    app.services.store.add(Favourite("pandera", stage="data"))
    for question in app.talk.lifecycle.questions.values():
        if question.stage == "data":
            open_store(app.talk.slug).record(question.id, Answer.ONCE)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", "3", "escape")
        await pilot.pause()
        row = row_of(app, "Data")
        assert "✓" in row
        assert "★1" in row
        assert "▽.50" in row
        assert "★ yours" in shown(app)


async def test_what_a_project_lacks_is_not_shown_to_an_audience(make_app: MakeApp) -> None:
    app = make_app(presenting=True)
    open_store(app.talk.slug).record("data1", Answer.NO)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m")
        assert "▼" not in shown(app)


async def test_answers_are_on_the_map_as_soon_as_they_are_given(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a", "5", "n", "escape")
        await pilot.pause()
        assert isinstance(app.screen, SlidesScreen)
        await pilot.press("m")
        assert "▼.00" in row_of(app, "Frame")


async def test_a_broken_assessment_costs_only_its_marks(make_app: MakeApp) -> None:
    app = make_app()
    path = own_path(app.talk.slug)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m")
        assert "Frame" in shown(app)


def board(**stages: int) -> BoardChanged:
    cards = {
        stage: [{"name": f"tool-{n}", "whys": ["[b]why[/b]"], "voices": 2} for n in range(count)]
        for stage, count in stages.items()
    }
    return BoardChanged({"stages": [{"id": stage, "cards": found} for stage, found in cards.items()]})


async def heard(app: HoleoutApp, pilot: Pilot[None], **stages: int) -> None:
    app.post_message(RoomHeard(board(**stages)))
    await pilot.pause()


async def test_suggestions_reach_the_open_map_the_stage_and_the_slide_as_they_come(make_app: MakeApp) -> None:
    app = make_app(presenting=True)
    app._room = PresenterRoom(app, lan=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m")
        assert "✎" not in shown(app)
        await heard(app, pilot, data=2)
        assert "✎2" in row_of(app, "Data")
        await pilot.press("3")
        await pilot.pause()
        await heard(app, pilot, data=1)
        told = "\n".join(str(line) for line in app.screen.view._lines)
        assert "[b]why[/b]" in told
        assert "2 voices" in told


async def test_the_map_turns_to_the_tools_and_back(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", "t")
        assert "what's missing?" in shown(app)
        assert "EthicalML/awesome-production-machine-learning, 2021-10-19: 373" in shown(app)
        assert "∅1 ∅2" in row_of(app, "Retire")
        await pilot.press("t")
        assert "work comes back" in shown(app)


@pytest.mark.parametrize(
    ("title", "opens"),
    [
        ("Everything else", "map "),
        ("Frame: the model nobody needed", "map frame"),
        ("Labels: truth, according to whom?", "pitfall labels-opinion"),
        ("Monitor: green server, wrong answers", "map monitor"),
    ],
)
async def test_the_map_s_key_opens_what_the_slide_shows_of_it(
    make_app: MakeApp, title: str, opens: str
) -> None:
    app = make_app()
    number = list(app.talk.deck.titles()).index(title) + 1
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", *str(number), "enter")
        await pilot.pause()
        await pilot.press("m")
        await pilot.pause()
        assert isinstance(app.screen, MapScreen | PitfallScreen)
        assert app.screen.target == Target(*opens.split(" "))


async def test_from_a_page_the_map_s_key_goes_back_to_the_one_map(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", "8", "2", "m")
        await pilot.pause()
        assert isinstance(app.screen, MapScreen)
        assert chosen(app) == "ship"
        assert sum(isinstance(screen, MapScreen) for screen in app.screen_stack) == 1
        await pilot.press("escape")
        assert isinstance(app.screen, SlidesScreen)
