from __future__ import annotations

import asyncio
import os
import sys
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, ClassVar

import pytest
from rich.style import Style
from textual import events
from textual.app import App
from textual.widgets import Static

from holeout.demos.emulator import CellStyle, Run, Size, open_emulator
from holeout.demos.feed import NullFeed, Outcome
from holeout.demos.process import Process
from holeout.demos.terminal import Terminal
from holeout.tui.widgets.terminal_palette import GROUNDS
from holeout.tui.widgets.terminal_pane import TerminalPane
from holeout.tui.widgets.terminal_strips import strip_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.pilot import Pilot

SIZE = (80, 24)


class PaneApp(App[None]):
    BINDINGS: ClassVar[list[BindingType]] = [("x", "mark", "Mark"), ("f9", "mark", "Mark")]

    def __init__(self, terminal: Terminal) -> None:
        super().__init__()
        self.shown = terminal
        self.left = 0
        self.marks: list[float] = []
        self.outcomes: list[Outcome] = []

    def compose(self) -> ComposeResult:
        yield Static("above")
        yield TerminalPane(self.shown)

    def on_terminal_pane_leave_requested(self) -> None:
        self.left += 1

    def on_terminal_pane_ended(self, message: TerminalPane.Ended) -> None:
        self.outcomes.append(message.outcome)

    def action_mark(self) -> None:
        self.marks.append(time.perf_counter())

    @property
    def pane(self) -> TerminalPane:
        return self.query_one(TerminalPane)

    @property
    def rows(self) -> list[str]:
        return [self.pane.render_line(y).text.rstrip() for y in range(self.pane.content_size.height)]

    @property
    def screen_text(self) -> str:
        return "\n".join(self.rows).rstrip()


@asynccontextmanager
async def showing(*command: str, size: tuple[int, int] = SIZE) -> AsyncIterator[tuple[PaneApp, Pilot[None]]]:
    env = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "LANG": "C.UTF-8", "PS1": "> "}
    terminal = Terminal(open_emulator(Size(*size)), Process(command, env=env, size=Size(*size)))
    app = PaneApp(terminal)
    try:
        async with app.run_test(size=size) as pilot:
            yield app, pilot
    finally:
        terminal.close()


@asynccontextmanager
async def printing(text: str, size: tuple[int, int] = SIZE) -> AsyncIterator[tuple[PaneApp, Pilot[None]]]:
    terminal = Terminal(open_emulator(Size(*size)), NullFeed(text.encode()))
    app = PaneApp(terminal)
    try:
        async with app.run_test(size=size) as pilot:
            await eventually(lambda: app.outcomes)
            yield app, pilot
    finally:
        terminal.close()


async def eventually(what: Callable[[], object], seconds: float = 8.0) -> None:
    async with asyncio.timeout(seconds):
        while not what():
            await asyncio.sleep(0.005)


async def test_what_is_typed_reaches_the_program_and_its_answer_the_screen() -> None:
    async with showing(sys.executable, "-q", "-i", "-E", "-c", "") as (app, pilot):
        await eventually(lambda: ">>>" in app.screen_text)
        await pilot.press(*"6*7", "enter")
        await eventually(lambda: "\n42" in app.screen_text)
        await pilot.press("up", "backspace", "6", "enter")
        await eventually(lambda: "\n36" in app.screen_text)


async def test_the_apps_own_keys_go_to_the_program_and_only_one_leads_out() -> None:
    async with showing("sh", "-c", "stty raw -echo; echo ready; od -v -An -c -w1 -N8") as (app, pilot):
        await eventually(lambda: "ready" in app.screen_text)
        await pilot.press("x", "ctrl+q", "ctrl+p", "tab", "ctrl+c")
        assert app.left == 0
        await pilot.press("ctrl+right_square_bracket")
        await eventually(lambda: app.left)
        await pilot.press("escape", "f1")
        await eventually(lambda: app.outcomes)
        assert app.screen_text.split()[1:] == ["x", "021", "020", r"\t", "003", "033", "033", "O"]
        assert app.marks == []


async def test_keys_belong_to_the_app_again_when_the_program_has_ended() -> None:
    async with showing("sh", "-c", "exit 3") as (app, pilot):
        await eventually(lambda: app.outcomes)
        assert app.outcomes[0].code == 3
        await pilot.press("x")
        assert len(app.marks) == 1


async def test_an_app_key_is_handled_promptly_while_the_program_floods() -> None:
    async with showing("yes", size=(120, 40)) as (app, _):
        app.set_focus(None)
        await eventually(lambda: app.rows[0] == "y")
        delays = []
        for _ in range(30):
            await asyncio.sleep(0.02)
            pressed = time.perf_counter()
            app.post_message(events.Key("x", "x"))
            await eventually(lambda: app.marks and app.marks[-1] > pressed)  # noqa: B023
            delays.append(app.marks[-1] - pressed)
        delays.sort()
        assert delays[len(delays) // 2] < 0.03
        assert delays[-3] < 0.1


async def test_ctrl_c_ends_a_flood() -> None:
    async with showing("yes") as (app, pilot):
        await eventually(lambda: app.rows[0] == "y")
        await pilot.press("ctrl+c")
        await eventually(lambda: app.outcomes)
        assert app.outcomes[0].code == 130


async def test_the_terminal_has_the_size_of_the_pane_and_follows_it() -> None:
    script = "trap 'stty size' WINCH; stty size; echo up; while :; do sleep 0.02; done"
    async with showing("sh", "-c", script) as (app, pilot):
        await eventually(lambda: "23 80" in app.screen_text)
        await pilot.resize_terminal(100, 31)
        await eventually(lambda: "30 100" in app.screen_text)


async def test_a_demo_runs_on_when_its_pane_is_gone_and_another_pane_shows_it() -> None:
    script = "echo before; read line; echo got $line; sleep 600"
    async with showing("sh", "-c", script) as (app, pilot):
        await eventually(lambda: "before" in app.screen_text)
        await app.pane.remove()
        app.shown.send(b"while away\r")
        await eventually(lambda: "got while away" in app.shown.emulator.text())
        await app.mount(TerminalPane(app.shown))
        await eventually(lambda: "got while away" in app.screen_text)
        await pilot.pause()
        assert app.screen_text.startswith("before")


async def test_the_end_that_came_while_nobody_looked_is_told_to_the_next_pane() -> None:
    async with showing("sh", "-c", "echo up; read line; exit 5") as (app, _):
        await eventually(lambda: "up" in app.screen_text)
        await app.pane.remove()
        app.shown.send(b"\r")
        await eventually(lambda: app.shown.outcome)
        assert app.outcomes == []
        await app.mount(TerminalPane(app.shown))
        await eventually(lambda: app.outcomes)
        assert app.outcomes[0].code == 5


async def test_another_terminal_can_be_shown_and_the_first_goes_on() -> None:
    async with showing("cat") as (app, _):
        other = Terminal(open_emulator(Size(*SIZE)), NullFeed(b"the other"))
        app.pane.show(other)
        await eventually(lambda: app.screen_text == "the other")
        app.shown.send(b"typed\r")
        await eventually(lambda: "typed" in app.shown.emulator.text())
        app.pane.show(app.shown)
        await eventually(lambda: "typed" in app.screen_text)
        app.pane.show(None)
        assert app.screen_text == ""
        other.close()


async def test_a_closed_terminal_leaves_its_last_picture_and_hears_nothing_more() -> None:
    async with showing("sh", "-c", "seq 100; cat") as (app, pilot):
        await eventually(lambda: "100" in app.screen_text)
        before = app.screen_text
        app.shown.close()
        wheel(app, events.MouseScrollUp)
        await pilot.press("x", "shift+pageup")
        await pilot.resize_terminal(100, 30)
        assert app.screen_text == before
        assert len(app.marks) == 1


async def test_pasted_text_is_bracketed_when_the_program_asks_and_holds_no_escape() -> None:
    script = r"stty raw -echo; printf '\033[?2004hready'; dd bs=1 count=18 2>/dev/null | od -An -c -w18"
    async with showing("sh", "-c", script) as (app, _):
        await eventually(lambda: "ready" in app.screen_text)
        app.pane.post_message(events.Paste("hi\x1b[201"))
        await eventually(lambda: app.outcomes)
        shown = "".join(app.screen_text.removeprefix("ready").split())
        assert shown == "033[200~hi[201033[201~"


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


def wheel(app: PaneApp, kind: type[events.MouseScrollUp]) -> None:
    app.pane.post_message(kind(app.pane, 5, 5, 0, 0, 0, False, False, False))


async def drag(pilot: Pilot[None], start: tuple[int, int], end: tuple[int, int]) -> None:
    await pilot.mouse_down(TerminalPane, offset=start)
    await pilot.hover(TerminalPane, offset=end)
    await pilot.mouse_up(TerminalPane, offset=end)


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


def marked(app: PaneApp, y: int) -> str:
    selected = app.screen.get_component_rich_style("screen--selection").bgcolor
    return "".join(
        s.text for s in app.pane.render_line(y) if s.style is not None and s.style.bgcolor == selected
    )


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


async def test_colours_links_and_attributes_are_painted() -> None:
    link = "https://example.org/x"
    text = f"\x1b[1;38;2;1;2;3mA\x1b[0m\x1b[41mB\x1b[0m\x1b]8;;{link}\x1b\\C\x1b]8;;\x1b\\"
    async with printing(text) as (app, _):
        a, b, c = [segment.style for segment in app.pane.render_line(0) if segment.text in ("A", "B", "C")]
        assert a is not None
        assert a.bold
        assert a.color is not None
        assert a.color.triplet == (1, 2, 3)
        assert b is not None
        assert b.bgcolor is not None
        assert b.bgcolor.triplet == GROUNDS[1]
        assert c is not None
        assert c.link == link


async def test_every_row_is_as_wide_as_the_pane_whatever_is_in_it() -> None:
    rows = ["漢字" * 30, "👨‍👩‍👧" * 10, "❤️ and e\u0301", "plain", "\x1b[44m\x1b[K"]
    async with printing("\r\n".join(rows), size=(41, 12)) as (app, _):
        widths = [app.pane.render_line(y).cell_length for y in range(11)]
        assert set(widths) == {41}


@pytest.mark.parametrize(("shape", "mark"), [(2, "reverse"), (4, "underline"), (6, "underline")])
async def test_the_cursor_has_the_programs_shape_and_is_shown_only_where_keys_go(
    shape: int, mark: str
) -> None:
    async with showing("sh", "-c", f"printf '\\033[{shape} qab\\033[1;2H'; cat") as (app, pilot):
        await eventually(lambda: "ab" in app.screen_text)

        def marked_text() -> str:
            return "".join(s.text for s in app.pane.render_line(0) if s.style and getattr(s.style, mark))

        await eventually(lambda: marked_text() == "b")
        app.set_focus(None)
        await pilot.pause()
        assert marked_text() == ""


async def test_a_wide_character_under_the_cursor_is_whole() -> None:
    async with showing("sh", "-c", "printf 'a漢字b\\033[1;4H'; cat") as (app, _):
        await eventually(lambda: "漢字" in app.screen_text)

        def reversed_text() -> str:
            return "".join(s.text for s in app.pane.render_line(0) if s.style is not None and s.style.reverse)

        await eventually(lambda: reversed_text() == "字")
        assert app.rows[0] == "a漢字b"


async def test_the_programs_title_is_where_the_keys_are_told_and_cannot_hide_the_way_out() -> None:
    script = f"printf '\\033]2;[b]{'long ' * 40}\\007ready'; cat"
    async with showing("sh", "-c", script) as (app, _):
        await eventually(lambda: "ready" in app.screen_text)
        assert app.pane.keys_hint.startswith("ctrl+] leaves [b]long long")
        assert len(app.pane.keys_hint) < 200


async def test_the_bell_is_rung_but_not_by_every_ring_of_a_flood(monkeypatch: pytest.MonkeyPatch) -> None:
    rung: list[int] = []
    monkeypatch.setattr(PaneApp, "bell", lambda _: rung.append(1))
    async with showing("sh", "-c", r"while :; do printf '\a'; sleep 0.01; done") as (app, pilot):
        await eventually(lambda: rung)
        await pilot.pause(0.3)
        assert len(rung) == 1
        assert not app.outcomes


async def test_a_program_learns_of_the_focus_and_of_a_lighter_theme() -> None:
    script = (
        "import os, tty; tty.setraw(0); print('\\33[?1004;2031hready', end='', flush=True); seen = b''\n"
        "while seen.count(b'\\33') < 3: seen += os.read(0, 100)\n"
        "print(seen)"
    )
    async with showing(sys.executable, "-c", script) as (app, pilot):
        await eventually(lambda: "ready" in app.screen_text)
        app.set_focus(None)
        await pilot.pause()
        app.theme = "textual-light"
        await pilot.pause()
        app.set_focus(app.pane)
        await eventually(lambda: app.outcomes)
        assert r"\x1b[O\x1b[?997;2n\x1b[I" in app.screen_text


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


async def test_a_program_that_asked_for_kittys_keys_gets_them() -> None:
    script = (
        "import os, tty; tty.setraw(0); print('\\33[>1uready', end='', flush=True); seen = b''\n"
        "while not seen.endswith(b'u'): seen += os.read(0, 100)\n"
        "print(seen)"
    )
    async with showing(sys.executable, "-c", script) as (app, pilot):
        await eventually(lambda: "ready" in app.screen_text)
        await pilot.press("a", "ctrl+a")
        await eventually(lambda: app.outcomes)
        assert r"a\x1b[97;5u" in app.screen_text


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


async def test_a_picture_that_a_program_draws_as_a_whole_is_not_shown_half() -> None:
    script = r"printf '\033[?2026hhalf'; read x; printf ' whole\033[?2026l'; cat"
    async with showing("sh", "-c", script) as (app, _):
        await eventually(lambda: app.shown.emulator.held)
        assert app.screen_text == ""
        app.shown.send(b"\r")
        await eventually(lambda: "whole" in app.screen_text)


async def test_a_program_that_never_finishes_its_picture_is_shown_all_the_same() -> None:
    async with showing("sh", "-c", r"printf '\033[?2026hhalf'; cat") as (app, _):
        await eventually(lambda: app.screen_text == "half")


async def test_another_theme_repaints_every_row() -> None:
    async with printing("text") as (app, pilot):
        before = app.pane.render_line(0)
        app.theme = "textual-light"
        await pilot.pause()
        after = app.pane.render_line(0)
        assert before.text == after.text
        assert next(iter(before)).style != next(iter(after)).style


@pytest.mark.parametrize(
    ("text", "width"), [("❤️", 1), ("漢", 1), ("e\u0301", 2), ("👨‍👩‍👧", 2), ("漢字x", 9)]
)
def test_a_character_that_others_measure_differently_keeps_its_cells(text: str, width: int) -> None:
    row = (Run("ab", CellStyle(), 2), Run(text, CellStyle(fg=1), width), Run("|", CellStyle(), 1))
    strip = strip_of(row, width + 3, Style())
    assert strip.cell_length == width + 3
    assert strip.crop(width + 2, width + 3).text == "|"
