"""The slides as a page: whole without scripts, and with nothing but a script of our own."""

from __future__ import annotations

import re

import pytest
from exports_example import additions, every, handout, heading, lifecycle, paragraph, parsed, slide, words
from hypothesis import given
from hypothesis import strategies as st

from holeout.deck.blocks import Code, JumpToMiddle, View, ViewKind
from holeout.exports.handout import handout_of
from holeout.exports.html_slides import slides_html
from holeout.exports.templating import digest
from holeout.talk import load_talk


@pytest.fixture(scope="module")
def page():
    return parsed(slides_html(handout_of(load_talk())))


def small(*blocks, **more):
    return parsed(slides_html(handout(slide(*blocks, **more), known=lifecycle(), added=additions())))


def test_every_slide_is_a_section_with_a_heading_its_place_and_its_steps(page) -> None:
    slides = handout_of(load_talk()).slides
    sections = every(page, "main > section")
    assert [node.attrs["aria-label"] for node in sections] == [
        f"{n} of {len(slides)}" for n in range(1, len(slides) + 1)
    ]
    assert [node.attrs["data-steps"] for node in sections] == [str(shown.steps) for shown in slides]
    assert all(every(node, "h2") for node in sections)
    assert len(every(page, "h1")) == 1


def test_a_slide_without_a_heading_is_still_named_for_those_who_do_not_see_it() -> None:
    page = small(paragraph("Just this."), title="Just this")
    assert [(node.attrs["class"], words(node)) for node in every(page, ".page > h2")] == [
        ("unseen", "Just this")
    ]
    assert not every(small(heading("One")), "h2.unseen")


def test_all_is_shown_without_scripts_and_later_steps_are_only_marked() -> None:
    code = Code(text="a\nb", step=1, focus=(frozenset({1}), frozenset({2})))
    page = small(heading("One"), paragraph("Two", step=1), JumpToMiddle(), code, steps=3)
    assert [words(node) for node in every(page, "[data-step]")] == ["Two", "a b"]
    assert [node.attrs["data-lit"] for node in every(page, "[data-lit]")] == ["0 1", "2"]
    assert not every(page, ".page [hidden], .ahead, .unlit")


def test_spoken_text_is_folded_away_and_can_be_left_out() -> None:
    assert (
        words(every(small(heading("One"), notes=("Hello *you*.",)), "details.notes")[0])
        == "Spoken text Hello you."
    )
    assert not every(parsed(slides_html(handout_of(load_talk(), notes=False))), "details")


def test_views_draw_the_content_itself_since_there_is_no_other_place_for_it() -> None:
    page = small(
        heading("One"),
        View(kind=ViewKind.MAP, target=("end",)),
        View(kind=ViewKind.PITFALLS, target=("idea",)),
        View(kind=ViewKind.PITFALL, target=("no-end",)),
        View(kind=ViewKind.BOARD),
        View(kind=ViewKind.SOURCES, target=("smith",)),
        View(kind=ViewKind.MAP),
    )
    assert [words(node) for node in every(page, ".view-map rect.chosen ~ text.name")] == ["2 End"]
    assert len({node.attrs["id"] for node in every(page, "svg marker")}) == 4
    assert words(every(page, ".view-pitfalls")[0]) == "Nobody needs it Who waits?"
    assert words(every(page, ".view-pitfall")[0]) == "It never ends It runs on. Ask: When?"
    assert words(every(page, ".view-board")[0]) == "Idea: Compass (3)"
    assert every(page, ".view-sources a")[0].attrs["href"] == "https://doi.org/10.1000/need"


def test_only_our_own_script_may_run_and_nothing_is_loaded(page) -> None:
    (script,) = every(page, "script")
    (policy,) = [node.attrs["content"] for node in every(page, "meta") if node.attrs.get("http-equiv")]
    said = script.to_text(separator="", strip=False)
    assert f"script-src '{digest(said)}'" in policy
    assert policy.startswith("default-src 'none'; img-src data:;")
    assert "src" not in script.attrs
    for node in every(page):
        assert not any(name.startswith("on") for name in node.attrs or {})
        assert node.name == "a" or not {"src", "href"} & set(node.attrs or {})
    assert not re.search(r"@import|url\((?!#)", words(every(page, "style")[0]))
    assert not re.search(r"fetch|XMLHttp|import\(|eval|innerHTML|http", said)


@given(
    st.sampled_from(
        ["</script><script>alert(1)</script>", '"><b onclick=x>', "</details><i>", "<!--", "</section>"]
    )
)
def test_nothing_that_anybody_wrote_becomes_markup(said: str) -> None:
    known = handout(slide(heading(said), paragraph(said), notes=(said,), title=said), title=said)
    nodes = every(parsed(slides_html(known)))
    assert not {node.name for node in nodes} & {"b"}
    assert sum(node.name == "script" for node in nodes) == 1
    assert sum(node.name == "section" for node in nodes) == 1
    assert not any(name.startswith("on") for node in nodes for name in node.attrs or {})
