from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holeout.demos.cast import MARKER, OUTPUT, Cast, Event
from holeout.demos.emulator import Size
from holeout.demos.tame import MOST_UNFINISHED, tame

REACHES = [
    "\x1b[c", "\x1b[>0c", "\x1b[6n", "\x1b[?2026$p", "\x1b[?u", "\x1b[>25u", "\x1b[<u", "\x1b[18t", "\x1b[?1003h",
    "\x1b[?1000;1006h", "\x1b[?2004h", "\x1b[?1004h", "\x1b]11;?\x1b\\", "\x1b]0;a title\x07",
    "\x1b]52;c;aGVsbG8=\x07", "\x1bP$qm\x1b\\", "\x1b_Gi=1;AAAA\x1b\\", "\x1bZ", "\x05", "\x9b", "\x1b[>4;2m",
]  # fmt: skip
SHOWS = [
    "\x1b[31m", "\x1b[38:2::1:2:3m", "\x1b[2J", "\x1b[3;4H", "\x1b[?1049h", "\x1b[?25l", "\x1b[K", "\x1b[2 q",
    "\x1b]8;;https://example.org\x1b\\", "\x1b[?2026l", "\x1b7", "\r\n", "grüße 一二三", "\x1b(B",
]  # fmt: skip


def shown(*pieces: str) -> str:
    events = tuple(Event(at / 10, OUTPUT, piece) for at, piece in enumerate(pieces))
    return "".join(event.data for event in tame(Cast(Size(80, 24), events)).events)


@pytest.mark.parametrize("sequence", REACHES, ids=ascii)
def test_what_reaches_out_of_the_screen_is_left_out(sequence: str) -> None:
    assert shown(f"a{sequence}b") == "ab"


@pytest.mark.parametrize("sequence", SHOWS, ids=ascii)
def test_what_is_shown_stays(sequence: str) -> None:
    assert shown(f"a{sequence}b") == f"a{sequence}b"


@given(st.lists(st.sampled_from([*REACHES, *SHOWS, "x"]), max_size=8), st.data())
def test_cutting_a_recording_into_other_pieces_lets_nothing_through(
    parts: list[str], data: st.DataObject
) -> None:
    whole = "".join(parts) + "."
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=6)))
    pieces = [whole[a:b] for a, b in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    assert shown(*pieces) == "".join(part for part in parts if part not in REACHES) + "."


def test_a_sequence_without_an_end_takes_neither_memory_nor_what_follows() -> None:
    assert shown("\x1b]52;c;" + "A" * MOST_UNFINISHED, "shown") == "shown"


def test_other_events_are_left_alone() -> None:
    cast = Cast(Size(80, 24), (Event(0.2, MARKER, "\x1b[c"),))
    assert tame(cast) == cast
