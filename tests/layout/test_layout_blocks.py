"""Blocks to lines."""

from hypothesis import given, settings
from hypothesis import strategies as st

from holeout.deck.blocks import (
    Align,
    Block,
    Code,
    Columns,
    Gap,
    Heading,
    Inline,
    Item,
    JumpToMiddle,
    List,
    Mark,
    Paragraph,
    Quote,
    Row,
    Span,
    Table,
)
from holeout.deck.model import Slide
from holeout.layout.page import lay_out
from holeout.layout.styled import Role, cells, line_cells, plain_text
from holeout.layout.views import Surroundings
from holeout.layout.wrap import wrapped


def text(words: str, **marks: object) -> Inline:
    return (Span(words, **marks),)  # type: ignore[arg-type]


def page_of(*blocks: Block, step: int = 0, steps: int = 1, width: int = 40, height: int = 16) -> list[str]:
    slide = Slide(1, "A slide", 1, blocks, steps)
    return [plain_text(line) for line in lay_out(slide, step, width, height, Surroundings()).lines]


def item(words: str, step: int = 0) -> Item:
    return Item(blocks=(Paragraph(text=text(words), step=step),), step=step)


def test_a_reveal_moves_nothing() -> None:
    blocks = (
        Heading(level=1, text=text("Title")),
        List(items=(item("one"), item("two", 1), item("three", 2))),
        Paragraph(text=text("after"), step=1),
    )
    first, second, last = (page_of(*blocks, step=step, steps=3) for step in range(3))
    assert "one" in "".join(first)
    assert "two" not in "".join(first)
    for earlier, later in ((first, second), (second, last)):
        assert all(not line or line == other for line, other in zip(earlier, later, strict=True))


def test_words_in_two_styles_are_not_torn_apart_at_a_line_end() -> None:
    inline = (Span("aaaa bb"), Span("bb", Mark.BOLD), Span("!"))
    assert [plain_text(line) for line in wrapped(inline, 8)] == ["aaaa", "bbbb!"]


@settings(deadline=None)
@given(st.text(max_size=200), st.integers(1, 30))
def test_no_line_is_wider_than_asked_unless_one_character_is(words: str, width: int) -> None:
    for line in wrapped(text(words), width):
        assert line_cells(line) <= max(width, 2)


@settings(deadline=None)
@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=200), st.integers(2, 30))
def test_wrapping_loses_no_character_but_blanks(words: str, width: int) -> None:
    shown = "".join(plain_text(line) for line in wrapped(text(words), width))
    assert "".join(shown.split()) == "".join(words.split())


def test_code_lights_the_lines_of_the_step() -> None:
    block = Code(text="a\nb\nc", focus=(frozenset({1}), frozenset({3}), None), step=1)
    slide = Slide(1, "", 1, (block,), 4)
    lit = []
    for step in range(1, 4):
        lines = lay_out(slide, step, 40, 12, Surroundings()).lines
        lit.append(
            "".join(
                piece.text.strip()
                for line in lines
                for piece in line
                if piece.style.role is not Role.CODE_UNLIT
            )
        )
    assert lit == ["a", "c", "abc"]


def test_table_cells_stand_under_their_head_as_aligned() -> None:
    table = Table(
        header=(text("Name"), text("Count")),
        rows=(Row(cells=(text("日本"), text("7"))), Row(cells=(text("b"), text("1234")), step=1)),
        alignments=(None, Align.RIGHT),
    )
    lines = [line for line in page_of(table, steps=2) if line]
    assert lines[0] == "   Name  Count"
    assert lines[2] == "   日本      7"
    assert len(lines) == 3


def test_a_wide_table_shares_the_width_and_wraps() -> None:
    long = "many words that need more room than there is"
    table = Table(
        header=(), rows=(Row(cells=(text("id"), text(long), text(long))),), alignments=(None, None, None)
    )
    lines = page_of(table, width=60)
    assert max(cells(line) for line in lines) <= 57
    assert "".join("".join(lines).split()).count("need") == 2


def test_columns_stand_side_by_side() -> None:
    block = Columns(
        weights=(1, 1), columns=((Paragraph(text=text("left")),), (Paragraph(text=text("right")),))
    )
    (line,) = (line for line in page_of(block) if line)
    assert line.index("right") > line.index("left") + 10


def test_an_alert_is_named_in_words() -> None:
    block = Quote(blocks=(Paragraph(text=text("hot")),), kind="warning")
    assert any("Warning" in line for line in page_of(block))


def test_what_jumps_to_the_middle_leaves_the_title_where_it_is() -> None:
    lines = page_of(JumpToMiddle(), Heading(level=1, text=text("Middle")), height=21)
    assert lines.index("   Middle") in (9, 10, 11)


def test_a_slide_taller_than_the_screen_says_by_how_much() -> None:
    blocks = tuple(Paragraph(text=text(f"line {n}")) for n in range(10))
    page = lay_out(Slide(1, "", 1, blocks), 0, 40, 12, Surroundings())
    assert page.overflow == 1 + 19 - 11
    assert plain_text(page.lines[-1]).strip() == "line 9"


def test_a_gap_is_as_tall_as_asked() -> None:
    lines = page_of(Paragraph(text=text("a")), Gap(count=3), Paragraph(text=text("b")))
    assert [line.strip() for line in lines].index("b") - [line.strip() for line in lines].index("a") == 4
