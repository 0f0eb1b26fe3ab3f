"""Slides, notes and steps as Marp and Slidev count them.

`counts/counts.json` is what @marp-team/marp-core 5.0.2 and @slidev/parser 52.20.1 made of the decks beside it: Marp's
sections, comments and fragments of `render(text, {htmlAsArray: true})`, Slidev's slides that are not hidden, and which
of them have a note.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from holeout.deck.reader import read_deck

COUNTS = Path(__file__).parent / "counts"
THEIRS: dict[str, dict[str, dict[str, Any]]] = json.loads(
    (COUNTS / "counts.json").read_text(encoding="utf-8")
)

# Where we differ on purpose: what we count instead. docs/decks.md says why.
OURS: dict[tuple[str, str], dict[str, Any]] = {
    ("backticks", "slidev"): {"slides": 2},
    ("bom", "slidev"): {"slides": 2},
    ("docto", "marp"): {"notes": [0, 0, 0]},
    ("docto", "slidev"): {"notes": [0, 0, 0]},
    ("dots", "slidev"): {"slides": 2},
    ("fence", "slidev"): {"slides": 2},
    ("heads2", "slidev"): {"slides": 5},
    ("mmath", "slidev"): {"slides": 3},
    ("nextline", "slidev"): {"slides": 3},
    ("snote", "marp"): {"notes": [1, 1, 2, 1]},
    ("backticks", "marp"): {"fragments": [1, 0]},
    ("v", "marp"): {"fragments": [2, 0]},
}


def counted(name: str, tool: str) -> dict[str, Any]:
    """What we count of the deck, read as the tool would."""
    text = (COUNTS / f"{name}.md").read_bytes().decode()
    deck = read_deck(text, name, dialect=tool)
    slides = [deck.slide(index) for index in range(len(deck))]
    if tool == "marp":
        notes, steps = [len(slide.notes) for slide in slides], [slide.steps - 1 for slide in slides]
        return {"slides": len(slides), "notes": notes, "fragments": steps}
    return {"slides": len(slides), "notes": [int(bool(slide.notes)) for slide in slides]}


@pytest.mark.parametrize(("name", "tool"), [(name, tool) for name, tools in THEIRS.items() for tool in tools])
def test_slides_notes_and_steps_are_those_that_the_tool_counts(name: str, tool: str) -> None:
    ours, theirs, meant = counted(name, tool), THEIRS[name][tool], OURS.get((name, tool), {})
    if "slides" in meant:
        ours, theirs = {"slides": ours["slides"]}, {"slides": theirs["slides"]}
    assert {**theirs, **meant} == ours
    assert all(theirs[key] != value for key, value in meant.items()), "no exception any more"


def test_every_deck_has_its_counts() -> None:
    assert {path.stem for path in COUNTS.glob("*.md")} == set(THEIRS)
    assert {name for name, _ in OURS} <= set(THEIRS)
