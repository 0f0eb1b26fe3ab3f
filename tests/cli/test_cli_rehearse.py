"""`holeout rehearse` without a terminal: what was kept, reported and written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from holeout.cli.main import main
from holeout.kept.rehearsals import MOST, Rehearsals
from holeout.presenting.rehearsal import Record
from holeout.talk import load_talk

if TYPE_CHECKING:
    from pathlib import Path

DECK = b"---\r\ntitle: T\r\n---\r\n\r\n# One\r\n\r\n---\r\n\r\n<!-- time: 10s -->\r\n# Two\r\n"


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    path = tmp_path / "deck.md"
    path.write_bytes(DECK)
    return path


def rehearsed(deck: Path, *times: tuple[float, float]) -> None:
    kept = Rehearsals.of_deck(deck)
    for when, (one, two) in enumerate(times):
        kept.keep(Record(float(when), (("One", one), ("Two", two))))


def test_the_last_rehearsal_is_shown_beside_the_one_before_and_becomes_the_budgets(
    deck: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rehearsed(deck, (90.0, 20.0), (61.0, 33.0))
    assert main(["rehearse", str(deck), "--show", "--budgets", "--format", "json"]) == 0
    told = capsys.readouterr()
    slides = json.loads(told.out)["slides"]
    assert [(slide["took"], slide["before"], slide["budget"]) for slide in slides] == [
        (61.0, 90.0, None),
        (33.0, 20.0, 10.0),
    ]
    assert "budgets written" in told.err
    assert deck.read_bytes() == DECK.replace(b"# One", b"<!-- time: 60s -->\r\n# One").replace(b"10s", b"35s")
    deck_read = load_talk(deck).deck
    assert [deck_read.slide(index).budget for index in range(2)] == [60.0, 35.0]


@pytest.mark.parametrize("name", ["report.md", "report.json", "report.txt"])
def test_the_report_is_written_as_the_file_s_ending_says(deck: Path, tmp_path: Path, name: str) -> None:
    rehearsed(deck, (90.0, 20.0))
    assert main(["rehearse", str(deck), "--show", "-o", str(tmp_path / name)]) == 0
    text = (tmp_path / name).read_text()
    assert {"md": text.startswith("# "), "json": text.startswith("{"), "txt": "1:30" in text}[name[7:]]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--show"], "not been rehearsed"),
        (["--show", "-o", "report.docx"], "how to report"),
        (["--show", "-o", "{deck}"], "the deck itself"),
        ([], "needs a terminal"),
    ],
)
def test_what_cannot_be_done_is_told_and_the_deck_stays(
    deck: Path, arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [argument.format(deck=deck) for argument in arguments]
    assert main(["rehearse", str(deck), *given]) != 0
    assert words in capsys.readouterr().err
    assert deck.read_bytes() == DECK


def test_what_is_kept_is_bounded_and_a_broken_file_costs_only_the_comparison(deck: Path) -> None:
    rehearsed(deck, *[(1.0, 2.0)] * (MOST + 5))
    kept = Rehearsals.of_deck(deck)
    assert [record.when for record in kept.load()] == [float(when) for when in range(5, MOST + 5)]
    for broken in (b"", b"\xff", b'{"version": 1}', b'[3, {"version": 1, "when": 1, "slides": [["One"]]}]'):
        kept.path.write_bytes(broken)
        assert kept.load() == []
    kept.keep(Record(9.0, (("One", 1.0),)))
    assert len(kept.load()) == 1
