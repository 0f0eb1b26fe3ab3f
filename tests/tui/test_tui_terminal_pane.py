"""A program in the pane: its keys, its screen, its size, its end."""

from __future__ import annotations

import asyncio
import sys
import time

import pytest
from rich.style import Style
from textual import events

from holeout.demos.best_emulator import open_emulator
from holeout.demos.cast import OUTPUT, Cast, Event
from holeout.demos.emulator import CellStyle, Run, Size
from holeout.demos.player import Player
from holeout.demos.terminal import Terminal
from holeout.tui.widgets.terminal_palette import GROUNDS
from holeout.tui.widgets.terminal_pane import TerminalPane
from holeout.tui.widgets.terminal_strips import strip_of
from tests.null_feed import NullFeed
from tests.tui.pane_app import SIZE, PaneApp, eventually, printing, showing, wheel


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
        "while b'\\33[I' not in seen: seen += os.read(0, 100)\n"
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


async def test_a_recording_of_a_whole_screen_is_shown_where_its_cursor_is() -> None:
    rows = "".join(f"\x1b[{row};1Hrow {row}" for row in range(1, 25))
    cast = Cast(Size(30, 24), (Event(0.0, OUTPUT, f"\x1b[?1049h{rows}"), Event(60.0, OUTPUT, "\x1b[2;1Hup")))
    terminal = Terminal(open_emulator(cast.size), Player(cast))
    app = PaneApp(terminal)
    async with app.run_test(size=(80, 11)):
        await eventually(lambda: "row 24" in app.screen_text)
        assert app.rows == [f"row {row}" for row in range(15, 25)]
        assert isinstance(terminal.feed, Player)
        terminal.feed.seek(60.0)
        terminal.nudge()
        await eventually(lambda: app.rows[0] == "up" + "w 2")
    terminal.close()
