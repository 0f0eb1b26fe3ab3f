"""The mouse over a terminal: what it tells the program, and how it scrolls, selects and opens links."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from textual import events

from holeout.tui.widgets.terminal_pane import TerminalPane
from tests.tui.pane_app import PaneApp, eventually, printing, showing, wheel

if TYPE_CHECKING:
    from textual.pilot import Pilot


async def test_the_mouse_is_reported_where_the_program_asked_for_it() -> None:
    script = (
        "import os, tty; tty.setraw(0); print('\\33[?1002;1006hready', end='', flush=True); seen = b''\n"
        "while not seen.endswith(b'm'): seen += os.read(0, 100)\n"
        "print(seen)"
    )
    async with showing(sys.executable, "-c", script) as (app, pilot):
        await eventually(lambda: "ready" in app.screen_text)
        await pilot.mouse_down(TerminalPane, offset=(4, 2))
        await pilot.hover(TerminalPane, offset=(6, 2))
        await pilot.mouse_up(TerminalPane, offset=(6, 2))
        await eventually(lambda: app.outcomes)
        shown = app.screen_text.replace("\n", "")
        press, drag, release = r"\x1b[<0;5;3M", r"\x1b[<32;7;3M", r"\x1b[<0;7;3m"
        assert shown.index(press) < shown.index(drag) < shown.index(release)
        assert app.pane.selected_text == ""


async def test_a_mouse_report_is_in_pixels_for_a_program_that_asked_for_it() -> None:
    script = (
        "import os, tty; tty.setraw(0); print('\\33[?1000;1006;1016hready', end='', flush=True); seen = b''\n"
        "while not seen.endswith(b'm'): seen += os.read(0, 100)\n"
        "print(seen)"
    )
    async with showing(sys.executable, "-c", script) as (app, pilot):
        await eventually(lambda: "ready" in app.screen_text)
        await pilot.mouse_down(TerminalPane, offset=(4, 2))
        await pilot.mouse_up(TerminalPane, offset=(4, 2))
        await eventually(lambda: app.outcomes)
        assert r"\x1b[<0;33;33M\x1b[<0;33;33m" in app.screen_text


@pytest.mark.parametrize(("mode", "arrow"), [("", "["), (r"\033[?1h", "O")])
async def test_the_wheel_moves_a_full_screen_program(mode: str, arrow: str) -> None:
    script = (
        rf"stty raw -echo; printf '\033[?1049h{mode}\033[Hready'; dd bs=1 count=9 2>/dev/null | od -An -c -w9"
    )
    async with showing("sh", "-c", script) as (app, _):
        await eventually(lambda: "ready" in app.screen_text)
        wheel(app, events.MouseScrollUp)
        await eventually(lambda: app.outcomes)
        assert "".join(app.screen_text.removeprefix("ready").split()) == f"033{arrow}A" * 3


async def test_wheel_and_keys_look_back_which_is_said_and_typing_returns() -> None:
    async with showing("sh", "-c", "seq 100; cat") as (app, pilot):
        await eventually(lambda: "100" in app.screen_text)
        top = int(app.rows[0])
        wheel(app, events.MouseScrollUp)
        await eventually(lambda: app.rows[1] == str(top - 2))
        assert app.rows[0] == f"{top - 3}".ljust(69) + " ↑ 3 lines"
        await pilot.press("shift+pageup")
        await eventually(lambda: app.rows[1] == str(top - 2 - 22))
        await pilot.press("shift+home")
        await eventually(lambda: app.rows[1] == "2")
        await pilot.press("shift+end")
        await eventually(lambda: app.rows[0] == str(top))
        wheel(app, events.MouseScrollUp)
        await eventually(lambda: app.rows[0] != str(top))
        await pilot.press("a")
        await eventually(lambda: app.rows[0] == str(top))


async def drag(pilot: Pilot[None], start: tuple[int, int], end: tuple[int, int]) -> None:
    await pilot.mouse_down(TerminalPane, offset=start)
    await pilot.hover(TerminalPane, offset=end)
    await pilot.mouse_up(TerminalPane, offset=end)


def marked(app: PaneApp, y: int) -> str:
    selected = app.screen.get_component_rich_style("screen--selection").bgcolor
    return "".join(
        s.text for s in app.pane.render_line(y) if s.style is not None and s.style.bgcolor == selected
    )


async def test_dragged_text_is_selected_and_ctrl_c_copies_it_instead_of_interrupting() -> None:
    async with showing("sh", "-c", "printf 'hello world\nsecond 漢字 line'; cat") as (app, pilot):
        await eventually(lambda: "line" in app.screen_text)
        await drag(pilot, (6, 0), (11, 1))
        assert marked(app, 0).rstrip() == "world"
        assert marked(app, 1).rstrip() == "second 漢字"
        assert "ctrl+c copies" in app.pane.keys_hint
        await pilot.press("ctrl+c")
        assert app.clipboard == "world\nsecond 漢字"
        assert app.pane.selected_text == marked(app, 0) == marked(app, 1) == ""
        assert not app.outcomes
        await pilot.press("ctrl+c")
        await eventually(lambda: app.outcomes)


async def test_a_line_that_only_wrapped_is_copied_whole() -> None:
    async with printing("word " * 30 + "\r\nnext") as (app, pilot):
        await drag(pilot, (0, 0), (79, 1))
        await pilot.press("ctrl+c")
        assert app.clipboard == ("word " * 30).rstrip()


async def test_two_presses_select_a_word_and_three_its_line() -> None:
    async with printing("one two/three four") as (app, pilot):
        for expected in ("", "two/three", "one two/three four"):
            await pilot.mouse_down(TerminalPane, offset=(6, 0))
            await pilot.mouse_up(TerminalPane, offset=(6, 0))
            assert app.pane.selected_text == expected
        await pilot.pause(0.6)
        await pilot.mouse_down(TerminalPane, offset=(1, 0))
        await pilot.mouse_up(TerminalPane, offset=(1, 0))
        assert app.pane.selected_text == ""


async def test_a_selection_reaches_into_what_has_scrolled_away() -> None:
    async with printing("\r\n".join(f"line {number}" for number in range(60))) as (app, pilot):
        await pilot.mouse_down(TerminalPane, offset=(6, 5))
        bottom = app.rows[5]
        move = events.MouseMove(app.pane, 0, -1, 0, 0, 1, False, False, False)
        app.pane.post_message(move)
        await eventually(lambda: app.rows[1] == "line 1")
        await pilot.mouse_up(TerminalPane, offset=(0, 0))
        chosen = app.pane.selected_text.split("\n")
        assert chosen[0] == "line 0"
        assert chosen[-1] == bottom[:6]
        app.pane.scroll_terminal(100)
        assert app.pane.selected_text.split("\n") == chosen


async def test_a_selection_ends_when_its_text_does() -> None:
    async with showing("sh", "-c", "echo first; read x; printf '\033[1;1Hother'; cat") as (app, pilot):
        await eventually(lambda: "first" in app.screen_text)
        await drag(pilot, (0, 0), (4, 0))
        assert app.pane.selected_text == "first"
        app.shown.send(b"\r")
        await eventually(lambda: "other" in app.screen_text)
        await eventually(lambda: app.pane.selected_text == "")


async def test_a_selection_moves_with_its_text() -> None:
    async with showing("sh", "-c", "seq 22; read x; echo more; cat") as (app, pilot):
        await eventually(lambda: app.rows[21] == "22")
        await drag(pilot, (0, 20), (1, 21))
        app.shown.send(b"\r")
        await eventually(lambda: "more" in app.screen_text)
        assert app.pane.selected_text == "21\n22"
        assert marked(app, 19) == "22"


async def test_a_click_with_ctrl_opens_a_link_and_only_that(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(PaneApp, "open_url", lambda _, url, **__: opened.append(url))
    link = "https://example.org/x"
    async with printing(f"\x1b]8;;{link}\x1b\\link\x1b]8;;\x1b\\ text") as (_, pilot):
        await pilot.mouse_down(TerminalPane, offset=(1, 0))
        await pilot.mouse_up(TerminalPane, offset=(1, 0))
        await pilot.mouse_down(TerminalPane, offset=(6, 0), control=True)
        await pilot.mouse_up(TerminalPane, offset=(6, 0), control=True)
        assert opened == []
        await pilot.mouse_down(TerminalPane, offset=(1, 0), control=True)
        assert opened == [link]
