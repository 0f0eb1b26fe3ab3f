"""`holeout map` where there is no terminal to open it in: the same as text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from holeout.cli.main import main
from holeout.talk import load_talk

if TYPE_CHECKING:
    import pytest


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["map", *arguments]) == 0
    return capsys.readouterr().out


def test_the_whole_map_has_every_stage_and_its_question(capsys: pytest.CaptureFixture[str]) -> None:
    text = told(capsys)
    assert "How does it end, and who cleans up?" in text
    words = " ".join(re.findall(r"[\w&?,]+", text))
    for number, stage in enumerate(load_talk().lifecycle.stages.values(), 1):
        assert f" {number} {stage.name} " in words
        assert stage.question in words


def test_a_stage_and_a_pitfall_are_printed_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Training-serving skew" in told(capsys, "ship")
    text = told(capsys, "ship-skew")
    assert "What helps" in text
    assert "Breck, Cai, Nielsen, Salib, Sculley (2017)" in text
    assert max(map(len, text.splitlines())) <= 80


def test_the_tools_then_and_now_answer_the_question_with_counts_and_their_source(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = told(capsys, "--tools")
    assert text.startswith("If we're all tracking experiments now, what's missing?")
    assert "373 entries" in text.replace("\n        ", " ")
    assert "source  Own count" in text
    (train,) = [line.split() for line in text.splitlines() if "Train & track" in line]
    assert train[4:6] == ["29", "25"]


def test_what_is_neither_says_what_was_perhaps_meant(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["map", "ship-skw"]) == 1
    assert "did you mean ship-skew?" in capsys.readouterr().err
