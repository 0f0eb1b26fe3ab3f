"""The handout as Markdown: read back by a parser, it says what the talk says and nothing else."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import pytest
from exports_example import additions, every, handout, heading, lifecycle, paragraph, slide, text, words
from hypothesis import given, settings
from hypothesis import strategies as st
from justhtml import JustHTML
from markdown_it import MarkdownIt

from holeout.deck.blocks import (
    Code,
    Columns,
    Footnotes,
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
from holeout.deck.model import DeckInfo
from holeout.exports import markdown_text as md
from holeout.exports.handout import handout_of
from holeout.exports.markdown_blocks import Marking, inline_markdown, markdown_of
from holeout.exports.markdown_handout import handout_markdown
from holeout.talk import load_talk


def forge(markdown: str) -> JustHTML:
    """The page that a code forge makes of `markdown`."""
    made = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(markdown)
    return JustHTML(f"<!doctype html><html><body>{made}</body></html>", sanitize=False)


def blocks(*made) -> str:
    return "\n".join(markdown_of(made, Marking(lambda image: "", lambda view: [])))


@cache
def bundled():
    return handout_of(load_talk())


@cache
def bundled_page() -> JustHTML:
    return forge(handout_markdown(bundled()))


def test_every_slide_and_every_pitfall_is_there() -> None:
    page = bundled_page()
    titles = [words(node) for node in every(page, "h3")]
    assert [title for title in titles if title.startswith("1. ")]
    assert len(
        [node for node in every(page, "a") if re.fullmatch(r"slide-\d+", (node.attrs or {}).get("id") or "")]
    ) == len(bundled().slides)
    said = words(every(page, "body")[0])
    for pitfall in bundled().lifecycle.pitfalls.values():
        assert all(
            " ".join(one.split()) in said
            for one in (pitfall.title, pitfall.bites, pitfall.symptom, pitfall.ask)
        )


def test_links_within_the_text_lead_somewhere_and_headings_go_down_one_by_one() -> None:
    page = bundled_page()
    ids = [node.attrs["id"] for node in every(page, "a[id]")]
    assert len(ids) == len(set(ids))
    assert {
        node.attrs["href"][1:] for node in every(page, "a[href]") if node.attrs["href"].startswith("#")
    } <= set(ids)
    levels = [int(node.name[1]) for node in every(page, "h1, h2, h3, h4, h5, h6")]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_what_people_added_is_there() -> None:
    made = handout_markdown(handout(known=lifecycle(), added=additions()))
    assert "## Favourites\n\n### Idea\n\n- [Ruler](https://github.com/example/ruler) - It helped us." in made
    assert "- **Compass** (3 voices): It helped us." in made
    assert "**Weakest rung: Idea (0.00). 1 rung is missing of 1.**" in made
    assert "### What to do first" in made


def test_views_become_links() -> None:
    kinds = {
        ViewKind.MAP: ("idea",),
        ViewKind.PITFALLS: ("idea",),
        ViewKind.PITFALL: ("no-end",),
        ViewKind.SOURCES: ("smith",),
    }
    shown = slide(heading("One"), *(View(kind=kind, target=target) for kind, target in kinds.items()))
    made = handout_markdown(handout(shown, known=lifecycle()))
    assert "Map: **[Idea](#stage-idea)** · [End](#stage-end)" in made
    assert "- [Nobody needs it](#pitfall-no-need): Who waits?" in made
    assert "- **[It never ends](#pitfall-no-end).** It runs on. **When?**" in made
    assert "Sources: [Smith et al. 2020](#source-smith)" in made


def test_blocks_are_themselves_again_when_read_back() -> None:
    items = (
        Item(blocks=(paragraph("a"), List(items=(Item(blocks=(paragraph("b"),)),), start=3)), checked=True),
        Item(blocks=(paragraph("c"), Code(text="```\nx", language="python"))),
    )
    columns = Columns(
        weights=(1, 1), columns=((paragraph("left"),), (Quote(blocks=(paragraph("right"),), kind="tip"),))
    )
    page = forge(blocks(List(items=items), columns, Footnotes(notes=(("1", text("note")),))))
    assert [words(node) for node in every(page, "ul > li")] == ["[x] a b", "c ``` x", "[1] note"]
    assert every(page, "ol")[0].attrs["start"] == "3"
    assert words(every(page, "li pre code")[0]) == "``` x"
    assert words(every(page, "blockquote")[0]) == "[!TIP] right"


def test_a_table_keeps_its_cells_whatever_is_in_them() -> None:
    header = (text("a|b"), text("c"))
    row = Row(cells=((Span("x | y", Mark.CODE),), (Span("1\n2", Mark.BOLD),)))
    page = forge(blocks(Table(header=header, rows=(row,), alignments=(None, None))))
    assert [words(node) for node in every(page, "th, td")] == ["a|b", "c", "x | y", "1 2"]


def test_emphasis_touches_its_words_even_where_the_span_does_not() -> None:
    made = inline_markdown((Span("All 232: "), Span(" high risk ", Mark.BOLD), Span("of it")))
    assert made == "All 232:  **high risk** of it"
    assert words(every(forge(made), "strong")[0]) == "high risk"


@given(st.text(max_size=60))
def test_any_text_on_a_line_reads_back_as_that_text(said: str) -> None:
    page = forge(md.line(said))
    assert words(every(page, "body")[0]) == md_words(said)
    assert {node.name for node in every(page, "body *")} <= {"p"}


@given(st.text(st.sampled_from("`|\\ ax*_<&\n"), max_size=30))
def test_any_code_reads_back_as_that_code(said: str) -> None:
    page = forge(f"x {md.code(said)} y")
    found = every(page, "code")
    assert [words(node) for node in found] == ([md_words(said)] if md_words(said) else [])
    block = forge("\n".join(md.fenced(said)))
    assert len(every(block, "pre > code")) == 1
    assert {node.name for node in every(block, "body *")} <= {"pre", "code"}


def md_words(said: str) -> str:
    from holeout.text import clean_line

    return " ".join(clean_line(said).split())


NASTY = st.text(st.sampled_from("<>&\"'/=!-[]()*_`#|~ \n1.+:ab"), min_size=1, max_size=24) | st.sampled_from(
    [
        "<script>alert(1)</script>",
        "![x](https://evil.example/x.png)",
        "](javascript:x)",
        "# big",
        "&lt;b&gt;",
        "</a><img src=x>",
    ]
)


@settings(deadline=None)
@given(NASTY)
def test_nothing_that_anybody_wrote_becomes_markup(said: str) -> None:
    spans = (Span(said, Mark.BOLD, link=f"https://x.example/{said}"),)
    shown = slide(heading(said), Paragraph(text=spans), Quote(blocks=(Paragraph(text=spans),)), title=said)
    page = forge(
        handout_markdown(handout(shown, title=said, added=additions(said), info=DeckInfo(subtitle=said)))
    )
    assert not {node.name for node in every(page)} & {"script", "img", "svg", "iframe"}
    assert not {name for node in every(page) for name in node.attrs or {}} - {"href", "id", "start", "class"}
    links = [node.attrs["href"] for node in every(page, "a[href]")]
    assert all(link.startswith(("#", "https://")) for link in links)
    assert [words(node) for node in every(page, "h2")][:2] == ["Contents", "Slides and spoken text"]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x"])
def test_links_that_run_something_are_not_links(link: str) -> None:
    assert inline_markdown((Span("here", link=link),)) == "here"
