"""How the program looks: in every theme, with as many colours as there are, and in no colours at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.color import ColorType
from textual import constants
from textual._animator import Animator

from holeout.layout.styled import Line, Piece, Role, Style
from holeout.layout.views import code_lines
from holeout.talk import load_talk
from holeout.themes.choice import Choice
from holeout.themes.contrast import contrast
from holeout.themes.depth import FEW, MANY, reduced
from holeout.themes.palette import ANSI, COLOURED, DARK, HIGH_CONTRAST, LIGHT, Palette
from holeout.themes.reading import packed
from holeout.tui import navigation
from holeout.tui.app import HoleoutApp
from holeout.tui.first_page import front_of
from holeout.tui.paint import ALL, Painter
from holeout.tui.screens.help import HelpScreen
from holeout.tui.screens.slides import SlidesScreen
from holeout.tui.services import Services
from holeout.tui.widgets.slide_view import SlideView
from tests.tui.desk_line import PlayedLine, desk_app, state_of

if TYPE_CHECKING:
    from pathlib import Path

    from rich.style import Style as RichStyle
    from textual.pilot import Pilot

    from holeout.tui.themed import ThemedApp
    from tests.tui.conftest import MakeApp

THEME = 'base = "light"\n[colors]\ntitle = "#005500"\n'


def grounds(app: ThemedApp) -> set[str]:
    """The colours behind everything on the screen, as it is painted."""
    strips = app.screen._compositor.render_strips(app.screen.size)
    return {
        segment.style.bgcolor.triplet.hex
        for strip in strips
        for segment in strip
        if segment.style and segment.style.bgcolor and segment.style.bgcolor.triplet
    }


def is_worn(app: ThemedApp, palette: Palette) -> bool:
    """Whether everything on the screen is on the grounds of `palette`, and none of another."""
    known = {palette.ground, palette.code_ground, palette.bar_ground, palette.selected_ground}
    return palette.ground in grounds(app) <= known


async def settled(pilot: Pilot[None]) -> None:
    """Everything is painted."""
    await pilot.pause()
    await pilot.pause()


async def test_one_key_changes_the_colours_of_the_slide_at_once_and_goes_round(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", "1", "4", "enter", "s")
        for palette in (LIGHT, HIGH_CONTRAST, DARK):
            await pilot.press("T")
            await settled(pilot)
            assert app.painter.palette == palette
            assert is_worn(app, palette)
        assert app.presentation.slide == 13


async def test_other_colours_stay_for_the_run_on_every_page(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", "T")
        await settled(pilot)
        assert is_worn(app, LIGHT)
        for keys in (["escape"], ["right"], ["o"], ["escape", "question_mark"], ["escape", "f"]):
            await pilot.press(*keys)
            await settled(pilot)
            assert is_worn(app, LIGHT), keys


async def test_without_colours_there_is_nothing_to_change(make_app: MakeApp) -> None:
    app = make_app(choice=Choice(colourless="NO_COLOR"))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("T")
        await settled(pilot)
        assert app.painter.palette is ANSI
        assert "NO_COLOR" in next(iter(app._notifications)).message


@pytest.mark.parametrize("colors", [ALL, MANY, FEW])
@pytest.mark.parametrize("palette", COLOURED, ids=lambda palette: palette.name)
async def test_forms_and_messages_can_be_read(make_app: MakeApp, palette: Palette, colors: int) -> None:
    """In every theme each text of a form has the contrast of other text, whichever widget paints it."""
    fitting = palette if colors == ALL else reduced(palette, colors)
    app = make_app(choice=Choice(fitting))
    async with app.run_test(size=(80, 30), notifications=True) as pilot:
        await pilot.press("f", "a")
        app.notify("a message", title="A title", markup=False)
        await settled(pilot)
        poor = {
            segment.text.strip(): round(ratio, 2)
            for strip in app.screen._compositor.render_strips(app.screen.size)
            for segment in strip
            if any(character.isalpha() for character in segment.text)
            and (ratio := painted_contrast(segment.style)) < 4.5
        }
        assert poor == {}


def painted_contrast(style: RichStyle) -> float:
    """The contrast of a segment as it is painted."""
    color, ground = style.color, style.bgcolor
    assert color
    assert color.triplet
    assert ground
    assert ground.triplet
    return contrast(color.triplet.hex, ground.triplet.hex)


def styles(line: Line, palette: Palette, colors: int) -> list[RichStyle]:
    """How each piece of `line` is painted."""
    strip = Painter(palette, colors).strip(line, 80)
    return [segment.style for segment in strip if segment.style is not None and segment.text.strip()]


@pytest.mark.parametrize(("colors", "kind"), [(FEW, ColorType.STANDARD), (MANY, ColorType.EIGHT_BIT)])
def test_a_terminal_with_few_colours_gets_them_by_number(colors: int, kind: ColorType) -> None:
    line = tuple(Piece("x", Style(role)) for role in Role)
    for style in styles(line, reduced(DARK, colors), colors):
        assert style.color
        assert style.bgcolor
        assert {style.color.type, style.bgcolor.type} == {kind}


@pytest.mark.parametrize(
    ("palette", "colors"), [(ANSI, 0), (ANSI, ALL), (reduced(DARK, FEW), FEW), (reduced(LIGHT, FEW), FEW)]
)
def test_code_that_is_lit_differs_from_what_is_not_by_more_than_colour(palette: Palette, colors: int) -> None:
    roles = [role for role in Role if role.value.startswith("code") and role is not Role.CODE_UNLIT]
    (unlit,) = styles((Piece("x", Style(Role.CODE_UNLIT)),), palette, colors)
    for lit in styles(tuple(Piece("x", Style(role)) for role in roles), palette, colors):
        assert (lit.bold, lit.dim) != (unlit.bold, unlit.dim) or lit.color != unlit.color
        assert lit.color == unlit.color or palette is not ANSI


def test_black_is_never_bold_where_that_would_make_it_grey() -> None:
    few = reduced(LIGHT, FEW)
    (strong,) = styles((Piece("x", Style(bold=True)),), few, FEW)
    assert (strong.bold, strong.underline) == (False, True)


def test_what_is_chosen_shows_without_colour() -> None:
    chosen, other = styles((Piece("x", Style(Role.SELECTED)), Piece("x", Style())), ANSI, 0)
    assert chosen.reverse
    assert not other.reverse


def test_a_code_to_scan_is_drawn_in_two_shades_where_there_are_no_colours() -> None:
    (line,) = code_lines([[(True, True), (True, False), (False, True), (False, False)]])
    assert Painter(ANSI, 0).strip(line, 4).text == " ▄▀█"
    assert all(style.color is None for style in styles(line, ANSI, 0))
    assert all(style.color is not None for style in styles(line, ANSI, ALL))


async def test_what_a_demo_paints_loses_its_colours_too(make_app: MakeApp) -> None:
    from rich.segment import Segment
    from rich.style import Style as Painted
    from textual.color import Color
    from textual.strip import Strip

    app = make_app(choice=Choice(colourless="NO_COLOR"))
    async with app.run_test(size=(80, 24)):
        (colourless,) = app.get_line_filters()
        strip = Strip(
            [
                Segment("FAILED", Painted(color="red", bold=True)),
                Segment("▀", Painted(color="red", bgcolor="blue")),
            ]
        )
        words, picture = strip.apply_filter(colourless, Color(0, 0, 0))
        assert words.style == Painted(bold=True)
        assert picture.style == Painted(color="red", bgcolor="blue")


async def test_colours_that_were_asked_for_are_shown_in_spite_of_the_environment(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = make_app(choice=Choice(LIGHT, colourless="NO_COLOR"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        view = app.screen.query_one(SlideView)
        (strip,) = view.render_lines(view.region.at_offset((0, 0)).crop_size((80, 1)))
        assert is_worn(app, LIGHT)
        assert {
            s.style.bgcolor.triplet.hex
            for s in strip
            if s.style and s.style.bgcolor and s.style.bgcolor.triplet
        } == {LIGHT.ground}


async def test_an_edited_theme_of_the_talk_is_worn_at_once_but_not_over_ones_own_choice(
    make_app: MakeApp, tmp_path: Path
) -> None:
    deck = tmp_path / "deck.md"
    deck.write_text("---\ntheme: mine.toml\n---\n\n# One\n")
    file = tmp_path / "mine.toml"
    file.write_text(THEME)
    app = make_app(load_talk(deck))
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.painter.palette.color(Role.TITLE) == "#005500"
        file.write_text(THEME.replace("005500", "550000"))
        app.reload()
        await app.workers.wait_for_complete()
        await settled(pilot)
        assert app.painter.palette.color(Role.TITLE) == "#550000"
        await pilot.press("T")
        file.write_text(THEME)
        app.reload()
        await app.workers.wait_for_complete()
        await settled(pilot)
        assert app.painter.palette is DARK


def test_a_start_wears_the_talks_theme_without_reading_the_deck(tmp_path: Path) -> None:
    deck = tmp_path / "deck.md"
    deck.write_text("---\ntheme: mine.toml\n---\n\n# One\n")
    (tmp_path / "mine.toml").write_text(THEME)
    front, talk = front_of(load_talk(deck)), load_talk(deck)
    app = HoleoutApp(talk, Services(talk), navigation, front=front)
    assert app.painter.palette.color(Role.TITLE) == "#005500"
    assert "deck" not in talk.__dict__


async def test_an_edit_that_breaks_the_theme_is_told_and_the_last_good_one_stays(
    make_app: MakeApp, tmp_path: Path
) -> None:
    deck = tmp_path / "deck.md"
    deck.write_text("---\ntheme: mine.toml\n---\n\n# One\n")
    (tmp_path / "mine.toml").write_text(THEME)
    app = make_app(load_talk(deck))
    async with app.run_test(size=(80, 24)) as pilot:
        (tmp_path / "mine.toml").write_text(THEME + 'text = "#eeeeee"\n')
        app.reload()
        await app.workers.wait_for_complete()
        await settled(pilot)
        assert "mine.toml:4:1" in app.reload_problem
        assert app.painter.palette.color(Role.TITLE) == "#005500"


async def test_no_key_moves_anything(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever Textual animates it asks of its animator: on a walk through all pages nobody does."""
    asked: list[str] = []
    monkeypatch.setattr(constants, "TEXTUAL_ANIMATIONS", "full")
    monkeypatch.setattr(Animator, "_record_animation", lambda _, attribute: asked.append(attribute))
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("right", "pagedown", "n", "n", "b", "b", "s", "end", "home", "u")
        for opening in ("o", "m", "f", "d", "question_mark"):
            await pilot.press(opening)
            await pilot.press("down", "pagedown", "end", "home")
            await pilot.press("escape")
        await pilot.press("slash", *"train", "down", "pagedown", "escape", "a", "down", "n", "escape")
        await settled(pilot)
        assert isinstance(app.screen, SlidesScreen)
    assert asked == []


async def test_a_turned_wheel_takes_one_step(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """Textual glides by the wheel unless it is told not to."""
    from textual.events import MouseScrollDown

    monkeypatch.setattr(constants, "TEXTUAL_ANIMATIONS", "full")
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("question_mark")
        await settled(pilot)
        assert isinstance(app.screen, HelpScreen)
        view = app.screen.view
        seen: list[float] = []
        monkeypatch.setattr(type(view), "watch_scroll_y", lambda _, old, new: seen.append(new))
        view.post_message(MouseScrollDown(view, 5, 5, 0, 1, 0, False, False, False))
        await pilot.wait_for_animation()
        await settled(pilot)
        assert len(set(seen)) == 1


@pytest.mark.parametrize("size", [(20, 5), (40, 12)])
async def test_a_small_terminal_is_told_once_and_shows_what_it_can(
    make_app: MakeApp, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    told: list[str] = []
    monkeypatch.setattr(app, "notify", lambda message, **_: told.append(message))
    async with app.run_test(size=size) as pilot:
        for keys in (
            ["right"],
            ["m", "enter", "enter"],
            ["slash", "x"],
            ["escape", "f", "a", "x"],
            ["escape", "f1"],
        ):
            await pilot.press(*keys)
            await settled(pilot)
        await pilot.resize_terminal(size[0] + 1, size[1])
        await settled(pilot)
        assert told == [f"Too small: {size[0]}×{size[1]}. Made for 80×24."]
        await pilot.resize_terminal(80, 24)
        await pilot.resize_terminal(*size)
        await settled(pilot)
        assert told[1:] == told[:1]


async def test_a_desk_wears_the_talks_theme_and_changes_its_own_colours(tmp_path: Path) -> None:
    deck = tmp_path / "deck.md"
    deck.write_text("---\ntheme: mine.toml\n---\n\n# One\n\n---\n\n# Two\n")
    (tmp_path / "mine.toml").write_text(THEME)
    talk = load_talk(deck)
    desk = desk_app(PlayedLine([state_of(talk, 0, 0, theme=packed(talk.theme))]))
    async with desk.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        assert desk.painter.palette == talk.theme
        assert is_worn(desk, talk.theme)
        await pilot.press("T")
        await settled(pilot)
        assert is_worn(desk, DARK)
