"""A talk about bread has all that the bundled one has: what is shown, printed and exported is its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from justhtml import JustHTML
from second_talk import FOLDER, own_words, second_talk, strange_words, subject_words

from holeout.cli.main import main
from holeout.deck.blocks import ViewKind
from holeout.layout.page import views_of
from holeout.lifecycle.search import Index, documents_of
from holeout.talk import load_talk

if TYPE_CHECKING:
    from pathlib import Path

    from holeout.deck.model import Slide

TALK = str(FOLDER)


def slides_of(talk) -> list[Slide]:
    return [talk.deck.slide(index) for index in range(len(talk.deck))]


def shown_kinds(talk) -> set[ViewKind]:
    return {view.kind for slide in slides_of(talk) for view in views_of(slide.blocks)}


def test_it_has_every_kind_of_content_and_view_that_the_bundled_talk_has() -> None:
    bundled, bread = load_talk(), second_talk()
    kinds = ("stages", "pitfalls", "tools", "sources", "incidents", "claims", "questions", "rubrics", "demos")
    for kind in kinds:
        assert getattr(bundled.lifecycle, kind), kind
        assert getattr(bread.lifecycle, kind), kind
    assert bread.lifecycle.tool_lists
    assert shown_kinds(bread) >= shown_kinds(bundled)
    assert shown_kinds(bread) == set(ViewKind)
    for talk in (bundled, bread):
        slides = slides_of(talk)
        assert all(slide.notes for slide in slides)
        assert all(slide.budget for slide in slides)
        assert any(slide.predictions for slide in slides)
        assert any(slide.steps > 1 for slide in slides)
        assert any(stage.back_from for stage in talk.lifecycle.stages.values())
    assert {path.name for path in FOLDER.rglob("*.cast")} == {f"{id}.cast" for id in bread.demos}


def test_every_source_incident_and_tool_of_it_says_that_it_is_invented() -> None:
    known = second_talk().lifecycle
    for source in known.sources.values():
        assert "invented" in f"{source.cite} {source.note}".lower()
        assert not source.url or source.url.startswith("https://example.org/")
    assert all("(Invented.)" in incident.text for incident in known.incidents.values())
    assert all("Invented for tests" in claim.caution for claim in known.claims.values())
    for tool in known.tools.values():
        assert not tool.pypi
        assert not tool.repo or tool.repo.startswith("example.org/")


def test_it_is_clean_by_the_strictest_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--strict", "--all", TALK]) == 0
    said = capsys.readouterr()
    assert "12 slides, 5 stages, 8 pitfalls" in said.err
    assert "warning" not in said.out + said.err


PRINTED = {
    "map": ["map", "--talk", TALK],
    "stage": ["map", "dough", "--talk", TALK],
    "pitfall": ["map", "dough-by-cup", "--talk", TALK],
    "tools-at-the-talk": ["map", "--tools", "--talk", TALK],
    "tools": ["tools", "list", "--talk", TALK],
    "assessment": ["assess", "--show", "--talk", TALK],
    "demos": ["demo", "list", "--talk", TALK],
    "slides": ["dump", "--notes", TALK],
}


@pytest.mark.parametrize("page", PRINTED)
def test_what_is_printed_of_it_speaks_of_bread_alone(
    page: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert main(PRINTED[page]) == 0
    said = capsys.readouterr()
    assert said.out.strip()
    assert strange_words(said.out + said.err) == set()


@pytest.mark.parametrize("name", ["handout.html", "slides.html", "handout.md"])
def test_an_export_holds_all_of_it_and_nothing_of_another_subject(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / name
    assert main(["export", str(out), TALK]) == 0
    said = capsys.readouterr()
    text = flat(read_as_people_do(out))
    assert strange_words(text + said.out + said.err) == set()
    assert all(flat(piece) in text for piece in pieces(whole=name.startswith("handout")))


def read_as_people_do(page: Path) -> str:
    """What is read of a page: the text of an HTML file and its captions, a Markdown file without its marks."""
    written = page.read_text("utf-8")
    if page.suffix == ".md":
        return re.sub(r"\\(?=[^\w\s])", "", written)
    tree = JustHTML(written, sanitize=False)
    for unread in tree.query("style, script"):
        unread.parent.remove_child(unread)
    captions = [node.attrs.get(name) or "" for node in tree.query("[aria-label]") for name in ("aria-label",)]
    return " ".join([tree.root.to_text(separator=" ", separator_blocks_only=True), *captions])


def pieces(*, whole: bool) -> list[str]:
    """Texts of the talk that an export must hold: of everything if it is `whole`, else of the slides."""
    talk = second_talk()
    known = talk.lifecycle
    slides = slides_of(talk)
    shown = [slide.title for slide in slides] + [slide.notes[0].text[:40] for slide in slides]
    if not whole:
        return shown
    return [
        *shown,
        *(
            text
            for stage in known.stages.values()
            for text in (stage.name, stage.question, stage.why_forgotten)
        ),
        *(
            text
            for one in known.pitfalls.values()
            for text in (one.title, one.bites, one.symptom, one.ask, one.why)
        ),
        *(text for tool in known.tools.values() for text in (tool.name, tool.summary, tool.instead_of)),
        *(source.cite for source in known.sources.values()),
        *(text for demo in talk.demos.values() for text in (demo.title, demo.watch, demo.proof)),
        *(known.incidents[id].text for id in ("silent-jar", "grey-batch", "second-summer")),
        *(line for demo in talk.demos.values() for line in demo.text.splitlines() if "statistics" in line),
        "Cy 468 g of flour, 75% water: brick",
    ]


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("cup", ("pitfall", "dough-by-cup")),
        ("thermometr", ("tool", "ovenlog")),
        ("wrenfield", ("incident", "silent-jar")),
        ("neighbors", ("pitfall", "stall-nobody-asked")),
    ],
)
def test_its_own_words_are_found_in_it_with_their_slips(typed: str, found: tuple[str, str]) -> None:
    hits = Index.build(documents_of(second_talk().lifecycle)).find(typed)
    assert found in [(hit.kind, hit.id) for hit in hits[:5]]


def test_the_word_list_would_notice(tmp_path: Path) -> None:
    """The bundled talk's own exports are full of the words that the second talk's must not have."""
    out = tmp_path / "handout.md"
    assert main(["export", str(out)]) == 0
    found = subject_words(out.read_text("utf-8"))
    assert found > {"model", "machine learning", "training", "predictions", "drift", "labels", "dataset"}
    assert own_words() == {"predict"}, "the second talk itself must keep off the subject"
