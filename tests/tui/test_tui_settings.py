"""Settings that a person wrote hold in the program."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from typing import TYPE_CHECKING, cast

import pytest
from textual.screen import Screen

import holeout.tui.screens
from holeout.layout.styled import plain_text
from holeout.presenting.commands import COMMANDS, Context, commands_for
from holeout.presenting.settings import TOGETHER, read_settings
from holeout.tui.desk.app import DeskApp
from holeout.tui.desk.desk import DeskScreen
from holeout.tui.own_favourites import record_favourite
from holeout.tui.screens.favourites import FavouritesScreen
from holeout.tui.screens.help import HelpScreen
from holeout.tui.screens.map import MapScreen
from holeout.tui.widgets.entry_view import EntryView
from holeout.tui.widgets.key_bar import KeyBar
from tests.tui.test_tui_slides import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import App

    from holeout.tui.desk.line import DeskLine
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
        keys=keys('map = "M"\nnext = ["x", "right"]\nback = "B"\nnew_favourite = "+"\nclose_map = "B"')
    )
    async with app.run_test(size=(80, 24)) as pilot:
        assert " x Next " in shown(app)
        assert " M Map " in shown(app)
        await pilot.press("question_mark")
        assert isinstance(app.screen, HelpScreen)
        assert "B closes this page" in page(app)
        assert "x →                   Reveal the next step" in page(app)
        assert "M                     Open the lifecycle map" in page(app)
        assert " M Map " in bar(app)
        await pilot.press("m", "B", "M")
        assert isinstance(app.screen, MapScreen)
        await pilot.press("B", "f")
        assert "Press + to record" in page(app)
        await pilot.press("plus", "escape", "B", "x")
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


class NoLine:
    """A desk's line to nobody."""

    async def follow(self, hear: object) -> None:
        """There is nothing to hear."""


async def test_a_changed_key_works_at_the_desk_and_is_shown_there() -> None:
    desk = DeskApp(cast("DeskLine", NoLine()), DeskScreen, keys=keys('desk_quit = "Q"\ndesk_next = "x"'))
    async with desk.run_test(size=(140, 30)) as pilot:
        desk.bar.say("")
        assert " x Next " in bar(desk)
        assert " Q Quit " in bar(desk)
        await pilot.press("q")
        assert desk.is_running
        await pilot.press("Q")
        await pilot.pause()
        assert not desk.is_running


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
    for module in pkgutil.iter_modules(holeout.tui.screens.__path__):
        found = importlib.import_module(f"holeout.tui.screens.{module.name}")
        for _, kind in inspect.getmembers(found, inspect.isclass):
            if issubclass(kind, Screen) and kind.__module__ == found.__name__ and contexts_of(kind):
                yield kind


def contexts_of(kind: type[Screen[None]]) -> tuple[Context, ...]:
    """Whose keys a screen hears, beside those that are heard anywhere."""
    own = getattr(kind, "CONTEXTS", None) or getattr(kind, "contexts", ())
    return own if isinstance(own, tuple) else ()


@pytest.mark.parametrize("screen", screens(), ids=lambda screen: screen.__name__)
def test_keys_heard_together_on_a_screen_are_looked_at_for_clashes(screen: type[Screen[None]]) -> None:
    heard = {Context.ANYWHERE, *contexts_of(screen)}
    assert any(heard <= set(contexts) for contexts in TOGETHER)


@pytest.mark.parametrize("screen", screens(), ids=lambda screen: screen.__name__)
def test_a_screen_binds_the_keys_of_its_contexts(screen: type[Screen[None]]) -> None:
    bound = {
        binding.id for binding in screen._merge_bindings().key_to_bindings.values() for binding in binding
    }
    if screen.__name__ in ("AskScreen", "FindScreen", "GoToScreen"):
        return  # what is typed there is text
    wanted = {f"{command.context}.{command.id}" for command in commands_for(*contexts_of(screen))}
    assert wanted <= bound


def test_every_command_is_an_action_somewhere(make_app: MakeApp) -> None:
    places = [make_app(), DeskApp(cast("DeskLine", NoLine()), DeskScreen), *screens()]
    missing = [
        command.id
        for command in COMMANDS
        if not any(hasattr(place, f"action_{command.id}") for place in places)
    ]
    assert missing == []
