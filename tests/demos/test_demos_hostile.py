"""Whatever a program prints: no exception, rows of the right width without controls, bounded work, safe answers."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holeout.demos.best_emulator import open_emulator
from holeout.demos.emulator import Colors, Size
from holeout.demos.terminal import PORTION, Terminal
from tests.null_feed import NullFeed

ghostty = pytest.importorskip("holeout.demos.ghostty", exc_type=ImportError)
SIZE = Size(30, 6)
NUMBERS = st.one_of(st.integers(0, 40), st.sampled_from([255, 1049, 2004, 65535, 2**31, 10**12]))
PARAMETERS = st.lists(NUMBERS, max_size=6).flatmap(
    lambda numbers: st.sampled_from(";:").map(lambda mark: mark.join(map(str, numbers)))
)
CONTROLS = st.builds(
    "\x1b[{}{}{}{}".format,
    st.sampled_from(["", "?", ">", "<", "="]),
    PARAMETERS,
    st.sampled_from(["", "$", " ", "!", "'", "*", '"', "#"]),
    st.characters(min_codepoint=0x40, max_codepoint=0x7E),
)
BEGINNINGS = [
    "", "0;", "2;", "4;1;", "8;;", "10;", "11;?", "21;", "52;c;", "133;A", "$q", "+q", "G", "1337;File=",
]  # fmt: skip
STRINGS = st.builds(
    "\x1b{}{}{}{}".format,
    st.sampled_from("P]_^X"),
    st.sampled_from(BEGINNINGS),
    st.text(max_size=40),
    st.sampled_from(["\x07", "\x1b\\", "\x9c", "", "\x18"]),
)  # fmt: skip
ESCAPES = st.builds(
    "\x1b{}{}".format,
    st.sampled_from(["", "(", ")", "#", " ", "%"]),
    st.characters(min_codepoint=0x30, max_codepoint=0x7E),
)
TEXT = st.text(max_size=30) | st.sampled_from(
    [
        "漢字",
        "👨‍👩‍👧",
        "🇫🇷",
        "e" + "\u0301" * 50,
        "\u202eevil\u2066",
        "\r\n",
        "\t\b\v\f",
        "\x0e\x0f",
        "\ufeff\U000e0041",
    ]
)
HOSTILE = st.lists(
    st.one_of(CONTROLS, STRINGS, ESCAPES, TEXT).map(lambda part: part.encode("utf-8", "replace"))
    | st.binary(max_size=30),
    max_size=12,
).map(b"".join)
UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
ANSWERS = re.compile(rb"(?:\x1b\[[0-?]*[ -/]*[@-~]|\x1b[P\]_][ -~]*(?:\x07|\x1b\\))*")


def checked(emulator: ghostty.GhosttyEmulator) -> None:
    """Everything that is asked of an emulator, as the pane asks it."""
    rows = emulator.take_changes()
    columns, height = emulator.size
    for y, row in rows.items():
        assert 0 <= y < height
        assert sum(run.width for run in row) == columns
        text = "".join(run.text for run in row)
        assert not UNSAFE.search(text)
        assert all(not run.style.link or run.style.link.startswith(("http", "mailto")) for run in row)
    assert 0 <= emulator.cursor.x < columns
    assert 0 <= emulator.cursor.y < height
    assert not UNSAFE.search(emulator.title)
    assert emulator.modes.kitty < 32
    assert emulator.scrolled >= 0


@given(st.lists(HOSTILE, max_size=5))
@settings(max_examples=150, deadline=None)
def test_any_stream_makes_rows_that_are_safe_to_paint(streams: list[bytes]) -> None:
    emulator = ghostty.GhosttyEmulator(SIZE)
    emulator.set_colors(Colors((230, 230, 230), (20, 20, 20)))
    try:
        for number, stream in enumerate(streams):
            emulator.feed(stream)
            checked(emulator)
            emulator.selection.press(0, 0, float(number))
            emulator.selection.drag(SIZE.columns - 1, SIZE.rows - 1)
            assert "\x1b" not in emulator.selection.text()
            emulator.scroll(-number)
            emulator.resize(Size(SIZE.columns + number % 3, SIZE.rows - number % 2))
            emulator.redraw()
            checked(emulator)
    finally:
        emulator.close()


@given(HOSTILE)
@settings(max_examples=150, deadline=None)
def test_no_stream_can_have_the_terminal_type_for_it(stream: bytes) -> None:
    emulator = ghostty.GhosttyEmulator(SIZE)
    emulator.set_colors(Colors((230, 230, 230), (20, 20, 20)))
    try:
        emulator.feed(
            b"\x1b]2;rm -rf secret\x07" + stream + b"\x1b\\\x1b[21t\x1b[20t\x1bP$q\nid\n\x1b\\\x1b]52;c;?\x07"
        )
        replies = emulator.take_replies()
        assert ANSWERS.fullmatch(replies), replies
        assert b"rm -rf" not in replies
    finally:
        emulator.close()


COSTLY = {
    "repeated": b"a" + b"\x1b[65535b" * 2000,
    "reset": b"\x1bc" * 8000,
    "columns": b"\x1b[?40h" + b"\x1b[?3h\x1b[?3l" * 2000,
    "filled": b"\x1b#8" * 6000,
    "other screen": b"\x1b[?1049h\x1b[?1049l" * 1500,
}


@pytest.mark.parametrize("name", COSTLY)
def test_a_turn_ends_in_time_however_much_work_its_bytes_ask_for(name: str) -> None:
    """On the clock of the work itself, so that other programs on the machine do not count."""
    turns: list[float] = []
    terminal = Terminal(open_emulator(Size(100, 30)), NullFeed(COSTLY[name]), clock=time.process_time)
    before = None
    while terminal.feed.outcome is None or terminal._left:
        begun = time.process_time()
        terminal._take(begun + 0.002)
        turns.append(time.process_time() - begun)
        assert len(turns) < 100_000
        assert before != (before := (bytes(terminal._left), terminal.feed.outcome, len(turns)))
    terminal.close()
    assert len(turns) > len(COSTLY[name]) / PORTION / 50
    assert max(turns) < 0.05


ENDLESS = [
    b"\x1b]2;", b"\x1b]8;;http://x", b"\x1b]52;c;", b"\x1bP+q", b"\x1bP$q", b"\x1b_G", b"\x1b_x", b"\x1b^",
    b"\x1b]99;", b"e\xcc\x81",
]  # fmt: skip


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="reads the memory from /proc")
@pytest.mark.parametrize("begin", ENDLESS)
def test_what_never_ends_takes_no_more_memory(begin: bytes) -> None:
    emulator = ghostty.GhosttyEmulator(Size(80, 24))
    emulator.feed(begin + b"A" * 100_000)
    before = _resident()
    more = (b"\xcc\x81" if begin.startswith(b"e") else b"A") * 500_000
    for _ in range(40):
        emulator.feed(more)
    assert _resident() - before < 24_000_000
    emulator.feed(b"\x1b\\")
    checked(emulator)
    emulator.close()


def test_answers_that_nobody_takes_are_not_kept_without_end() -> None:
    emulator = ghostty.GhosttyEmulator(SIZE)
    for _ in range(100):
        emulator.feed(b"\x1b[c\x1b[6n" * 1000)
    assert len(emulator.take_replies()) < 100_000
    emulator.close()


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
