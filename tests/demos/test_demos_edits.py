from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from test_demos_model import GOOD

from holeout.demos.edits import Edits, change_of, changes
from holeout.demos.model import MOST_CHARACTERS, MOST_LINES, Demo, read_demo
from holeout.problems import HoleoutError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def demo() -> Demo:
    demo, _ = read_demo(GOOD, "content/demos/a-demo.py")
    assert demo is not None
    return demo


@pytest.fixture
def edits(tmp_path: Path) -> Edits:
    return Edits("a-talk", tmp_path / "edits")


def test_a_copy_is_kept_between_starts_and_is_another_text_to_agree_to(
    edits: Edits, demo: Demo, tmp_path: Path
) -> None:
    assert edits.of(demo) is None
    edits.keep(demo, GOOD.replace("hello", "grüße"))
    edit = Edits("a-talk", tmp_path / "edits").of(demo)
    assert edit is not None
    assert edit.demo is not None
    assert "grüße" in edit.demo.text
    assert edit.demo.id == demo.id
    assert edit.demo.metadata == demo.metadata
    assert edit.demo.content_hash != demo.content_hash
    edits.forget(demo)
    edits.forget(demo)
    assert edits.of(demo) is None


def test_what_another_program_wrote_is_taken_as_it_is(edits: Edits, demo: Demo) -> None:
    edits.keep(demo, GOOD)
    assert edits.of(demo) is None, "it says what the original says"
    edits.path_of(demo).write_bytes(GOOD.replace("hello", "hullo").encode() + b"# \xff\n")
    edit = edits.of(demo)
    assert edit is not None
    assert edit.demo is not None
    assert "hullo" in edit.text


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (GOOD.replace("print(", "print(("), 20, "not Python"),
        ("", 1, "no title"),
        (GOOD + "#" * MOST_CHARACTERS, 0, "characters"),
    ],
)
def test_a_copy_that_is_no_demo_says_why_and_is_kept(
    edits: Edits, demo: Demo, text: str, line: int, words: str
) -> None:
    edits.keep(demo, text)
    edit = edits.of(demo)
    assert edit is not None
    assert edit.demo is None
    assert edit.problem is not None
    assert words in edit.problem.message
    assert edit.problem.line == line
    assert edits.path_of(demo).stat().st_size == len(text)


def test_ones_own_copy_may_be_longer_than_what_an_audience_reads(edits: Edits, demo: Demo) -> None:
    edits.keep(demo, GOOD + "\n" * MOST_LINES)
    edit = edits.of(demo)
    assert edit is not None
    assert edit.demo is not None


def test_a_folder_that_cannot_be_written_is_named(demo: Demo, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(HoleoutError, match="cannot be written"):
        Edits("a-talk", tmp_path / "file" / "edits").keep(demo, "x")


def test_what_changed_is_told_by_lines() -> None:
    new = GOOD.replace("hello", "hullo") + "print(2)\n"
    assert change_of(GOOD, new) == (2, 1)
    lines = changes(GOOD, new).splitlines()
    assert '-print("hello")' in lines
    assert '+print("hullo")' in lines
    assert changes(GOOD, GOOD) == ""
    assert os.linesep not in lines[0]
