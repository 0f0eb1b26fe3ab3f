"""`holeout favourites` as its user types it."""

from __future__ import annotations

import argparse
import json
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from favourites_makers import HEAD, read

from holeout.cli.favourites import add_to
from holeout.cli.main import main
from holeout.favourites.store import own_path
from holeout.lifecycle.model import Lifecycle, Pitfall, Stage, Tool
from holeout.problems import ExitCode, HoleoutError

if TYPE_CHECKING:
    from pathlib import Path

LIFECYCLE = Lifecycle(
    stages={"data": Stage("data", 1, "Data", "?"), "ship": Stage("ship", 2, "Package & deploy", "?")},
    pitfalls={"leak": Pitfall("leak", "data", "Leak", "", "", "", 1, 1, "", (), ("pandera",))},
    tools={
        "pandera": Tool(
            "pandera", "pandera", "", pypi="pandera", repo="github.com/unionai/pandera", stages=("data",)
        )
    },
)


@pytest.fixture(autouse=True)
def talk(monkeypatch: pytest.MonkeyPatch) -> None:
    def load_talk(path: str | None = None) -> SimpleNamespace:
        if path == "nowhere":
            raise HoleoutError("there is no talk at nowhere")
        return SimpleNamespace(
            slug="other" if path else "my-talk", title="T", lifecycle=LIFECYCLE if not path else Lifecycle()
        )

    monkeypatch.setattr("holeout.talk.load_talk", load_talk)


def run(*arguments: object) -> int:
    parser = argparse.ArgumentParser(prog="holeout")
    add_to(parser.add_subparsers())
    options = parser.parse_args(["favourites", *map(str, arguments)])
    return options.run(options)


def refused(*arguments: object) -> None:
    with pytest.raises(SystemExit) as left:
        run(*arguments)
    assert left.value.code == ExitCode.USAGE


def a_file(path: Path, entries: str, head: str = HEAD) -> Path:
    path.write_text(head + entries)
    return path


POLARS = '[[favourite]]\ntool = "polars"\nstage = "data"\nnote = "fast"\n'


def test_a_favourite_is_added_listed_changed_and_removed(capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        run("add", "polars", "--stage", "Data", "--note", "fast", "--tag", "a", "--tag", "b") == ExitCode.FINE
    )
    assert run("add", "pandera") == ExitCode.FINE
    capsys.readouterr()
    assert run("list") == ExitCode.FINE
    out, err = capsys.readouterr()
    assert out == "data\n  polars   fast #a #b\n(no stage)\n  pandera\n"
    assert err == f"{own_path('my-talk')}: 2 favourites\n"
    assert run("edit", "polars", "--note", "faster", "--tag", "", "--tool", "Polars") == ExitCode.FINE
    assert run("remove", "https://github.com/unionai/pandera") == ExitCode.FINE
    capsys.readouterr()
    assert run("list", "--format", "json") == ExitCode.FINE
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["tool"], row["key"], row["stage"], row["note"], row["tags"]) == (
        "Polars",
        "pkg:pypi/polars",
        "data",
        "faster",
        [],
    )


def test_an_empty_list_prints_no_data_and_says_how_to_begin(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("list") == ExitCode.FINE
    out, err = capsys.readouterr()
    assert out == ""
    assert "holeout favourites add TOOL" in err
    assert run("list", "--format", "json") == ExitCode.FINE
    assert json.loads(capsys.readouterr().out) == []


def test_a_wrong_stage_is_told_with_the_nearest_and_nothing_is_written(
    capsys: pytest.CaptureFixture[str],
) -> None:
    refused("add", "polars", "--stage", "dta")
    assert "there is no stage 'dta'; did you mean 'data'?" in capsys.readouterr().err
    refused("edit", "polars", "--pitfall", "leek")
    assert "did you mean 'leak'?" in capsys.readouterr().err
    assert not own_path("my-talk").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["add"],
        ["add", ""],
        ["add", "x", "--from", "y"],
        ["add", "--from", "y", "--note", "n"],
        ["add", "x", "--url", "ftp://y"],
        ["add", "x", "--note", "n" * 501],
        ["edit", "x"],
        ["merge"],
        ["export", "--format", "xml"],
        ["export", "--new", "--talk", "other"],
        [],
        ["nonsense"],
    ],
)
def test_a_wrong_command_line_ends_with_two(arguments: list[str]) -> None:
    refused(*arguments)


def test_a_why_may_be_called_why(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("add", "polars", "--why", "fast") == ExitCode.FINE
    assert run("edit", "polars", "--why", "faster") == ExitCode.FINE
    assert read(own_path("my-talk").read_text()).favourites[0].note == "faster"
    assert "--why" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [["favourites", "add", "polars"], ["present"], ["demo", "list"], ["check"], ["room"], ["tools", "list"]],
)
def test_a_wrong_option_is_answered_with_the_usage_of_its_own_command(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*words, "--nonsense"])
    assert ended.value.code == ExitCode.USAGE
    told = capsys.readouterr().err
    assert told.splitlines()[0].startswith(f"usage: {' '.join(['holeout', *words[:2]])}")
    assert "--nonsense" in told.splitlines()[-1]


def test_another_talk_has_another_file_and_any_stage_if_it_has_no_map(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("add", "polars", "--stage", "anything", "--talk", "elsewhere") == ExitCode.FINE
    assert str(own_path("other")) in capsys.readouterr().err
    assert read(own_path("other").read_text()).favourites[0].stage == "anything"


def test_another_file_can_be_named(tmp_path: Path) -> None:
    path = a_file(tmp_path / "mine.toml", POLARS)
    assert run("add", "dvc", "--file", path) == ExitCode.FINE
    assert [each.tool for each in read(path.read_text()).favourites] == ["polars", "dvc"]


def test_what_was_saved_beside_a_broken_file_is_told_and_taken_over_when_it_is_mended(
    capsys: pytest.CaptureFixture[str],
) -> None:
    run("add", "polars")
    whole = own_path("my-talk").read_text()
    own_path("my-talk").write_text(whole + "oops")
    with pytest.raises(HoleoutError):
        run("add", "dvc")
    own_path("my-talk").write_text(whole)
    capsys.readouterr()
    run("list")
    command = capsys.readouterr().err.splitlines()[-1].partition("holeout favourites ")[2]
    assert run(*command.split()) == ExitCode.FINE
    assert [each.tool for each in read(own_path("my-talk").read_text()).favourites] == ["polars", "dvc"]
    assert run(*command.split()) == ExitCode.PROBLEMS
    assert "'dvc' is already among your favourites" in capsys.readouterr().err


def test_files_are_merged_to_the_output_and_told_about_beside_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = a_file(tmp_path / "a.toml", POLARS + '[[favourite]]\ntool = "pandera"\n')
    other = a_file(tmp_path / "b.toml", POLARS)
    assert run("merge", one, other) == ExitCode.FINE
    out, err = capsys.readouterr()
    assert len(read(out).favourites) == 3
    assert err.splitlines() == ["2 files: 2 tools from 2 people", "not in the talk: polars (2)"]
    assert run("merge", other, one, other) == ExitCode.FINE
    assert capsys.readouterr().out == out


def test_a_broken_file_is_told_and_the_others_are_merged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = a_file(tmp_path / "a.toml", POLARS), a_file(tmp_path / "b.toml", "tool = x")
    assert run("merge", good, bad, tmp_path / "none.toml") == ExitCode.PROBLEMS
    out, err = capsys.readouterr()
    assert len(read(out).favourites) == 1
    assert f"{bad}:2:8: Invalid value" in err
    assert "none.toml: this cannot be read: No such file" in err
    assert run("merge", bad) == ExitCode.PROBLEMS
    assert capsys.readouterr().out == ""


def test_merging_never_overwrites_favourites_that_were_not_merged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, out = a_file(tmp_path / "a.toml", POLARS), tmp_path / "out.favourites.toml"
    assert run("merge", one, "-o", out) == ExitCode.FINE
    a_file(out, '# precious\n[[favourite]]\ntool = "dvc"\n')
    refused("merge", one, "-o", out)
    assert "holds favourites already" in capsys.readouterr().err
    assert "# precious" in out.read_text()
    assert run("merge", one, out, "-o", out) == ExitCode.FINE
    assert {each.tool for each in read(out.read_text()).favourites} == {"polars", "dvc"}
    assert "# precious" in out.read_text()
    assert run("merge", one, "-o", out, "--force") == ExitCode.FINE
    assert {each.tool for each in read(out.read_text()).favourites} == {"polars"}


def test_nothing_is_merged_into_a_broken_file(tmp_path: Path) -> None:
    one, out = a_file(tmp_path / "a.toml", POLARS), a_file(tmp_path / "out.toml", "oops")
    with pytest.raises(HoleoutError, match="nothing was merged"):
        run("merge", one, out, "-o", out)
    assert out.read_text() == HEAD + "oops"


def test_a_large_file_is_merged_when_it_is_trusted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    large = a_file(
        tmp_path / "a.toml", "".join(f'[[favourite]]\ntool = "t{number}"\n' for number in range(600))
    )
    assert run("merge", large) == ExitCode.PROBLEMS
    capsys.readouterr()
    assert run("merge", large, "--large", "-o", tmp_path / "out.toml") == ExitCode.FINE
    assert (tmp_path / "out.toml").read_text().count("[[favourite]]") == 600


def test_ones_own_favourites_are_exported_unless_files_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("add", "polars", "--stage", "data", "--note", "fast")
    capsys.readouterr()
    assert run("export") == ExitCode.FINE
    assert capsys.readouterr().out == "# Favourite tools\n\n## Data\n\n- **polars** - fast\n"
    other = a_file(tmp_path / "b.toml", '[[favourite]]\ntool = "pandera"\n[[favourite]]\ntool = "dvc"\n')
    assert run("export", other, "--format", "csv", "--new", "-o", tmp_path / "x.csv") == ExitCode.FINE
    assert [line.split(",")[1] for line in (tmp_path / "x.csv").read_text().splitlines()] == ["tool", "dvc"]
    refused("export", other, "--format", "toml", "-o", other)
    assert run("export", tmp_path / "none") == ExitCode.PROBLEMS


def test_check_prints_every_problem_and_fails_on_errors_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = a_file(tmp_path / "a.toml", '[[favourite]]\ntool = "polars"\nstage = "dta"\nnotes = "x"\n')
    assert run("check", odd) == ExitCode.FINE
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        f"{odd}:2:1: warning: there is no stage 'dta'",
        "    hint: did you mean 'data'?",
        f"{odd}:5:9: warning: 'notes' is unknown and kept; did you mean 'note'?",
    ]
    assert err == "1 file, 1 favourite: fine\n"
    bad = a_file(tmp_path / "b.toml", "[[favourite]]\ntool = 3\n")
    assert run("check", odd, bad, "--format", "json") == ExitCode.PROBLEMS
    rows = json.loads(capsys.readouterr().out)
    assert [(row["line"], row["level"]) for row in rows] == [(2, "warning"), (5, "warning"), (3, "error")]


def test_checking_before_there_is_a_file_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check") == ExitCode.PROBLEMS
    assert "No such file" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["", "list", "add", "edit", "remove", "merge", "export", "check"])
def test_every_help_shows_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        run(*command.split(), "--help")
    assert left.value.code == ExitCode.FINE
    assert f"holeout favourites {command or 'add'}" in capsys.readouterr().out.partition("examples:")[2]


def test_a_talk_that_is_not_there_is_told() -> None:
    with pytest.raises(HoleoutError, match="no talk"):
        run("list", "--talk", "nowhere")
