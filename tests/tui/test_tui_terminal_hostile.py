"""Whatever a program prints stays in its pane."""

from __future__ import annotations

import random
import re

from tests.tui.pane_app import showing

PIECES = [
    b"\x1b[", b"\x1b]", b"\x1bP", b"\x1b_", b"\x1b\\", b"\x07", b"?1049h", b"?1049l", b"8;;https://x.y\x07",
    b"52;c;eA==\x07",
    b"38;2;1;2;3m", b"48;5;200m", b"4:3m", b"0m", b"99;99H", b"65535b", b"2J", b"?5h", b"?3h", b"3;4r", b"6 q",
    b"[red]",
    "漢字".encode(), "👨‍👩‍👧".encode(), b"\xff", b"\xc2\x9b", "\u202e".encode(), b"\r\n", b"\t", b"text", b"A",
    b";", b"1",
]  # fmt: skip


async def test_whatever_a_program_prints_is_painted_in_the_panes_width_and_stays_in_the_pane() -> None:
    chance = random.Random(20211030)  # noqa: S311  (the same every time)
    async with showing("cat", size=(41, 9)) as (app, pilot):
        for _ in range(150):
            app.shown.emulator.feed(b"".join(chance.choices(PIECES, k=40)) + chance.randbytes(20))
            app.pane.draw()
            strips = app.pane.render_lines(app.pane.size.region)
            assert {strip.cell_length for strip in strips} == {41}
            assert not any(re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e]", strip.text) for strip in strips)
        await pilot.press("a")
        assert app.clipboard == ""
        assert not app.outcomes
