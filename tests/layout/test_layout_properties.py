"""What holds for any deck at any size: it is laid out, dumped and checked without a fault, and never too wide."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import example, given, settings
from hypothesis import strategies as st

from holeout.cli.check import all_problems
from holeout.cli.dump import text_lines
from holeout.layout.links import links_of, target_of
from holeout.layout.page import lay_out
from holeout.layout.styled import line_cells
from holeout.layout.views import Surroundings
from holeout.talk import given_talk
from holeout.text import clean
from tests.deck.deck_texts import DIALECTS, TEXT

if TYPE_CHECKING:
    from holeout.talk import Talk

DATA = st.one_of(TEXT.map(lambda text: text.encode(errors="surrogatepass")), st.binary(max_size=300))
SIZES = st.tuples(st.integers(1, 130), st.integers(1, 45))


def talk_of(data: bytes, dialect: str | None) -> Talk:
    return given_talk(data.decode(errors="replace"), Path("/nowhere"), dialect=dialect)


@given(DATA, DIALECTS, SIZES)
@settings(max_examples=150, deadline=None)
@example(b"| a | b |\n|---|---|\n" + b"| x | y |\n" * 50, None, (1, 1))
@example(b"- " * 60 + b"x", None, (5, 5))
@example(b"> " * 60 + b"x", None, (5, 5))
@example("日本語".encode() * 50, None, (1, 3))
def test_every_step_is_laid_out_at_any_size(data: bytes, dialect: str | None, size: tuple[int, int]) -> None:
    deck, around = talk_of(data, dialect).deck, Surroundings()
    for index in range(len(deck)):
        slide = deck.slide(index)
        for step in {0, slide.steps // 2, slide.steps - 1}:
            page = lay_out(slide, step, *size, around)
            assert 0 <= page.needed <= len(page.lines)
            assert len(page.lines) >= size[1] - 1
            assert not any("\n" in piece.text for line in page.lines for piece in line)
        for link in links_of(slide):
            target_of(link.address, deck.titles())


@given(TEXT, DIALECTS, st.integers(40, 130))
@settings(max_examples=150, deadline=None)
def test_no_line_is_wider_than_the_screen(text: str, dialect: str | None, width: int) -> None:
    deck = talk_of(text.encode(errors="replace"), dialect).deck
    for index in range(len(deck)):
        page = lay_out(deck.slide(index), deck.slide(index).steps - 1, width, 30, Surroundings())
        assert max(map(line_cells, page.lines)) <= width


@given(DATA, DIALECTS, SIZES)
@settings(max_examples=100, deadline=None)
def test_any_deck_is_dumped_and_checked(data: bytes, dialect: str | None, size: tuple[int, int]) -> None:
    talk = talk_of(data, dialect)
    slides = [talk.deck.slide(index) for index in range(len(talk.deck))]
    printed = list(text_lines(talk, slides, *size, notes=True))
    assert not any(
        ord(character) < 32 or 127 <= ord(character) < 160 for line in printed for character in line
    )
    assert all(
        clean(line) == line for problem in all_problems(talk, (size,)) for line in str(problem).split("\n")
    )
