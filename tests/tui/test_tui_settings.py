"""Settings that a person wrote hold in the program."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from typing import TYPE_CHECKING

import pytest
from textual.screen import Screen

import holeout.tui.desk
import holeout.tui.screens
from holeout.layout.styled import plain_text
from holeout.presenting.commands import COMMANDS, DIGITS, Context, commands_for
from holeout.presenting.settings import TOGETHER, read_settings
from holeout.tui.app import HoleoutApp
from holeout.tui.desk.app import DeskApp
from holeout.tui.desk.desk import DeskScreen
from holeout.tui.own_favourites import record_favourite
from holeout.tui.screens.favourites import FavouritesScreen
from holeout.tui.screens.help import HelpScreen
from holeout.tui.screens.map import MapScreen
from holeout.tui.screens.pages import StageScreen
from holeout.tui.widgets.entry_view import EntryView
from holeout.tui.widgets.key_bar import KeyBar
from holeout.tui.widgets.source_editor import SourceEditor
from tests.tui.desk_line import PlayedLine
from tests.tui.test_tui_slides import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import App

    from tests.tui.conftest import MakeApp


def keys(text: str) -> dict[str, tuple[str, ...]]:
    """A person's own keys."""
    settings, problems = read_settings(f"[keys]\n{text}\n", "s.toml")
    assert problems == []
    return dict(settings.keys)


def bar(app: App[None]) -> str:
    """The bar of keys in front."""
    return app.screen.query_one(KeyBar).render_line(0).text


def page(app: App[None]) -> str:
    """All of the page in front."""
    view = app.screen.query_one(EntryView)
    return "\n".join(plain_text(line) for line, _ in view._lines)


async def test_keys_that_swap_their_meanings_do_so(make_app: MakeApp) -> None:
    app = make_app(keys=keys('blank = "m"\nmap = ["b", "full_stop"]'))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m")
        assert app.presentation.blank
        await pilot.press("m", "b")
        assert isinstance(app.screen, MapScreen)
        await pilot.press("escape", "right")
        assert app.presentation.slide == 1


async def test_a_changed_key_is_the_one_that_help_footer_and_hints_show(make_app: MakeApp) -> None:
    app = make_app(
        keys=keys('map = "M"\nnext = ["y", "right"]\nback = "B"\nnew_favourite = "+"\nclose_map = "B"')
    )
    async with app.run_test(size=(80, 24)) as pilot:
        assert " y Next " in shown(app)
        assert " M Map " in shown(app)
        await pilot.press("question_mark")
        assert isinstance(app.screen, HelpScreen)
        assert "B closes this page" in page(app)
        assert "y →                   Reveal the next step" in page(app)
        assert "M                     Open the lifecycle map" in page(app)
        assert " M Map " in bar(app)
        await pilot.press("m", "B", "M")
        assert isinstance(app.screen, MapScreen)
        await pilot.press("B", "f")
        assert "Press + to record" in page(app)
        await pilot.press("plus", "escape", "B", "y")
        assert app.presentation.slide == 1


async def test_a_changed_key_leaves_every_other_where_it_was(make_app: MakeApp) -> None:
    """Two Commands of one page share Enter from the start; one of them is meant, whatever else is changed."""
    for own in ({}, keys('blank = "z"')):
        app = make_app(keys=own)
        async with app.run_test(size=(80, 24)) as pilot:
            record_favourite(app, "polars", "data", "fast")
            await pilot.press("f")
            assert isinstance(app.screen, FavouritesScreen)
            await pilot.press("enter")
            await pilot.pause()
            assert type(app.screen).__name__ == "FavouriteForm"


async def test_a_changed_key_works_at_the_desk_and_is_shown_there() -> None:
    line = PlayedLine([])
    desk = DeskApp(line, DeskScreen, keys=keys('desk_quit = "Q"\ndesk_next = "y"\ndesk_help = "H"'))
    async with desk.run_test(size=(140, 30)) as pilot:
        await pilot.pause()
        desk.screen.query_one(KeyBar).say("")
        assert " y Next " in bar(desk)
        assert " H " in bar(desk)
        await pilot.press("y", "right", "H")
        await pilot.pause()
        assert "y                     Drive: the next step" in page(desk)
        await pilot.press("escape", "q")
        assert desk.is_running
        await pilot.press("Q")
        await pilot.pause()
        assert not desk.is_running
    assert line.asked == [("next", {})]


async def test_a_narrower_text_wraps_earlier(make_app: MakeApp) -> None:
    lines = {}
    for width in (100, 50):
        app = make_app(text_width=width)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("n", "end", "s")
            lines[width] = max(len(line.strip()) for line in shown(app).splitlines()[:-1])
    assert lines[50] <= 50 < lines[100]


def screens() -> Iterator[type[Screen[None]]]:
    """Every screen of the program that hears keys of the registry."""
    packages = (holeout.tui.screens, holeout.tui.desk)
    names = [
        f"{package.__name__}.{module.name}"
        for package in packages
        for module in pkgutil.iter_modules(package.__path__)
    ]
    for found in map(importlib.import_module, names):
        for _, kind in inspect.getmembers(found, inspect.isclass):
            if issubclass(kind, Screen) and kind.__module__ == found.__name__ and contexts_of(kind):
                yield kind


def contexts_of(kind: type[Screen[None]]) -> tuple[Context, ...]:
    """Whose keys a screen hears, beside those that are heard anywhere."""
    own = getattr(kind, "CONTEXTS", None) or getattr(kind, "contexts", ())
    return own if isinstance(own, tuple) else ()


@pytest.mark.parametrize("screen", screens(), ids=lambda screen: screen.__name__)
def test_keys_heard_together_on_a_screen_are_looked_at_for_clashes(screen: type[Screen[None]]) -> None:
    anywhere = [] if screen.__module__.startswith("holeout.tui.desk") else [Context.ANYWHERE]
    heard = {*anywhere, *contexts_of(screen)}
    assert any(heard <= set(contexts) for contexts in TOGETHER)


@pytest.mark.parametrize("screen", screens(), ids=lambda screen: screen.__name__)
def test_a_screen_binds_the_keys_of_its_contexts(screen: type[Screen[None]]) -> None:
    bindings = [binding for keyed in screen._merge_bindings().key_to_bindings.values() for binding in keyed]
    bound = {binding.id for binding in bindings}
    if screen.__name__ in ("AskScreen", "FindScreen", "GoToScreen"):
        return  # what is typed there is text
    commands = commands_for(*contexts_of(screen))
    wanted = {f"{command.context}.{command.id}" for command in commands if command.keys != DIGITS}
    assert wanted <= bound
    told = {binding.action for binding in bindings}
    assert {
        f"{command.id}({digit})" for command in commands if command.keys == DIGITS for digit in DIGITS
    } <= told


async def test_digits_mean_themselves_also_for_who_has_own_keys(make_app: MakeApp) -> None:
    app = make_app(keys={"next": ("n",)})
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", "5")
        await pilot.pause()
        assert isinstance(app.screen, StageScreen)
        assert app.screen.stage.number == 5


def test_every_command_does_something_somewhere() -> None:
    places = [HoleoutApp, DeskApp, DeskScreen, SourceEditor, *screens()]
    missing = [
        command.id
        for command in COMMANDS
        if not command.drives and not any(hasattr(place, f"action_{command.id}") for place in places)
    ]
    assert missing == []
