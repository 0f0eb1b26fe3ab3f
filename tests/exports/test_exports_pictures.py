"""Pictures: only real images beside the deck are taken in."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest
from exports_example import every, handout, heading, parsed, slide

from holeout.deck.blocks import Image
from holeout.exports.html_handout import handout_html
from holeout.exports.markdown_handout import handout_markdown
from holeout.exports.pictures import Pictures
from holeout.pictures.files import MOST_BYTES

if TYPE_CHECKING:
    from pathlib import Path

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    folder = tmp_path / "slides"
    folder.mkdir()
    (folder / "a dot.png").write_bytes(PNG)
    (tmp_path / "secret.png").write_bytes(PNG)
    return folder / "talk.md"


def found(deck: Path, path: str) -> tuple[bool, str]:
    pictures = Pictures(deck)
    picture = pictures.find(Image(path=path, alt="A dot", lines=(7, 7)))
    return picture is not None, " ".join(problem.message for problem in pictures.problems)


@pytest.mark.parametrize("path", ["a dot.png", "a%20dot.png", "./a dot.png"])
def test_a_picture_beside_the_deck_becomes_part_of_the_page(deck: Path, path: str) -> None:
    page = parsed(handout_html(handout(slide(heading("One"), Image(path=path, alt='A "dot"')), deck=deck)))
    (image,) = every(page, "img")
    assert image.attrs["alt"] == 'A "dot"'
    kind, _, data = image.attrs["src"].partition(",")
    assert kind == "data:image/png;base64"
    assert base64.b64decode(data) == PNG


@pytest.mark.parametrize(
    "path", ["../secret.png", "/etc/hostname", "..%2fsecret.png", "no.png", "", "a\x00b", "x" * 5000]
)
def test_nothing_outside_of_the_decks_folder_is_read(deck: Path, path: str) -> None:
    assert found(deck, path) == (False, f"the picture {path} is not beside the deck, and is left out")


def test_a_link_out_of_the_folder_is_not_followed(deck: Path) -> None:
    (deck.parent / "trick.png").symlink_to(deck.parent.parent / "secret.png")
    assert found(deck, "trick.png")[0] is False


@pytest.mark.parametrize(
    "path", ["https://a.example/x.png", "//a.example/x.png", "data:image/png;base64,x", "file:///x.png"]
)
def test_a_picture_from_elsewhere_is_told_of_and_never_loaded(deck: Path, path: str) -> None:
    taken, told = found(deck, path)
    assert not taken
    assert "not on this machine" in told
    page = parsed(handout_html(handout(slide(heading("One"), Image(path=path, alt="x")), deck=deck)))
    assert not every(page, "img")


def test_text_that_is_named_like_a_picture_is_refused(deck: Path) -> None:
    (deck.parent / "notes.png").write_text("my password")
    taken, told = found(deck, "notes.png")
    assert not taken
    assert "no image" in told


def test_a_picture_that_would_make_the_page_heavy_is_refused(deck: Path) -> None:
    with (deck.parent / "big.png").open("wb") as file:
        file.write(PNG)
        file.truncate(MOST_BYTES + 1)
    assert found(deck, "big.png")[0] is False


def test_a_missing_description_is_told_of_once_with_its_line(deck: Path) -> None:
    pictures = Pictures(deck)
    for _ in range(2):
        assert pictures.find(Image(path="a dot.png", lines=(7, 7)))
    (problem,) = pictures.problems
    assert (problem.path, problem.line) == (str(deck), 7)
    assert "no description" in problem.message


def test_markdown_leads_to_a_picture_from_where_it_will_stand(deck: Path) -> None:
    shown = handout(slide(heading("One"), Image(path="a dot.png", alt="A [dot]")), deck=deck)
    assert r"![A \[dot\]](slides/a%20dot.png)" in handout_markdown(shown, deck.parent.parent)
    elsewhere = handout_markdown(shown, deck.parent.parent / "other")
    assert "Picture: A \\[dot\\]" in elsewhere
    assert "a%20dot.png" not in elsewhere
