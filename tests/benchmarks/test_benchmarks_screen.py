from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Iterator

MARKERS = ("Slide 0002", "end-0002")
FRAME = b"\x1b[?2026h\x1b[H\x1b[1mSlide 0\x1b[0m002\x1b[K\r\n\x1b[5;3Hend\x1b[31m-0002\x1b[0m\x1b[?2026l"

QUERIES = {
    "device": (b"\x1b[c", b"\x1b[?62"),
    "device, secondary": (b"\x1b[>c", b"\x1b[>"),
    "status": (b"\x1b[5n", b"\x1b[0n"),
    "cursor": (b"\x1b[3;4H\x1b[6n", b"\x1b[3;4R"),
    "foreground": (b"\x1b]10;?\x1b\\", b"\x1b]10;rgb:"),
    "background": (b"\x1b]11;?\x07", b"\x1b]11;rgb:1111/1111/1111"),
    "palette": (b"\x1b]4;1;?\x07", b"\x1b]4;1;rgb:"),
    "version": (b"\x1b[>q", b"\x1bP>|"),
    "kitty keyboard": (b"\x1b[?u", b"\x1b[?0u"),
    "synchronised output": (b"\x1b[?2026$p", b"\x1b[?2026;2$y"),
    "resize reports": (b"\x1b[?2048$p", b"\x1b[?2048;2$y"),
    "resize reports on": (b"\x1b[?2048h", b"\x1b[48;40;120;800;1200t"),
    "size in cells": (b"\x1b[18t", b"\x1b[8;40;120t"),
    "size in pixels": (b"\x1b[14t", b"\x1b[4;800;1200t"),
    "size of a cell": (b"\x1b[16t", b"\x1b[6;20;10t"),
    "dark or light": (b"\x1b[?996n", b"\x1b[?997;1n"),
}


@pytest.fixture
def screen() -> Iterator[Screen]:
    screen = Screen()
    yield screen
    screen.close()


def test_markers_split_across_reads_and_styles_are_found(screen: Screen) -> None:
    for byte in FRAME[:-1]:
        screen.feed(bytes([byte]))
        assert not screen.shows(MARKERS)
    screen.feed(FRAME[-1:])
    assert screen.shows(MARKERS)


def test_a_frame_that_is_held_back_is_not_shown_yet(screen: Screen) -> None:
    screen.feed(FRAME.removesuffix(b"\x1b[?2026l"))
    assert not screen.shows(MARKERS)


def test_the_title_alone_is_not_the_slide(screen: Screen) -> None:
    screen.feed(b"Slide 0002\r\nand so on")
    assert not screen.shows(MARKERS)


def test_text_that_was_overwritten_is_gone(screen: Screen) -> None:
    screen.feed(FRAME)
    screen.feed(b"\x1b[HSlide 0003")
    assert not screen.shows(MARKERS)


@pytest.mark.parametrize(("query", "answer"), QUERIES.values(), ids=QUERIES)
def test_a_query_is_answered_at_once(screen: Screen, query: bytes, answer: bytes) -> None:
    assert screen.feed(query).startswith(answer)


@pytest.mark.parametrize(("query", "answer"), QUERIES.values(), ids=QUERIES)
def test_a_query_split_across_reads_is_answered_once(screen: Screen, query: bytes, answer: bytes) -> None:
    answers = [said for byte in query if (said := screen.feed(bytes([byte])))]
    assert len(answers) == 1
    assert answers[0].startswith(answer)


def test_a_fresh_terminal_is_clean(screen: Screen) -> None:
    assert screen.left_on() == []


def test_modes_that_were_put_back_are_clean(screen: Screen) -> None:
    screen.feed(b"\x1b[?1049h\x1b[?25l\x1b[?1003h\x1b[?7l\x1b[>1u")
    screen.feed(b"\x1b[<u\x1b[?7h\x1b[?1003l\x1b[?25h\x1b[?1049l")
    assert screen.left_on() == []


@pytest.mark.parametrize(
    ("output", "left"),
    [
        (b"\x1b[?1049h", ["alternate screen"]),
        (b"\x1b[?1016h", ["mouse in pixels"]),
        (b"\x1b[?25l", ["no cursor"]),
        (b"\x1b[?7l", ["no line wrap"]),
        (b"\x1b[?2026h", ["frame never finished"]),
        (b"\x1b[>1u", ["kitty keyboard"]),
    ],
)
def test_what_a_program_leaves_on_is_named(screen: Screen, output: bytes, left: list[str]) -> None:
    screen.feed(output)
    assert screen.left_on() == left
