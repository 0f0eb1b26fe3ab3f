"""Blocks as HTML: what each is to a reader of pages, and that no text in them ever becomes markup."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from exports_example import every, paragraph, parsed, text, words
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from holeout.deck.blocks import (
    Align,
    Block,
    Code,
    Columns,
    Footnotes,
    Heading,
    Image,
    Item,
    List,
    Mark,
    Paragraph,
    Quote,
    Row,
    Span,
    Table,
    View,
    ViewKind,
)
from holeout.exports.html_blocks import Dress, html_of, inline_html
from holeout.exports.outline import levelled
from holeout.exports.pictures import Pictures

SHELL = "<!doctype html><html lang=en><head><title>t</title></head><body>{}</body></html>"


def drawn(*blocks: Block, steps: int = 1) -> str:
    dress = Dress(Pictures(Path("talk.md")), lambda view: Markup("<b>{}</b>").format(view.kind), steps)
    return str(html_of(blocks, dress))


def page(*blocks: Block, steps: int = 1):
    return parsed(SHELL.format(drawn(*blocks, steps=steps)))


def test_marks_nest_and_line_breaks_are_kept() -> None:
    made = inline_html((Span("a\nb", Mark.BOLD | Mark.ITALIC), Span("c", Mark.CODE)))
    assert str(made) == "<em><strong>a<br>\nb</strong></em><code>c</code>"


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//evil", "x.html", "vbscript:x"],
)
def test_only_links_to_the_web_and_to_mail_are_followed(link: str) -> None:
    assert str(inline_html((Span("here", link=link),))) == "here"


def test_a_link_cannot_leave_its_attribute() -> None:
    made = page(Paragraph(text=(Span("here", link='https://a.example/"onclick="x'),)))
    (found,) = every(made, "a")
    assert set(found.attrs) == {"href"}


def test_items_of_a_tight_list_are_not_paragraphs_and_numbers_go_on() -> None:
    items = (
        Item(blocks=(paragraph("a"),)),
        Item(blocks=(paragraph("b"), List(items=(Item(blocks=(paragraph("c"),)),)))),
    )
    tight = page(List(items=items, start=3))
    assert every(tight, "ol")[0].attrs["start"] == "3"
    assert not every(tight, "p")
    assert [words(node) for node in every(tight, "li")] == ["a", "b c", "c"]
    assert len(every(page(List(items=items, start=1, loose=True)), "li > p")) == 2


def test_tasks_say_in_words_whether_they_are_done() -> None:
    items = (Item(blocks=(paragraph("a"),), checked=True), Item(blocks=(paragraph("b"),), checked=False))
    signs = every(page(List(items=items)), "span[role=img]")
    assert [sign.attrs["aria-label"] for sign in signs] == ["done", "to do"]


def test_alerts_name_their_kind_and_quotations_are_quotations() -> None:
    assert (
        words(every(page(Quote(blocks=(paragraph("x"),), kind="warning")), "div.warning p")[0]) == "Warning"
    )
    assert words(every(page(Quote(blocks=(paragraph("x"),))), "blockquote")[0]) == "x"


def test_a_table_has_headers_for_its_columns_but_none_where_nothing_is_said() -> None:
    table = Table(
        header=(text("Name"), ()),
        rows=(Row(cells=(text("a"), text("1"))),),
        alignments=(None, Align.RIGHT),
    )
    made = page(table)
    assert [node.attrs["scope"] for node in every(made, "th")] == ["col"]
    assert [words(node) for node in every(made, "tbody td.align-right")] == ["1"]


def test_blocks_carry_the_step_that_reveals_them_only_where_steps_are_shown() -> None:
    blocks = (
        paragraph("a"),
        paragraph("b", step=1),
        List(items=(Item(blocks=(paragraph("c", step=2),), step=2),)),
    )
    assert [node.attrs["data-step"] for node in every(page(*blocks, steps=3), "[data-step]")] == ["1", "2"]
    assert not every(page(*blocks), "[data-step]")


def test_code_is_coloured_by_class_and_says_at_which_steps_each_line_is_lit() -> None:
    code = Code(
        text="a = 1\nb = 2",
        language="python",
        step=1,
        focus=(frozenset({1}), None),
        line_numbers=True,
        first_line=7,
    )
    lines = every(page(code, steps=3), ".line")
    assert [node.attrs.get("data-lit") for node in lines] == [None, "2"]
    assert [node.attrs["data-number"] for node in lines] == ["7", "8"]
    assert words(every(page(code), ".code-number")[0]) == "1"


def test_columns_share_the_width_by_their_weights() -> None:
    made = page(Columns(weights=(1, 2), columns=((paragraph("a"),), (paragraph("b"),))))
    assert every(made, ".columns")[0].attrs["style"] == "--columns: minmax(0, 1fr) minmax(0, 2fr)"
    assert [words(node) for node in every(made, ".column")] == ["a", "b"]


def test_headings_skip_no_level_whatever_the_deck_did() -> None:
    blocks = [Heading(level=level, text=text(str(level))) for level in (2, 6, 1, 3)]
    assert [block.level for block in levelled(blocks, 4) if isinstance(block, Heading)] == [4, 5, 4, 5]


@given(st.lists(st.integers(1, 6), min_size=1, max_size=12), st.integers(2, 4))
def test_no_heading_is_more_than_one_level_below_the_last(levels: list[int], top: int) -> None:
    made = [block.level for block in levelled([Heading(level=level, text=()) for level in levels], top)]
    assert made[0] == top
    assert all(top <= after <= min(6, before + 1) for before, after in pairwise(made))


HOSTILE = st.text(
    st.sampled_from("<>&\"'=/!-[](){}`\\ \n\taxscript:onéß☠\u202e\u0338\x00\x1b"), max_size=40
) | st.sampled_from(
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "</style><b>",
        "{{ 7*7 }}",
        "%s{0}",
        "<!--",
        "]]>",
    ]
)


def blocks_of(said: str) -> tuple[Block, ...]:
    spans = (Span(said, Mark.BOLD, link=f"https://x.example/{said}"), Span(said, Mark.CODE, color=said))
    return (
        Heading(level=1, text=spans),
        Paragraph(text=spans),
        List(items=(Item(blocks=(Paragraph(text=spans),), checked=True),)),
        Quote(blocks=(Paragraph(text=spans),), kind=said),
        Code(text=said, language=said, attributes=(said,)),
        Table(header=(spans,), rows=(Row(cells=(spans, spans)),), alignments=()),
        Image(path=said, alt=said, width=said, height=said),
        Footnotes(notes=((said, spans),)),
        View(kind=ViewKind.MAP, target=(said,)),
    )


TAGS = {
    "html", "head", "title", "body", "h1", "p", "ul", "li", "blockquote", "pre", "code", "span", "div", "table",
    "thead", "tbody", "tr", "th", "td", "b", "strong", "a", "br",
}  # fmt: skip
ATTRIBUTES = {"lang", "class", "href", "role", "aria-label", "scope", "tabindex"}


@given(HOSTILE)
def test_no_text_of_a_deck_becomes_markup(said: str) -> None:
    made = page(*blocks_of(said))
    nodes = every(made)
    assert {node.name for node in nodes} <= TAGS
    assert {name for node in nodes for name in (node.attrs or {})} <= ATTRIBUTES
    assert all(node.attrs["href"].startswith("https://x.example/") for node in every(made, "a") if node.attrs)


@given(HOSTILE)
def test_no_control_character_reaches_a_page(said: str) -> None:
    made = drawn(*blocks_of(said))
    assert not set(made) & set("\x00\x1b\u202e")
    made.encode()
