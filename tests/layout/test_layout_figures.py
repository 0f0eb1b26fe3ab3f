"""Figures of slides, and what they rest on."""

import pytest

from holeout.deck.reader import read_deck
from holeout.layout.figures import untraced
from holeout.lifecycle.figures import figures_in
from holeout.lifecycle.model import Checked, Claim, Lifecycle, Source

LIFE = Lifecycle(
    talk_date="2021-10-30",
    sources={"count": Source("count", "Count (2020). Of 18 rules", Checked.READ, year=2020)},
    claims={"c": Claim("c", "Seven of eight servers; 1,234 rows, 0.5 each.", ("count",))},
)


def told(body: str) -> list[str]:
    deck = read_deck(f"---\ntitle: T\n---\n\n# One\n\n{body}\n", "deck.md")
    return [problem.message for problem in untraced(deck, LIFE)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("15,841 rows and 93%", ["15841", "93"]),
        ("in 2020, on 2 November 2021 and Nov 3, 2021", []),
        ("COVID-19, S3, F-1, v2.0 and 240-265", ["240", "265"]),
        ("0.82 or 1,709 of 2,552.", ["0.82", "1709", "2552"]),
        ("1. A list", ["1"]),
    ],
)
def test_numbers_are_figures_but_years_days_and_names_are_not(text: str, found: list[str]) -> None:
    assert figures_in(text) == found


CITED = "\n\n<!-- sources: [count] -->"


@pytest.mark.parametrize(
    "body",
    [
        "1,234 rows" + CITED,
        "**7** of **8**, says rule 18" + CITED,
        "| a | b |\n|---|---|\n| 0.5 | 1234 |" + CITED,
        "```python\nx = 99\n```" + CITED,
        "```python\nx = 99\n```\n\n<!-- speaker_note: 99 is in the code -->",
        "3 things to do",
        "1. one\n2. two",
    ],
)
def test_what_the_source_has_the_code_or_the_fingers_needs_no_more(body: str) -> None:
    assert told(body) == []


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("1,235 rows" + CITED, "the figure 1235 is in nothing that we took from count"),
        ("- a\n  - 77 deep" + CITED, "the figure 77 is in nothing that we took from count"),
        ("| a |\n|---|\n| 55 |" + CITED, "the figure 55 is in nothing that we took from count"),
        ("> 44 quoted" + CITED, "the figure 44 is in nothing that we took from count"),
        ("a\n\n<!-- speaker_note: 33 -->" + CITED, "the figure 33 in the notes is in nothing that we took from count"),
        ("1,234 rows", "the figure 1234 has no source"),
        ("55 of 66, again 55\nof 77 rows", "the figures 55, 66, 77 have no source"),
        ("55 or 66" + CITED, "the figures 55, 66 are in nothing that we took from count"),
        (
            "a\n\n<!-- speaker_note: 33 -->\n<!-- speaker_note: 33 of 44 -->",
            "the figures 33, 44 in the notes have no source",
        ),
    ],
)  # fmt: skip
def test_other_figures_are_told_once_for_each_place(body: str, message: str) -> None:
    assert told(body) == [message]
