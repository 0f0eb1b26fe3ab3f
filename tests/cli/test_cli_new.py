"""A talk to begin from: it is whole, it is clean, and nothing that exists is written over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from holeout.cli.check import all_problems
from holeout.cli.main import main
from holeout.talk import load_talk

if TYPE_CHECKING:
    from pathlib import Path

SIZES = ((80, 24), (100, 30))


@pytest.mark.parametrize(
    "title", ["", "Plain", 'Bread: *for* "beginners" \\1 \\n', "- [x] # <b>", "日本語 🍞", "a\nb"]
)
def test_a_new_talk_has_nothing_wrong_with_it_whatever_it_is_called(tmp_path: Path, title: str) -> None:
    folder = tmp_path / "my talk"
    assert main(["new", str(folder), "--title", title, "--author", title, "--event", "Here: now"]) == 0
    talk = load_talk(folder)
    assert all_problems(talk, SIZES) == []
    assert talk.deck.info.title == " ".join(title.split())
    assert talk.deck.info.event == "Here: now"
    if title:
        assert talk.deck.title(0) == " ".join(title.split())
    assert len(talk.lifecycle.stages) == 3
    assert {pitfall.stage for pitfall in talk.lifecycle.pitfalls.values()} == set(talk.lifecycle.stages)
    assert list(talk.demos)


def test_without_names_the_talk_keeps_those_of_the_template(tmp_path: Path) -> None:
    assert main(["new", str(tmp_path / "talk")]) == 0
    talk = load_talk(tmp_path / "talk")
    assert all_problems(talk, SIZES) == []
    assert talk.deck.info.title == talk.deck.title(0)


def test_nothing_that_exists_is_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "talk").mkdir()
    (tmp_path / "talk" / "notes.txt").write_text("mine")
    assert main(["new", str(tmp_path / "talk")]) == 1
    assert "exists already" in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "talk").iterdir()] == ["notes.txt"]
    (tmp_path / "file").write_text("mine")
    assert main(["new", str(tmp_path / "file" / "talk")]) == 1
    assert "cannot be made" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "talk"]


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    (tmp_path / "talk").mkdir()
    assert main(["new", str(tmp_path / "talk")]) == 0
    assert load_talk(tmp_path / "talk").errors() == []
