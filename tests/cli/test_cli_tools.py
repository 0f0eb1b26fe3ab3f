"""`holeout tools` as its user types it, against an index of our own."""

from __future__ import annotations

import argparse
import json
import subprocess
from typing import TYPE_CHECKING

import pytest

from holeout.cli.tools import add_to
from holeout.problems import ExitCode, HoleoutError
from tests.catalogue.catalogue_index import LoopbackIndex, Upload, only, serving
from tests.lifecycle.lifecycle_example import SMALL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TOOLS = """\
# What we like.
tools:
  - id: scale
    name: Scale
    summary: Weighs.
    pypi: scale
    stages: [dough]
    facts:
      licence: MIT
      latest: 1.0  # of old
      seen: '2021-09-01'
  - id: whisk
    name: Whisk
    summary: Beats.
    pypi: whisk
    stages: [dough]
    facts:
      licence: not checked
  - id: thermometer
    name: Thermometer
    summary: Measures heat.
    kind: method
    stages: [bake]
"""


@pytest.fixture(autouse=True)
def bread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "talk"
    for name, text in {**SMALL, "content/tools.yaml": TOOLS, "slides/bread.md": "# Bread\n"}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def index(monkeypatch: pytest.MonkeyPatch) -> Iterator[LoopbackIndex]:
    projects = {
        "scale": [Upload("1.0"), Upload("1.1", "2026-03-04")],
        "whisk": [Upload("0.3", "2026-05-06", "License: ISC")],
    }
    with serving(LoopbackIndex(projects)) as index:
        only(index, monkeypatch)
        yield index


def run(*arguments: object) -> int:
    parser = argparse.ArgumentParser(prog="holeout")
    add_to(parser.add_subparsers())
    command, *rest = map(str, arguments)
    options = parser.parse_args(["tools", command, "--talk", ".", *rest])
    return options.run(options)


def test_the_proposal_is_a_diff_that_git_applies_and_the_file_is_left_alone(
    bread: Path, index: LoopbackIndex, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    out = tmp_path / "tools.diff"
    assert run("refresh", "--pause", 0, "-o", out) == ExitCode.FINE
    _, err = capsys.readouterr()
    assert "1/2 scale: 1.1 2026-03-04 MIT\n2/2 whisk: 0.3 2026-05-06 ISC\n2 of 2 answered\n" in err
    file = bread / "content" / "tools.yaml"
    assert file.read_text() == TOOLS
    subprocess.run(["git", "apply", out], cwd=bread, check=True, capture_output=True)
    changed = file.read_text()
    assert "latest: '1.1'  # of old\n      latest_date: '2026-03-04'\n      seen: '" in changed
    assert "licence: ISC\n      licence_source: package metadata of 0.3\n      latest: '0.3'" in changed
    capsys.readouterr()
    assert run("refresh", "--pause", 0) == ExitCode.FINE
    assert capsys.readouterr().out == ""


def test_a_second_run_asks_nothing_that_was_answered_today(
    index: LoopbackIndex, capsys: pytest.CaptureFixture[str]
):
    assert run("refresh", "scale") == ExitCode.FINE
    first = capsys.readouterr().out
    index.asked.clear()
    assert run("refresh", "scale") == ExitCode.FINE
    assert capsys.readouterr().out == first
    assert index.asked == []
    assert run("refresh", "scale", "--again") == ExitCode.FINE
    assert index.asked != []


def test_an_index_that_is_away_is_told_and_what_is_known_is_still_proposed(
    index: LoopbackIndex, capsys: pytest.CaptureFixture[str]
):
    assert run("refresh", "scale") == ExitCode.FINE
    index.broken = True
    capsys.readouterr()
    assert run("refresh", "--pause", 0) == ExitCode.PROBLEMS
    out, err = capsys.readouterr()
    assert "+      latest: '1.1'" in out
    assert "1 of 2 answered\nrun it again" in err


def test_a_name_that_the_talk_does_not_know_is_told_with_the_nearest(index: LoopbackIndex):
    with pytest.raises(HoleoutError, match=r"no tool 'scal'[\s\S]*did you mean scale"):
        run("refresh", "scal")
    with pytest.raises(HoleoutError, match="thermometer has no package"):
        run("refresh", "thermometer")
    assert index.asked == []


@pytest.mark.parametrize(
    "arguments", [["--batch", "0"], ["--batch", "x"], ["--pause", "-1"], ["--pause", "nan"]]
)
def test_senseless_numbers_are_refused(arguments: list[str]):
    with pytest.raises(SystemExit) as left:
        run("refresh", *arguments)
    assert left.value.code == ExitCode.USAGE


def test_the_catalogue_is_listed_whole_or_for_a_stage(capsys: pytest.CaptureFixture[str]):
    assert run("list") == ExitCode.FINE
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "scale        MIT                  1.0 (seen 2021-09-01)",
        "whisk        licence not checked",
        "thermometer  method",
    ]
    assert err == "3 tools and methods\n"
    assert run("list", "--stage", "bake", "--format", "json") == ExitCode.FINE
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["id"], row["kind"], row["stages"], row["facts"]["licence"]) == (
        "thermometer",
        "method",
        ["bake"],
        "",
    )
    with pytest.raises(HoleoutError, match=r"no stage 'bak'[\s\S]*bake"):
        run("list", "--stage", "bak")


def test_a_talk_without_tools_says_where_they_would_stand(bread: Path):
    (bread / "content" / "tools.yaml").unlink()
    with pytest.raises(HoleoutError, match=r"names no tools[\s\S]*content/tools.yaml"):
        run("list")
