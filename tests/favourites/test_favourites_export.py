"""Exports say what people said, count people, and cannot be made to do anything."""

from __future__ import annotations

import csv
import io
import json
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
from favourites_makers import ANNA, BEN, FAVOURITES, file_of, read
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from holeout.favourites.catalogue import Catalogue, KnownTool, catalogue_of
from holeout.favourites.compare import compare
from holeout.favourites.export import (
    FORMATS,
    Collection,
    to_csv,
    to_html,
    to_json,
    to_jsonl,
    to_markdown,
    to_toml,
)
from holeout.favourites.forms import MEDIA_TYPES
from holeout.favourites.gathering import by_stage, gather
from holeout.favourites.merge import merge, state_of
from holeout.favourites.model import Favourite
from holeout.favourites.report import merge_report, unknown_ids

TALK = SimpleNamespace(
    stages={
        id: SimpleNamespace(name=name)
        for id, name in {"data": "Data", "ship": "Package & deploy", "monitor": "Monitor"}.items()
    },
    pitfalls={
        "leak": SimpleNamespace(tools=("pandera",)),
        "skew": SimpleNamespace(tools=("bento", "nowhere")),
        "drift": SimpleNamespace(tools=()),
    },
    tools={
        "pandera": SimpleNamespace(
            id="pandera", name="pandera", pypi="pandera", repo="github.com/unionai/pandera", stages=("data",)
        ),
        "bento": SimpleNamespace(
            id="bento", name="BentoML", pypi="bentoml", repo="javascript://x", stages=("ship",)
        ),
    },
)
CATALOGUE = catalogue_of(TALK)
NASTY = [
    '=HYPERLINK("http://x")',
    "+1",
    "-1",
    "@SUM(A1)",
    "＝1",
    "<script>alert(1)</script>",
    "[x](http://evil)",
    "`code`",
    "# no",
    "a|b",
]


def collection(*files: object, catalogue: Catalogue = CATALOGUE, **more: object) -> Collection:
    return Collection(merge(files), catalogue, **more)  # type: ignore[arg-type]


def crowd() -> list:
    return [
        file_of(
            ANNA,
            Favourite("https://github.com/unionai/pandera", stage="Data", note="types", by="Anna"),
            Favourite("dvc", stage="data"),
        ),
        file_of(
            BEN,
            Favourite("Pandera", stage="monitor"),
            Favourite("DVC", note="git for data", url="https://dvc.org"),
            name="in/b.toml",
        ),
        file_of(
            "carlcarl", Favourite("BentoML", stage="serving", pitfall="drift"), Favourite("dvc", stage="data")
        ),
    ]


def test_people_are_counted_per_tool_by_whichever_name_they_gave() -> None:
    picks = gather(merge(crowd()), CATALOGUE)
    assert [(pick.name, pick.key, pick.count, pick.known) for pick in picks] == [
        ("dvc", "pkg:pypi/dvc", 3, False),
        ("pandera", "pkg:pypi/pandera", 2, True),
        ("BentoML", "pkg:pypi/bentoml", 1, True),
    ]
    assert [pick.link for pick in picks] == ["https://dvc.org", "https://github.com/unionai/pandera", ""]


def test_a_tool_stands_under_each_stage_with_those_who_meant_it() -> None:
    grouped = by_stage(gather(merge(crowd()), CATALOGUE), CATALOGUE)
    assert {stage: [(pick.name, pick.count) for pick in picks] for stage, picks in grouped.items()} == {
        "data": [("dvc", 2), ("pandera", 1)],
        "monitor": [("pandera", 1)],
        "": [("BentoML", 1), ("dvc", 1)],
    }
    assert list(grouped) == ["data", "monitor", ""]


def test_beside_the_talk_what_is_new_moved_and_named_shows_with_counts_of_people() -> None:
    found = compare(gather(merge(crowd()), CATALOGUE), CATALOGUE)
    assert [pick.name for pick in found.new] == ["dvc"]
    assert [pick.name for pick in found.known] == ["pandera", "BentoML"]
    assert [(pick.name, stages) for pick, stages in found.moved] == [("pandera", ("monitor",))]
    assert found.per_stage == {"data": 2, "ship": 0, "monitor": 1, "": 2}
    assert found.per_pitfall == {"leak": 2, "skew": 0, "drift": 1}


def test_two_keys_that_may_be_one_tool_are_proposed() -> None:
    files = [file_of(ANNA, Favourite("https://github.com/a/feast")), file_of(BEN, Favourite("pkg:npm/feast"))]
    assert compare(gather(merge(files), CATALOGUE), CATALOGUE).alike == (
        ("pkg:github/a/feast", "pkg:npm/feast"),
    )


def test_a_package_and_its_repository_are_counted_as_one_under_the_name_that_the_talk_knows() -> None:
    said = ["sci-kit learn", "scikit-learn", "https://github.com/scikit-learn/scikit-learn"]
    files = [
        file_of(actor, Favourite(tool)) for actor, tool in zip((ANNA, BEN, "carlcarl"), said, strict=True)
    ]
    assert [(pick.key, pick.count) for pick in gather(merge(files), CATALOGUE)] == [
        ("pkg:pypi/scikit-learn", 3)
    ]
    known = Catalogue(tools={"pkg:github/o/feast": KnownTool("feast", "Feast", "pkg:github/o/feast")})
    files = [file_of(ANNA, Favourite("fe-ast")), file_of(BEN, Favourite("https://github.com/o/feast"))]
    assert [(pick.name, pick.count, pick.known) for pick in gather(merge(files), known)] == [
        ("Feast", 2, True)
    ]


def test_the_report_of_a_merge_says_what_a_speaker_wants_to_know() -> None:
    base = file_of(ANNA, Favourite("polars", note="fast"), name="a.toml")
    rival = file_of(ANNA, Favourite("polars", note="slow"), name="b.toml")
    merged = merge([*crowd(), base, rival])
    lines = [*merge_report(merged, 5, compare(gather(merged, CATALOGUE), CATALOGUE), CATALOGUE)]
    assert lines[0] == "5 files: 4 tools from 3 people"
    assert lines[1].startswith(f"pkg:pypi/polars of {ANNA}: nothing says which version is newer; kept ")
    assert {"'fast' in a.toml", "'slow' in b.toml"} & {lines[1].rpartition("not ")[2]}
    assert lines[2:] == ["not in the talk: dvc (3), polars", "in the talk, but not for monitor: pandera"]


def test_stages_that_the_talk_does_not_have_are_questioned() -> None:
    (problem,) = unknown_ids(file_of(ANNA, Favourite("x", stage="dta", line=7)), CATALOGUE)
    assert (problem.line, problem.message, problem.hint) == (
        7,
        "there is no stage 'dta'",
        "did you mean 'data'?",
    )
    assert not [*unknown_ids(file_of(ANNA, Favourite("x", stage="Package & Deploy")), CATALOGUE)]


def test_markdown_is_a_list_of_links_by_stage() -> None:
    assert (
        to_markdown(collection(*crowd(), title="C & co"))
        == """\
# C &amp; co

## Data

- [dvc](https://dvc.org) (2)
- [pandera](https://github.com/unionai/pandera) - types (Anna)

## Monitor

- [pandera](https://github.com/unionai/pandera)

## Elsewhere

- **BentoML**
- [dvc](https://dvc.org) - git for data
"""
    )


def test_a_list_without_stages_has_no_headings() -> None:
    assert "##" not in to_markdown(collection(file_of(ANNA, Favourite("x")), catalogue=Catalogue()))


def test_only_what_is_new_to_the_talk_can_be_asked_for_and_carries_no_seal() -> None:
    new = collection(*crowd(), only_new=True)
    assert {each.tool for each in read(to_toml(new)).favourites} == {"dvc", "DVC"}
    assert read(to_toml(new)).seal == {}
    assert "pandera" not in to_markdown(new)


def test_the_table_has_a_row_for_each_recommendation() -> None:
    rows = [*csv.DictReader(io.StringIO(to_csv(collection(*crowd()))))]
    assert [(row["stage"], row["tool"], row["actor"]) for row in rows][-2:] == [
        ("serving", "BentoML", "carlcarl"),
        ("", "DVC", BEN),
    ]
    assert rows[-1]["sources"] == "b.toml"
    assert rows[-1]["key"] == "pkg:pypi/dvc"


def test_json_lines_keep_unknown_keys() -> None:
    rows = [
        json.loads(line)
        for line in to_jsonl(collection(file_of(ANNA, Favourite("x", extra={"key": 1})))).splitlines()
    ]
    assert rows[0]["extra"] == {"key": 1}
    assert rows[0]["key"] == "pkg:pypi/x"


def test_what_is_exported_as_toml_merges_to_the_same() -> None:
    whole = collection(*crowd())
    assert state_of(read(to_toml(whole))) == whole.merged.state


def test_every_form_that_is_offered_is_made() -> None:
    assert FORMATS.keys() == MEDIA_TYPES.keys()


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_can_be_exported(form: str) -> None:
    assert isinstance(FORMATS[form](collection()), str)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.values: list[tuple[str, str | None]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.values += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


SAFE_TAGS = {
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "main",
    "h1",
    "h2",
    "section",
    "ul",
    "li",
    "strong",
    "small",
    "q",
    "a",
    "p",
}
ANY = FAVOURITES | st.builds(
    Favourite, tool=st.sampled_from(NASTY), note=st.sampled_from(NASTY), by=st.sampled_from(NASTY)
)
CROWDS = st.lists(ANY, max_size=4).map(lambda some: [file_of(ANNA, *some)])


@settings(deadline=None, max_examples=80)
@given(CROWDS)
def test_the_page_holds_no_tag_or_script_of_anybodys(files: list) -> None:
    page = _Page()
    page.feed(to_html(collection(*files)))
    assert page.tags <= SAFE_TAGS
    assert all(
        value.startswith(("https://", "http://")) for name, value in page.values if name == "href" and value
    )
    assert not [name for name, _ in page.values if name.startswith("on")]
    for favourite in merge(files).favourites:
        assert favourite.note in page.text


@settings(deadline=None, max_examples=80)
@given(CROWDS)
def test_markdown_shows_text_as_it_is(files: list) -> None:
    whole = collection(*files)
    tokens = MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(to_markdown(whole))
    inline = [child for token in tokens for child in token.children or []]
    assert not [
        token.type
        for token in [*tokens, *inline]
        if "html" in token.type or token.type in {"image", "code_inline", "fence"}
    ]
    links = {child.attrs["href"] for child in inline if child.type == "link_open"}
    assert len(links) <= len({pick.link for pick in whole.picks if pick.link})
    shown = " ".join("".join(child.content for child in token.children or []) for token in tokens)
    for favourite in merge(files).favourites:
        assert " ".join(favourite.note.split()) in shown


@settings(deadline=None, max_examples=80)
@given(CROWDS)
def test_no_cell_of_the_table_is_a_formula(files: list) -> None:
    rows = [*csv.reader(io.StringIO(to_csv(collection(*files))))]
    assert not [
        cell
        for row in rows
        for cell in row
        if cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))
    ]
    assert len({len(row) for row in rows}) == 1


@settings(deadline=None, max_examples=80)
@given(CROWDS)
def test_json_is_strict_json_with_every_favourite(files: list) -> None:
    def refuse(constant: str) -> None:
        raise AssertionError(constant)

    whole = json.loads(to_json(collection(*files)), parse_constant=refuse)
    assert [entry["tool"] for entry in whole["favourite"]] == [each.tool for each in merge(files).favourites]
