"""`holeout export`: names tell what is written, and nobody's work is lost."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

import pytest

from holeout.cli import export
from holeout.favourites.store import own_path
from holeout.kept.margin import MarginStore
from holeout.kept.margin import own_path as margin_path
from holeout.problems import HoleoutError

if TYPE_CHECKING:
    from pathlib import Path

DECK = "---\ntitle: My talk\n---\n\n# One\n\nText\n\n<!-- speaker_note: Hello you. -->\n\n---\n\n# Two\n\n![](no.png)\n"
FAVOURITES = 'format = "holeout-favourites/1"\n\n[[favourite]]\ntool = "polars"\nnote = "Fast."\n'


@pytest.fixture
def deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "deck.md"
    path.write_text(DECK)
    return path


def export_to(out: str, *more: str) -> int:
    parser = argparse.ArgumentParser()
    export.add_to(parser.add_subparsers())
    options = parser.parse_args(["export", out, "deck.md", *more])
    code: int = options.run(options)
    return code


@pytest.mark.parametrize(
    ("name", "starts", "holds"),
    [
        ("handout.html", "<!doctype html>", "Hello you."),
        ("out/Handout.HTM", "<!doctype html>", 'class="spoken"'),
        ("handout.md", "# My talk", "**Spoken:**"),
        ("slides.html", "<!doctype html>", "<script>"),
        ("slides-2026.html", "<!doctype html>", "<script>"),
    ],
)
def test_the_name_says_what_is_written(deck: Path, name: str, starts: str, holds: str) -> None:
    assert export_to(name) == 0
    written = (deck.parent / name).read_text()
    assert written.startswith(starts)
    assert holds in written


def test_what_a_file_holds_can_be_said_apart_from_its_name(deck: Path) -> None:
    export_to("index.html", "--as", "slides", "--no-notes")
    written = (deck.parent / "index.html").read_text()
    assert "<script>" in written
    assert "Hello you." not in written


@pytest.mark.parametrize("out", ["handout.docx", "handout", "slides.pdf", "slides.md"])
def test_what_cannot_be_written_is_wrong_on_the_command_line(
    deck: Path, out: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        export_to(out)
    assert caught.value.code == 2
    assert ".html" in capsys.readouterr().err
    assert not (deck.parent / out).exists()


def test_pictures_that_are_left_out_are_told_of_with_their_line(
    deck: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export_to("handout.html")
    said = capsys.readouterr()
    assert "deck.md:15:1: warning: the picture no.png is not beside the deck" in said.err
    assert "handout.html: 2 slides" in said.err
    assert said.out == ""


def test_the_deck_itself_is_never_overwritten(deck: Path) -> None:
    with pytest.raises(HoleoutError, match="the deck itself"):
        export_to("deck.md", "--force")
    assert deck.read_text() == DECK


def test_a_file_that_somebody_else_wrote_is_overwritten_only_by_force(deck: Path) -> None:
    mine = deck.parent / "notes.md"
    mine.write_text("my own words on holeout\n" * 1000)
    with pytest.raises(HoleoutError, match=r"notes\.md was not written by holeout"):
        export_to("notes.md")
    assert mine.read_text().startswith("my own words")
    export_to("notes.md", "--force")
    assert mine.read_text().startswith("# My talk")


@pytest.mark.parametrize("name", ["handout.md", "handout.html", "slides.html"])
def test_an_export_can_be_written_again(deck: Path, name: str) -> None:
    export_to(name)
    deck.write_text(DECK.replace("Text", "Other text"))
    export_to(name)
    assert "Other text" in (deck.parent / name).read_text()


def test_ones_own_favourites_go_in_and_can_be_left_out(
    deck: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = own_path("deck")
    own.parent.mkdir(parents=True)
    own.write_text(FAVOURITES)
    export_to("handout.md")
    assert "polars" in (deck.parent / "handout.md").read_text()
    assert "--no-favourites" in capsys.readouterr().err
    export_to("handout.md", "--no-favourites")
    assert "polars" not in (deck.parent / "handout.md").read_text()


@pytest.mark.parametrize("name", ["handout.md", "handout.html"])
def test_ones_own_notes_go_in_when_asked_for(
    deck: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(HoleoutError, match="no notes of yours"):
        export_to(name, "--own-notes")
    store = MarginStore(margin_path("deck"), "My talk")
    store.write("One", "ask Ann <b>")
    store.write("Gone", "lost?")
    export_to(name)
    assert "ask Ann" not in (deck.parent / name).read_text()
    export_to(name, "--own-notes")
    text = (deck.parent / name).read_text()
    assert "Your note:" in text
    assert "ask Ann" in text
    assert "ask Ann <b>" not in text
    assert "your note on 'Gone' is left out" in capsys.readouterr().err


def test_favourites_from_a_file_go_in_and_a_broken_file_is_told_of(deck: Path) -> None:
    theirs = deck.parent / "ann.favourites.toml"
    theirs.write_text(FAVOURITES)
    export_to("handout.md", "--favourites", str(theirs))
    assert "Fast." in (deck.parent / "handout.md").read_text()
    theirs.write_text("format = ")
    with pytest.raises(HoleoutError, match=r"ann\.favourites\.toml:1"):
        export_to("other.md", "--favourites", str(theirs))
    assert not (deck.parent / "other.md").exists()


def test_the_rooms_board_goes_in(deck: Path) -> None:
    card = {"name": "pandera", "voices": 2, "whys": ["It <b>raises</b>."]}
    board = {"stages": [{"id": "data", "name": "Data", "cards": [card]}]}
    path = deck.parent / "board.json"
    path.write_text(json.dumps(board))
    export_to("handout.html", "--suggestions", str(path))
    written = (deck.parent / "handout.html").read_text()
    assert "pandera" in written
    assert "It &lt;b&gt;raises&lt;/b&gt;." in written


def test_everybodys_favourites_from_the_room_go_in_as_suggestions(deck: Path) -> None:
    theirs = deck.parent / "room.favourites.toml"
    people = "".join(
        f'[[favourite]]\nactor = "{actor}"\ntool = "polars"\nstage = "data"\nnote = "{note}"\n\n'
        for actor, note in (("abcdefgh", "Fast."), ("ijklmnop", "Fast."), ("qrstuvwx", "Small <b>."))
    )
    theirs.write_text(f'format = "holeout-favourites/1"\n\n{people}')
    export_to("handout.md", "--suggestions", str(theirs))
    assert "- **polars** (3 voices): Fast. / Small \\<b\\>." in (deck.parent / "handout.md").read_text()


@pytest.mark.parametrize("text", ["", "[]", '{"stages": [{"cards": [{}]}]}', '{"stages": 3}', "[" * 100_000])
def test_what_is_no_board_is_told_of(deck: Path, text: str) -> None:
    path = deck.parent / "board.json"
    path.write_text(text)
    with pytest.raises(HoleoutError, match="not a board"):
        export_to("handout.html", "--suggestions", str(path))


@pytest.mark.parametrize("text", ["", "[]", '{"version": 99}'])
def test_what_is_no_assessment_is_told_of(deck: Path, text: str) -> None:
    path = deck.parent / "team.json"
    path.write_text(text)
    with pytest.raises(HoleoutError, match=r"team\.json"):
        export_to("handout.html", "--assessment", str(path))


def test_a_folder_that_cannot_be_written_to_is_told_of(deck: Path) -> None:
    (deck.parent / "file").write_text("")
    with pytest.raises(HoleoutError, match="cannot be written"):
        export_to("file/handout.html")
