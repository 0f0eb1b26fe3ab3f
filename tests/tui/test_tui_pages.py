"""Pages of stages, pitfalls, tools, sources and incidents: where they lead, and what they copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input, Select

from holeout.layout.styled import plain_text
from holeout.layout.target import Target
from holeout.lifecycle.cite import Form, cite
from holeout.lifecycle.model import ToolKind
from holeout.tui.screens.favourite_form import FavouriteForm
from holeout.tui.screens.pages import HelpfulScreen, IncidentScreen, PitfallScreen, SlideSourcesScreen
from holeout.tui.screens.slides import SlidesScreen

if TYPE_CHECKING:
    from holeout.talk import Talk
    from holeout.tui.app import HoleoutApp
    from tests.tui.conftest import MakeApp


def text(app: HoleoutApp) -> str:
    screen = app.screen
    assert isinstance(screen, HelpfulScreen)
    return "\n".join(plain_text(line) for entry in screen.entries() for line in entry.draw(74))


def opened(make_app: MakeApp, kind: str, id: str) -> HoleoutApp:
    return make_app(opening=Target(kind, id))


async def test_a_pitfall_tells_all_that_a_team_wants_to_know(make_app: MakeApp) -> None:
    app = opened(make_app, "pitfall", "ship-no-rollback")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        told = text(app)
    for words in (
        "bites       The new version is bad",
        "symptom     Rollback is a paragraph",
        "ask         When did we last roll back",
        "! Knight Capital, 1 August 2012",
        "§ US SEC 2013",
        "▶ Run the demo",
        "Slide 22: Ship: no way back",
        "+ MLflow",
        "Apache-2.0, alive in 20",
        "Instead of your own",
        "· or: ",
        "at the talk: version ",
        "Rare, catastrophic and practised by few.",
        "Release No. 70694",
        "read",
    ):
        assert words in told, words


@pytest.mark.parametrize(
    ("pitfall", "title"),
    [
        ("labels-opinion", "Labels: truth, according to whom?"),  # the slide shows it
        ("ship-skew", "Ship: two copies of one feature"),  # it shows its demo
        ("ship-no-rollback", "Ship: no way back"),  # it rests on the same source
        ("retire-eternal-poc", "Retire: the slide nobody has"),  # it is about the same stage
    ],
)
async def test_a_pitfall_is_one_key_from_its_slide(make_app: MakeApp, pitfall: str, title: str) -> None:
    app = opened(make_app, "pitfall", pitfall)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("s")
        await pilot.pause()
        assert isinstance(app.screen, SlidesScreen)
        assert app.slide.title == title


async def test_a_favourite_for_a_pitfall_is_one_key_away_with_its_stage_and_tool_filled_in(
    make_app: MakeApp,
) -> None:
    app = opened(make_app, "pitfall", "ship-skew")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        while not app.screen.chosen("tool"):
            await pilot.press("down")
        await pilot.press("a")
        await pilot.pause()
        assert isinstance(app.screen, FavouriteForm)
        assert app.screen.query_one("#tool", Input).value == "feast"
        assert app.screen.query_one("#stage", Select).value == "ship"


async def test_a_pitfall_opens_by_its_number_and_its_demo_from_the_stage(make_app: MakeApp) -> None:
    app = opened(make_app, "stage", "ship")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.screen.demo == "polite-nonsense"
        await pilot.press("9")
        assert "Package & deploy" in text(app)
        await pilot.press("2")
        await pilot.pause()
        assert isinstance(app.screen, PitfallScreen)
        assert app.screen.pitfall.id == "ship-skew"
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen.demo == "two-copies"


@pytest.mark.parametrize(("key", "form"), [("y", Form.PLAIN), ("Y", Form.BIBTEX)])
async def test_the_chosen_source_is_copied_or_all_of_the_page(
    make_app: MakeApp, bundled: Talk, key: str, form: Form
) -> None:
    app = opened(make_app, "pitfall", "ship-skew")
    known = bundled.lifecycle.sources
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        await pilot.press(key)
        assert app.clipboard == cite([known["breck2017"], known["zinkevich"]], form)
        await pilot.press("end", key)
        assert app.clipboard == cite([known["zinkevich"]], form)
        notice = list(app._notifications)[-1]
        assert notice.message.startswith("Zinkevich 2016")
        assert ("BibTeX" in notice.title) is (form is Form.BIBTEX)


async def test_a_page_without_sources_says_so_when_asked_to_cite(make_app: MakeApp) -> None:
    app = opened(make_app, "tool", "pandera")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("y")
        assert app.clipboard == ""
        assert "no source" in list(app._notifications)[-1].message


async def test_a_source_tells_what_was_taken_from_it_with_all_caution_and_what_rests_on_it(
    make_app: MakeApp,
) -> None:
    app = opened(make_app, "source", "instacart2020")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        told = text(app)
    assert "fell from 93% to 61%" in told
    assert "confidence medium. Press figure, seen in secondary texts only." in told
    assert "pitfall     The world moved" in told
    assert "slide       24 Monitor: green server, wrong answers" in told


async def test_what_came_after_the_talk_is_marked(make_app: MakeApp) -> None:
    app = opened(make_app, "source", "zillow2021")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "after the talk" in text(app)
        assert "since 2021-11-02" in text(app)


async def test_an_incident_that_was_found_opens_with_its_pitfalls_and_sources(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"knight capital", "enter")
        await pilot.pause()
        assert isinstance(app.screen, IncidentScreen)
        assert "No way back" in text(app)
        assert "US SEC (16 Oct 2013)" in text(app)


async def test_the_figures_of_a_slide_are_a_key_away_from_their_sources(make_app: MakeApp) -> None:
    app = make_app()
    number = list(app.talk.deck.titles()).index("Data: rows that vanish") + 1
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", *str(number), "enter")
        await pilot.pause()
        await pilot.press("c")
        await pilot.pause()
        assert isinstance(app.screen, SlideSourcesScreen)
        assert "15,841 English positive cases" in text(app)
        assert "A spreadsheet pipeline, not ML." in text(app)


async def test_a_slide_without_sources_says_so(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c")
        await pilot.pause()
        assert "names no source" in text(app)


async def test_every_tool_tells_its_licence_and_whether_it_was_alive_with_the_day(
    make_app: MakeApp, bundled: Talk
) -> None:
    app = make_app()
    tools = [tool for tool in bundled.lifecycle.tools.values() if tool.kind is ToolKind.TOOL]
    async with app.run_test(size=(80, 24)) as pilot:
        for tool in tools[::9]:
            app.open_target(Target("tool", tool.id))
            await pilot.pause()
            told = text(app)
            facts = tool.facts
            assert facts.seen in told or "not checked" in told
            assert f"as of {facts.activity_as_of}" in told or "activity    not checked" in told
            assert f"at the talk {facts.at_talk or 'not checked'}" in " ".join(told.split("\n"))
            app.pop_screen()
