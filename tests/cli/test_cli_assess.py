"""`holeout assess` without its screen: results as text and data, reports, and a team's answers put together."""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from holeout.cli.assess import add_to
from holeout.kept.answers import open_store, own_path, read_file
from holeout.lifecycle.answers import Answer
from holeout.problems import ExitCode, HoleoutError
from tests.conftest import ROOT
from tests.lifecycle.lifecycle_example import SMALL

if TYPE_CHECKING:
    from pathlib import Path

DAY = 86_400.0
NOW = 1_785_000_000.0


@pytest.fixture(autouse=True)
def bread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A talk of two stages with two questions each, in the current folder."""
    folder = tmp_path / "talk"
    for name, text in {**SMALL, "slides/bread.md": "# Bread\n"}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    monkeypatch.chdir(folder)
    return folder


def run(*arguments: object) -> int:
    parser = argparse.ArgumentParser(prog="holeout")
    add_to(parser.add_subparsers())
    options = parser.parse_args(["assess", "--talk", ".", *map(str, arguments)])
    return options.run(options)


def refused(*arguments: object) -> None:
    with pytest.raises(SystemExit) as left:
        run(*arguments)
    assert left.value.code == ExitCode.USAGE


def a_file(path: Path, actor: str, **answers: str) -> Path:
    replies = {
        id: {"answer": word.partition(":")[0], "reason": word.partition(":")[2], "at": "2026-07-30"}
        for id, word in answers.items()
    }
    path.write_text(json.dumps({"version": 1, "talk": "bread", "actor": actor, "answers": replies}))
    return path


@pytest.fixture
def team(tmp_path: Path) -> list[Path]:
    return [
        a_file(tmp_path / "anna.json", "anna", dough1="routine", bake1="once"),
        a_file(tmp_path / "ben.json", "ben", dough1="no", dough2="not applicable:we buy dough"),
        a_file(tmp_path / "cleo.json", "cleo", bake2="routine"),
    ]


def test_ones_own_result_is_printed_where_there_is_no_screen(capsys: pytest.CaptureFixture[str]):
    store = open_store("bread", lambda: NOW)
    for question, answer in (("dough1", Answer.NO), ("bake1", Answer.ROUTINE)):
        store.record(question, answer)
    assert run() == ExitCode.FINE
    out, _ = capsys.readouterr()
    assert "Weakest rung: Dough (0.00). 1 rung is missing of 2." in out
    assert " 1  Dough  ╟          ╢ 0.00  missing, weakest" in out
    assert " 2  Bake   ╟══════════╢ 1.00" in out
    assert "● No salt" in out
    assert "+ Scale" in out
    assert "This is not the Bread Score." in out
    assert "at least 0. 3 of its 4 items are asked" in out


def test_a_team_sees_the_lowest_of_each_question_and_where_it_does_not_agree(
    team: list[Path], capsys: pytest.CaptureFixture[str]
):
    assert run("--show", *team) == ExitCode.FINE
    out, _ = capsys.readouterr()
    assert "3 people answered; each question counts as the lowest of them." in out
    assert "Where you do not agree\n1 no, 1 routinely\n  Is salt weighed?" in out
    assert "because: we buy dough" in out
    assert "Dough 0.00" in out


def test_the_result_as_data_has_what_the_page_has(team: list[Path], capsys: pytest.CaptureFixture[str]):
    assert run(*team, "--format", "json") == ExitCode.FINE
    data = json.loads(capsys.readouterr().out)
    assert (data["people"], data["weakest"], data["missing_rungs"]) == (3, ["dough"], 1)
    assert [(row["stage"], row["score"], row["missing"]) for row in data["stages"]] == [
        ("dough", 0.0, True),
        ("bake", 0.75, False),
    ]
    assert data["stages"][0]["pulled_down_by"] == [{"question": "dough1", "answer": "no", "loss": 3.0}]
    assert data["first"] == [{"pitfall": "dough-salt", "tools": ["scale"], "because_of": "dough1"}]
    assert data["disputed"] == ["dough1"]
    assert data["other_rubrics"][0] == {
        "rubric": "bread_score",
        "at_least": 0.0,
        "items": 4,
        "asked": 3,
        "answered": 2,
        "sections": {"dough": 0.0, "bake": 0.5},
    }


def test_teammates_files_merge_to_the_same_in_any_order_and_merged_files_merge_again(
    team: list[Path], tmp_path: Path
):
    texts = set()
    for number, order in enumerate(permutations(team)):
        out = tmp_path / f"team{number}.json"
        assert run("--merge", *order, "-o", out) == ExitCode.FINE
        texts.add(out.read_text())
    assert len(texts) == 1
    (text,) = texts
    assert run("--merge", tmp_path / "team0.json", *team, "-o", tmp_path / "again.json") == ExitCode.FINE
    assert (tmp_path / "again.json").read_text() == text


def test_an_exported_file_is_what_a_teammate_can_merge(tmp_path: Path, team: list[Path]):
    open_store("bread", lambda: NOW).record("dough1", Answer.ONCE)
    mine = tmp_path / "mine.json"
    assert run("--export", "json", "-o", mine) == ExitCode.FINE
    assert mine.read_text() == own_path("bread").read_text()
    assert run("--merge", mine, team[0], "-o", tmp_path / "both.json") == ExitCode.FINE
    assert len(read_file(tmp_path / "both.json").team.people) == 2


def test_the_report_says_when_and_how_it_changed(tmp_path: Path):
    before = open_store("bread", lambda: NOW)
    before.record("dough1", Answer.NO)
    open_store("bread", lambda: NOW + 30 * DAY).record("dough1", Answer.ROUTINE)
    out = tmp_path / "report.md"
    assert run("--export", "md", "-o", out) == ExitCode.FINE
    text = out.read_text()
    assert "Last answer: 2026-08-24." in text
    assert "## Since 2026-07-25" in text
    assert "| Dough | 0.00 | 1.00 |" in text
    assert run("--export", "md", "-o", out) == ExitCode.FINE, "a report may be written again"


def test_a_team_is_compared_with_the_day_that_is_asked_for(
    team: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    store = open_store("bread", lambda: NOW)
    store.record("dough1", Answer.NO)
    open_store("bread", lambda: NOW + 30 * DAY).record("dough1", Answer.ROUTINE)
    capsys.readouterr()
    assert run("--show", own_path("bread"), team[2], "--since", "2026-07-25") == ExitCode.FINE
    assert "Since 2026-07-25\n↑ Dough  0.00 → 1.00" in capsys.readouterr().out
    assert run("--since", "2020-01-01") == ExitCode.FINE
    out, err = capsys.readouterr()
    assert "nobody's answers are kept from 2020-01-01 or before" in err
    assert "Since" not in out


def test_other_peoples_answers_are_not_overwritten_unless_that_is_said(team: list[Path], tmp_path: Path):
    anna, ben, _ = team
    before = ben.read_bytes()
    refused("--merge", anna, "-o", ben)
    refused("--export", "json", anna, "-o", ben)
    (notes := tmp_path / "notes.txt").write_text("mine")
    refused("--merge", anna, ben, "-o", notes)
    assert (ben.read_bytes(), notes.read_text()) == (before, "mine")
    assert run("--merge", anna, ben, "-o", ben) == ExitCode.FINE
    assert len(read_file(ben).team.people) == 2
    assert run("--merge", anna, "-o", ben, "--force") == ExitCode.FINE
    assert len(read_file(ben).team.people) == 1


def test_what_cannot_be_read_of_a_file_is_told_and_the_rest_counts(
    team: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    odd = a_file(tmp_path / "odd.json", "odd", dough1="mostly", bake1="no")
    assert run("--show", team[0], odd) == ExitCode.PROBLEMS
    out, err = capsys.readouterr()
    assert f"{odd}: warning: the answer to `dough1`" in err
    assert "Weakest rung: Bake (0.00)" in out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "is not whole JSON"),
        ("[]", "is not an assessment"),
        ('{"version": 7}', "newer holeout"),
        ('{"version": 1, "talk": "cheese", "answers": {"x": "no"}}', "different talks"),
    ],
)
def test_a_file_that_is_no_answer_to_this_talk_is_refused(tmp_path: Path, text: str, said: str):
    (path := tmp_path / "x.json").write_text(text)
    with pytest.raises(HoleoutError, match=said):
        run("--show", path)
    with pytest.raises(HoleoutError, match="is not there"):
        run("--show", tmp_path / "none.json")


def test_ones_own_broken_file_is_refused_and_left_alone():
    own_path("bread").parent.mkdir(parents=True)
    own_path("bread").write_text("{")
    for doing in (["--show"], ["--export", "md"], ["--export", "json"]):
        with pytest.raises(HoleoutError, match="is not whole JSON"):
            run(*doing)
    assert own_path("bread").read_text() == "{"


@pytest.mark.parametrize(
    "arguments",
    [
        ["--merge"],
        ["--show", "--merge", "a"],
        ["--quick", "a.json"],
        ["--show", "-o", "x"],
        ["--since", "last month"],
        ["--since", "20260730"],
    ],
)
def test_options_that_make_no_sense_together_are_refused(arguments: list[str]):
    refused(*arguments)


def test_the_quick_form_can_be_read_without_a_screen(capsys: pytest.CaptureFixture[str]):
    open_store("bread", lambda: NOW).record("bake1", Answer.ONCE)
    assert run("--quick") == ExitCode.FINE
    out, _ = capsys.readouterr()
    assert "· open        Dough: Is salt weighed?" in out
    assert "◐ once        Bake: Is the oven hot?" in out


def test_a_talk_without_questions_is_told_where_they_would_stand(bread: Path):
    (bread / "content" / "assessment.yaml").unlink()
    with pytest.raises(HoleoutError, match=r"no questions to ask[\s\S]*content/assessment.yaml"):
        run()


def test_the_file_that_the_document_shows_is_read_whole(tmp_path: Path):
    text = (ROOT / "docs" / "assessment.md").read_text("utf-8")
    (example,) = re.findall(r"```json\n(.*?)```", text, re.DOTALL)
    (path := tmp_path / "example.json").write_text(example)
    reading = read_file(path)
    assert reading.problems == ()
    (person,) = reading.team.people.values()
    assert person.counted() == {"frame1": Answer.ONCE, "data7": Answer.NOT_APPLICABLE}
    assert [snapshot.answers for snapshot in person.history] == [{"frame1": Answer.NO}]


def test_printing_loads_no_screen(team: list[Path]):
    probe = (
        "import argparse, sys\n"
        "from holeout.cli.assess import add_to\n"
        "parser = argparse.ArgumentParser()\n"
        "add_to(parser.add_subparsers())\n"
        "options = parser.parse_args(sys.argv[1:])\n"
        "options.run(options)\n"
        "print([name for name in ('textual', 'rich', 'asyncio', 'sqlalchemy') if name in sys.modules])"
    )
    command = [sys.executable, "-c", probe, "assess", "--talk", ".", "--show", *map(str, team)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == "[]"
