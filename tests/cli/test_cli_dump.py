"""`holeout dump`: what is seen, as text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from holeout.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

DECK = (
    "---\ntitle: A talk\n---\n\n# One\n\n- a\n<!-- pause -->\n- b\n\n"
    "<!-- note: say it -->\n<!-- time: 90s --> <!-- predict: How? -->\n\n---\n\n# Two\n"
)


def test_every_step_is_printed_as_it_is_seen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    deck = tmp_path / "deck.md"
    deck.write_text(DECK)
    assert main(["dump", str(deck), "--slide", "1", "--size", "40x12"]) == 0
    first, second = capsys.readouterr().out.split("── slide")[1:]
    assert "step 1 of 2" in first
    assert "• a" in first
    assert "• b" not in first
    assert "• b" in second


def test_json_has_the_deck_s_outline(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    deck = tmp_path / "deck.md"
    deck.write_text(DECK)
    assert main(["dump", str(deck), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "title": "A talk",
        "dialect": "native",
        "slides": [
            {
                "number": 1,
                "title": "One",
                "line": 5,
                "steps": 2,
                "notes": ["say it"],
                "predictions": ["How?"],
                "time": 90.0,
                "stage": "",
                "footer": True,
            },
            {
                "number": 2,
                "title": "Two",
                "line": 16,
                "steps": 1,
                "notes": [],
                "predictions": [],
                "time": None,
                "stage": "",
                "footer": True,
            },
        ],
    }


def test_a_slide_that_does_not_exist_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    deck = tmp_path / "deck.md"
    deck.write_text(DECK)
    assert main(["dump", str(deck), "--slide", "9"]) == 1
    assert "2 slides" in capsys.readouterr().err


def test_notes_stand_below_the_step_that_they_are_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deck = tmp_path / "deck.md"
    deck.write_text(
        "# One\n\na\n\n<!-- pause -->\n\nb\n\n<!--\ngreet\n[click] go on\n-->\n<!-- no_footer -->\n"
    )
    assert main(["dump", "--notes", str(deck)]) == 0
    first, second = capsys.readouterr().out.split("── slide")[1:]
    assert "│ greet" in first
    assert "go on" not in first
    assert "│ go on" in second
    assert "no footer" in first
