"""The handout as a page: everything is in it, it reads well without eyes, and nothing in it comes from elsewhere."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import pytest
from exports_example import additions, every, handout, heading, lifecycle, paragraph, parsed, slide, words
from hypothesis import given, settings
from hypothesis import strategies as st

from holeout.deck.blocks import View, ViewKind, plain
from holeout.deck.model import DeckInfo
from holeout.demos.cast import Cast, Event
from holeout.demos.emulator import Size
from holeout.demos.model import read_demo
from holeout.exports.addresses import anchor
from holeout.exports.handout import Additions, DemoPart, handout_of
from holeout.exports.html_handout import handout_html
from holeout.exports.outline import slide_part
from holeout.exports.recordings import printed
from holeout.exports.suggestions import BoardCard
from holeout.favourites.model import Favourite, FavouritesFile
from holeout.lifecycle.model import Checked, Lifecycle, Pitfall, Source, Stage, Tool
from holeout.talk import load_talk

DEMO = '''\
# /// script
# requires-python = ">=3.11"
# dependencies = ["ruler==2.0"]
# [tool.uv]
# exclude-newer = "2026-11-01T00:00:00Z"
# [tool.holeout]
# stage = "idea"
# pitfall = "no-need"
# tool = "ruler"
# ///
"""Measure <it>

Watch: the number.
"""
print("a < b")
'''


def full():
    """A handout with all of its parts."""
    demo, _ = read_demo(DEMO, "measure.py")
    assert demo
    cast = Cast(Size(40, 10), (Event(0, "o", "\x1b[31m12 <cm>\x1b[0m\r\nok\r\n"),))
    return handout(
        slide(
            heading("Why <now>?"),
            paragraph("Because."),
            *(View(kind=kind, target=target) for kind, target in VIEWS.items()),
            notes=("Hello *you*.", "And <b>on</b>."),
        ),
        known=lifecycle(),
        added=additions(),
        demos=(DemoPart(demo, printed(cast)),),
        info=DeckInfo(author="Ada", event="A day"),
    )


VIEWS = {
    ViewKind.MAP: ("idea",),
    ViewKind.PITFALLS: ("idea",),
    ViewKind.PITFALL: ("no-end",),
    ViewKind.DEMO: ("measure",),
    ViewKind.JOIN: (),
    ViewKind.BOARD: (),
    ViewKind.SOURCES: ("smith", "unknown"),
}


@cache
def bundled():
    return handout_of(load_talk())


@cache
def bundled_page():
    return parsed(handout_html(bundled()))


@cache
def bundled_places():
    """The elements of the bundled talk's handout that have an id."""
    return {node.attrs["id"]: node for node in every(bundled_page(), "[id]")}


@pytest.fixture(params=["full", "bundled", "bare"])
def page(request: pytest.FixtureRequest):
    made = {
        "full": lambda: parsed(handout_html(full())),
        "bundled": bundled_page,
        "bare": lambda: parsed(handout_html(handout())),
    }
    return made[request.param]()


def test_every_slide_is_there_with_what_was_said() -> None:
    for shown in bundled().slides:
        section = bundled_places()[f"slide-{shown.number}"]
        assert words(every(section, "h3")[0]) == " ".join(plain(slide_part(shown, 4).title).split())
        if shown.notes:
            start = re.sub(r"[*`\s]+", " ", shown.notes[0].text)[:40].strip()
            assert start in words(section)


def test_every_pitfall_is_told_whole() -> None:
    known = bundled().lifecycle
    assert known.pitfalls
    for pitfall in known.pitfalls.values():
        said = words(bundled_places()[anchor("pitfall", pitfall.id)])
        assert all(
            one in said
            for one in map(flat, (pitfall.title, pitfall.bites, pitfall.symptom, pitfall.ask, pitfall.why))
        )
        assert all(flat(known.tools[id].name) in said for id in pitfall.tools)
        if pitfall.incident:
            assert flat(known.incidents[pitfall.incident].text) in said


def flat(said: str) -> str:
    return " ".join(said.split())


def test_a_pitfall_says_what_helps_and_how_that_stands() -> None:
    said = words(every(parsed(handout_html(full())), "#pitfall-no-need")[0])
    assert "Severity 4 of 5, likelihood 5 of 5" in said
    assert "Ruler (MIT, alive in 2026-02) Measures." in said
    assert "The flood of 2019 (after the talk). Water came. (Smith et al. 2020)" in said


def test_tools_and_sources_say_how_well_they_were_checked() -> None:
    page = parsed(handout_html(full()))
    ruler = words(every(page, "#tool-ruler")[0])
    assert (
        "Licence: MIT (its file). Latest seen: 2.0, 2026-01-02 (alive, seen 2026-02-03). At the talk: yes."
        in ruler
    )
    assert "Licence: not checked" in words(every(page, "#tool-listening")[0])
    assert every(page, "#source-smith a")[0].attrs["href"] == "https://doi.org/10.1000/need"
    assert "Not checked." in words(every(page, "#source-folk")[0])
    assert "1 read, 1 not checked." in words(every(page, "#sources")[0])


def test_what_people_added_is_in_parts_of_its_own() -> None:
    page = parsed(handout_html(full()))
    assert "Recommended by Ada. Idea Ruler It helped us. measuring" in words(every(page, "#favourites")[0])
    assert "Idea Compass (3 voices) It helped us." in words(every(page, "#suggestions")[0])
    assessed = words(every(page, "#assessment")[0])
    assert "Weakest rung: Idea (0.00). 1 rung is missing of 1." in assessed
    assert "Did you ask? (no)" in assessed
    assert "Nobody needs it. Ask: Who waits?" in assessed


def test_a_demo_shows_its_program_and_what_was_recorded() -> None:
    part = every(parsed(handout_html(full())), "#demo-measure")[0]
    assert 'print("a < b")' in words(part)
    assert words(part).endswith("What it printed 12 <cm> ok")
    assert "ink-1" in part.to_html()


def test_views_on_slides_lead_to_where_their_content_is_told() -> None:
    (shown,) = every(parsed(handout_html(full())), "#slide-1 ")
    links = {node.attrs["href"] for node in every(shown, "a")}
    assert links >= {
        "#stage-idea",
        "#stage-end",
        "#pitfall-no-need",
        "#pitfall-no-end",
        "#demo-measure",
        "#suggestions",
        "#source-smith",
    }
    assert [words(node) for node in every(shown, "[aria-current]")] == ["Idea"]


def test_parts_with_nothing_in_them_are_left_out() -> None:
    page = parsed(handout_html(handout()))
    assert [node.attrs["id"] for node in every(page, "main > section")] == ["slides"]
    assert [words(node) for node in every(page, "nav > ul > li > a")] == ["Slides and spoken text"]


def test_ids_are_unique_and_every_link_within_the_page_leads_somewhere(page) -> None:
    ids = [node.attrs["id"] for node in every(page, "[id]")]
    assert len(ids) == len(set(ids))
    inner = {node.attrs["href"][1:] for node in every(page, "a") if node.attrs["href"].startswith("#")}
    assert inner <= set(ids)
    named = {
        one
        for node in every(page)
        for name in ("aria-labelledby", "aria-describedby")
        for one in (node.attrs or {}).get(name, "").split()
    }
    assert named <= set(ids)


def test_headings_go_down_one_level_at_a_time(page) -> None:
    levels = [int(node.name[1]) for node in every(page, "h1, h2, h3, h4, h5, h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_page_has_a_language_a_title_landmarks_and_a_way_past_the_contents(page) -> None:
    assert every(page, "html")[0].attrs["lang"] == "en"
    assert words(every(page, "head title")[0])
    assert all(len(every(page, name)) == 1 for name in ("header", "nav", "main", "footer"))
    assert every(page, "a")[0].attrs["href"] == f"#{every(page, 'main')[0].attrs['id']}"


LOADING = {
    "src",
    "srcset",
    "data",
    "poster",
    "background",
    "action",
    "formaction",
    "xlink:href",
    "manifest",
    "ping",
}


def test_nothing_is_loaded_from_elsewhere_and_nothing_runs(page) -> None:
    for node in every(page):
        attributes = node.attrs or {}
        assert node.name not in {"script", "link", "iframe", "object", "embed", "base", "form"}
        assert not any(name.startswith("on") for name in attributes)
        assert all(attributes[name].startswith("data:image/") for name in LOADING & set(attributes))
        assert node.name == "a" or "href" not in attributes
    style = words(every(page, "style")[0])
    assert not re.search(r"@import|url\((?!#)", style)
    (policy,) = [node.attrs["content"] for node in every(page, "meta") if node.attrs.get("http-equiv")]
    assert policy.startswith("default-src 'none'; img-src data:; style-src 'unsafe-inline'")


def test_the_language_is_the_decks_if_it_is_one() -> None:
    def language(said: object) -> str:
        info = DeckInfo(extra={"lang": said})
        return every(parsed(handout_html(handout(info=info))), "html")[0].attrs["lang"]

    assert [language(said) for said in ("de-AT", '"><script>', 7)] == ["de-AT", "en", "en"]


NASTY = st.sampled_from(
    [
        "<script>alert(1)</script>",
        '" onmouseover="x',
        "</title><b>",
        "{{ 7 * 7 }}",
        "</style>",
        "&lt;i&gt;",
        "'><svg onload=x>",
    ]
) | st.text(st.sampled_from("<>&\"'/=ab \u202e\x1b\u0338"), min_size=1, max_size=20)


def hostile(said: str):
    known = Lifecycle(
        title=said,
        stages={
            "s": Stage("s", 1, said, said, (said,), (said,), (said,), why_forgotten=said, sources=("c",))
        },
        pitfalls={"p": Pitfall("p", "s", said, said, said, said, 1, 1, said, ("c",), ("t",))},
        tools={"t": Tool("t", said, said, pypi=said, repo=said, instead_of=said, note=said)},
        sources={"c": Source("c", said, Checked.READ, url=said, identifier=said, note=said)},
    )
    favourite = Favourite(
        f"x{said}", name=said, stage=said, note=said, url=said, tags=(said,), by=said, actor="abcdefgh"
    )
    board = (BoardCard(said, said, said, 1, (said,)),)
    return handout(
        slide(heading(said), paragraph(said), notes=(said,), title=said),
        title=said, known=known, added=Additions(FavouritesFile((favourite,), by=said), None, board),
        info=DeckInfo(title=said, subtitle=said, author=said, event=said),
    )  # fmt: skip


@cache
def plain_names() -> tuple[frozenset[str], frozenset[str]]:
    """The elements and attributes of a page in which nobody wrote anything bad."""
    nodes = every(parsed(handout_html(hostile("fine https://fine.example"))))
    return frozenset(node.name for node in nodes), frozenset(
        name for node in nodes for name in node.attrs or {}
    )


NOTE_TAGS = {
    "em", "strong", "code", "ul", "ol", "li", "blockquote", "pre", "hr",
    "u", "s", "i", "br", "h4", "div", "a",
}  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(NASTY)
def test_nothing_that_anybody_wrote_becomes_markup(said: str) -> None:
    names, attributes = plain_names()
    # What was said may still be Markdown in a note, and shown without a link elsewhere.
    names |= NOTE_TAGS
    page = handout_html(hostile(said))
    assert not set(page) & set("\x1b\u202e")
    nodes = every(parsed(page))
    assert {node.name for node in nodes} <= names
    assert {name for node in nodes for name in node.attrs or {}} <= attributes | {"rel"}
    links = [node.attrs["href"] for node in nodes if node.name == "a"]
    assert all(link.startswith(("#", "https://", "http://", "mailto:")) for link in links)
