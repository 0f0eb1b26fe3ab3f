"""Titles without parsing, and how little is done until a slide is asked for."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from deck_outline import DECKS, outline_of, read

from holeout.deck.blocks import Heading
from holeout.deck.reader import CACHED_SLIDES, read_deck

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Plain", "Plain"),
        ("## Closed ##", "Closed"),
        ("\n\ntext\n\n### Later", "Later"),
        ("Under\nlined\n===", "Under lined"),
        ("# **b** *i* `a_b*c` ~~s~~ a_b", "b i a_b*c s a_b"),
        ("# [link](http://x) ![alt](y) \\*esc\\*", "link *esc*"),
        ("# :rocket: <b>x</b> &amp; $y$", "🚀 x & y"),
        ("# <!-- fit --> A", "A"),
        ("```\n# not me\n```\n\n# Me", "Me"),
        ("<!--\n# not me\n-->\n# Me", "Me"),
        ("- first **item**\n- second", "first item"),
        ("> quoted", "quoted"),
        ("![](x.png)\n\n<div>\n\nText", "Text"),
        ("<!-- map: data -->", ""),
        ("```\ncode\n```", ""),
        ("-> # Arrow <-", "Arrow"),
    ],
)
def test_the_title_is_the_first_heading_or_the_first_text(text: str, title: str) -> None:
    deck = read_deck(text, "deck.md", dialect="marp")
    assert deck.titles() == [title]
    assert deck.slide(0).title == title


def test_a_title_in_the_slides_own_yaml_comes_first() -> None:
    assert read_deck("# A\n\n---\ntitle: 'From YAML'\n---\n# B", "deck.md").titles() == ["A", "From YAML"]


@pytest.mark.parametrize("path", sorted(DECKS.glob("*.md")), ids=lambda path: path.stem)
def test_a_deck_of_each_tool_reads_as_its_outline_says(path: Path) -> None:
    assert outline_of(read(path)) == path.with_suffix(".outline").read_text(encoding="utf-8")


def test_nothing_heavy_loads_before_a_slide_is_asked_for() -> None:
    code = (
        "import sys\n"
        "from holeout.deck.reader import read_deck\n"
        "deck = read_deck('# A\\n\\n---\\n\\n# B\\n', 'deck.md')\n"
        "assert len(deck) == 2 and deck.titles() == ['A', 'B']\n"
        "print([name for name in ('markdown_it', 'yaml', 'pygments', 'textual') if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_slides_are_parsed_once_and_the_last_used_are_kept() -> None:
    deck = read_deck("\n\n---\n\n".join(f"# {number}" for number in range(CACHED_SLIDES + 2)), "deck.md")
    first = deck.slide(0)
    assert deck.slide(0) is first
    for index in range(1, len(deck)):
        deck.slide(index)
    again = deck.slide(0)
    assert again is not first
    assert again == first


def test_ten_thousand_slides_are_split_right() -> None:
    body = "- a\n- b\n\n```py\n---\n# no\n```\n\n| a |\n|---|\n| b |\n"
    deck = read_deck("\n---\n\n".join(f"# Slide {number}\n\n{body}" for number in range(10_000)), "deck.md")
    assert len(deck) == 10_000
    assert deck.titles()[9_999] == "Slide 9999"
    last = deck.slide(9_999)
    assert isinstance(last.blocks[0], Heading)
    assert last.line == deck.slide_lines[9_999][0] + 2


@pytest.mark.parametrize("head", ["", "---\ntitle: T\nholeout: {intro: true}\n---\n"])
def test_one_title_is_the_same_before_and_after_all_are_known(head: str) -> None:
    deck = read_deck(f"{head}# One\n\n---\n\ntext\n\n---\n\n## Three\n", "any.md")
    alone = [deck.title(index) for index in range(len(deck))]
    assert alone == list(deck.titles()) == [deck.title(index) for index in range(len(deck))]
