from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from test_demos_environment import FAKE_UV

from holeout.cli import demo as command
from holeout.cli import demo_shared
from holeout.demos.cast import read_cast
from holeout.demos.environment import Environments
from holeout.demos.offline import network_cut
from holeout.problems import HoleoutError

DEMO = '''\
# /// script
# requires-python = ">=3.11"
# dependencies = []
# [tool.uv]
# exclude-newer = "2026-11-01T00:00:00Z"
# [tool.holeout]
# stage = "monitor"
# tool = "prometheus"
# proof = "it helped"
# ///
"""A title

Watch: what happens.
"""
import os, sys
print("\\033[1mit helped\\033[0m")
sys.exit(int(os.environ.get("NONE", 0)))
'''

HELPS = r'print("\033[1mit helped\033[0m")'
TYPED_AT = DEMO.replace("# proof", r'# keys = ["some\n", "keys\n"]' + "\n# proof").replace(
    HELPS, 'print("it helped", [input(f"{number}? ") for number in "12"])'
)


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    folder = tmp_path / "talk"
    (folder / "slides").mkdir(parents=True)
    (folder / "slides" / "a.md").write_text("# Hello\n")
    (folder / "content" / "demos").mkdir(parents=True)
    (folder / "content" / "demos" / "first.py").write_text(DEMO)
    other = DEMO.replace("A title", "Another").replace("[]", '["six==1.17.0"]')
    (folder / "content" / "demos" / "second.py").write_text(other)
    return folder


@pytest.fixture(autouse=True)
def environments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Environments:
    """Environments whose uv answers at once, and whose interpreter is this one."""
    uv = tmp_path / "uv"
    script = FAKE_UV.replace('write_bytes(b"x" * 1000)', f"symlink_to({sys.executable!r})")
    uv.write_text("\n".join(line for line in script.splitlines() if "hardlink_to" not in line))
    uv.chmod(0o755)
    (tmp_path / "cache").mkdir()
    made = Environments(tmp_path / "cache", [str(uv)])
    monkeypatch.setattr(demo_shared, "environments", lambda: made)
    return made


def holeout(*arguments: str) -> int:
    whole = argparse.ArgumentParser()
    command.add_to(whole.add_subparsers(required=True))
    options = whole.parse_args(["demo", *arguments])
    code: int = options.run(options)
    return code


def test_the_list_says_what_is_ready(talk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert holeout("prepare", "first", "--talk", str(talk), "--agree") == 0
    assert holeout("list", "--talk", str(talk)) == 0
    said = capsys.readouterr()
    first, second = said.out.splitlines()
    assert first.split()[:2] == ["first", "prepared"]
    assert "not prepared" in second
    assert "Another" in second
    assert first.split()[2:5] == ["<1", "MB", "monitor"]
    assert "1 of 2 prepared; `holeout demo prepare` fetches what the others need" in said.err
    assert "0 of them can be shown as recordings" in said.err
    (talk / "content" / "demos" / "second.cast").write_text("")
    holeout("list", "--talk", str(talk))
    assert "1 of them can be shown as recordings" in capsys.readouterr().err


def test_the_list_as_json_holds_what_a_script_needs(talk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (talk / "content" / "demos" / "first.cast").write_text("")
    holeout("list", "--talk", str(talk), "--format", "json")
    first, _ = json.loads(capsys.readouterr().out)
    assert first["id"] == "first"
    assert first["watch"] == "what happens."
    assert (first["prepared"], first["recorded"]) == (False, True)


def test_a_demo_runs_into_a_pipe_with_its_exit_code(
    talk: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = talk / "content" / "demos" / "first.py"
    path.write_text(
        DEMO.replace('int(os.environ.get("NONE", 0))', "7").replace(HELPS, f"{HELPS}; print(os.getcwd())")
    )
    holeout("prepare", "--talk", str(talk), "--agree")
    capfdbinary.readouterr()
    assert holeout("run", "first", "--talk", str(talk)) == 7
    said = capfdbinary.readouterr().out.decode()
    assert said.startswith("it helped\n/")
    assert not Path(said.split()[-1]).exists()


def test_a_demo_that_waits_for_keys_gets_those_that_it_lists_where_nobody_can_type(
    talk: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (talk / "content" / "demos" / "first.py").write_text(TYPED_AT)
    holeout("prepare", "first", "--talk", str(talk), "--agree")
    capfdbinary.readouterr()
    assert holeout("run", "first", "--talk", str(talk)) == 0
    assert "it helped ['some', 'keys']" in capfdbinary.readouterr().out.decode()


def test_what_is_not_prepared_says_how_to_prepare_it(talk: Path) -> None:
    with pytest.raises(HoleoutError, match="not prepared") as caught:
        holeout("run", "first", "--talk", str(talk), "--agree")
    assert "holeout demo prepare first" in caught.value.hint


def test_a_demo_of_somebody_else_is_not_run_without_consent(talk: Path) -> None:
    for verb in ("run", "prepare", "record"):
        with pytest.raises(HoleoutError, match="somebody else's talk") as caught:
            holeout(verb, "first", "--talk", str(talk))
        assert "--agree" in caught.value.hint


def test_consent_lasts_until_the_text_changes(talk: Path) -> None:
    holeout("prepare", "first", "--talk", str(talk), "--agree")
    assert holeout("run", "first", "--talk", str(talk)) == 0
    path = talk / "content" / "demos" / "first.py"
    path.write_text(path.read_text() + "# changed\n")
    with pytest.raises(HoleoutError, match="somebody else's talk"):
        holeout("run", "first", "--talk", str(talk))


def test_a_missing_program_is_named(talk: Path) -> None:
    path = talk / "content" / "demos" / "first.py"
    path.write_text(DEMO.replace("# tool =", '# needs = ["no-such-program"]\n# tool ='))
    with pytest.raises(HoleoutError, match="needs the program no-such-program"):
        holeout("run", "first", "--talk", str(talk), "--agree")


@pytest.mark.parametrize(("id", "hint"), [("frist", "did you mean first?"), ("zzz", "holeout demo list")])
def test_an_unknown_demo_is_answered_with_a_way_on(talk: Path, id: str, hint: str) -> None:
    with pytest.raises(HoleoutError, match="there is no demo") as caught:
        holeout("run", id, "--talk", str(talk))
    assert hint in caught.value.hint


def test_a_broken_demo_is_answered_with_its_problems(talk: Path) -> None:
    (talk / "content" / "demos" / "first.py").write_text(DEMO.replace("Watch:", "See:"))
    with pytest.raises(HoleoutError) as caught:
        holeout("run", "first", "--talk", str(talk))
    (problem,) = caught.value.problems
    assert "what to watch" in problem.message


def test_one_failure_does_not_keep_the_rest_from_being_prepared(
    talk: Path, environments: Environments, capsys: pytest.CaptureFixture[str]
) -> None:
    holeout("prepare", "first", "--talk", str(talk), "--agree")
    (environments.folder / "plan").write_text("fail")
    assert holeout("prepare", "--talk", str(talk), "--agree") == 1
    assert "cannot be prepared" in capsys.readouterr().err


def test_a_recording_is_kept_beside_the_demo_and_can_be_played(
    talk: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    holeout("prepare", "first", "--talk", str(talk), "--agree")
    assert holeout("record", "first", "--talk", str(talk), "--size", "90x30") == 0
    path = talk / "content" / "demos" / "first.cast"
    cast = read_cast(path.read_text(), str(path))
    assert (cast.size, cast.title, cast.exit_code) == ((90, 30), "A title", 0)
    capfdbinary.readouterr()
    assert holeout("run", "first", "--recording", "--talk", str(talk)) == 0
    out, err = capfdbinary.readouterr()
    assert out.startswith(b"it helped")
    assert b"RECORDED on 2" in err


def test_what_is_typed_is_in_the_recording_and_a_recording_of_all_goes_on_after_a_failure(
    talk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (talk / "content" / "demos" / "second.py").write_text(TYPED_AT)
    (talk / "content" / "demos" / "first.py").write_text(DEMO.replace(HELPS, ""))
    holeout("prepare", "--talk", str(talk), "--agree")
    assert holeout("record", "--talk", str(talk)) == 1
    assert "first was not recorded: it never said 'it helped'" in capsys.readouterr().err
    cast = (talk / "content" / "demos" / "second.cast").read_text()
    assert "it helped ['some', 'keys']" in cast
    assert not (talk / "content" / "demos" / "first.cast").exists()


def test_nobody_waits_for_keys_that_are_not_listed(talk: Path) -> None:
    path = talk / "content" / "demos" / "first.py"
    path.write_text(DEMO.replace("# proof", "# interactive = true\n# proof"))
    holeout("prepare", "first", "--talk", str(talk), "--agree")
    with pytest.raises(HoleoutError, match="waits for keys") as caught:
        holeout("record", "first", "--talk", str(talk))
    assert "--by-hand" in caught.value.hint


def test_a_recording_tells_nothing_of_the_machine_it_was_made_on(talk: Path) -> None:
    path = talk / "content" / "demos" / "first.py"
    path.write_text(DEMO.replace(HELPS, f"{HELPS}; print(os.getcwd())"))
    holeout("prepare", "first", "--talk", str(talk), "--agree")
    with pytest.raises(HoleoutError, match="this machine's alone"):
        holeout("record", "first", "--talk", str(talk))
    assert not path.with_suffix(".cast").exists()


def test_preparing_proves_each_demo_with_the_network_cut(
    talk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        calls = f"import socket; socket.create_connection(('127.0.0.1', {server.getsockname()[1]}), 5)"
        (talk / "content" / "demos" / "second.py").write_text(DEMO.replace(HELPS, f"{HELPS}\n{calls}"))
        code = holeout("prepare", "--prove", "--talk", str(talk), "--agree")
    said = capsys.readouterr().err
    assert "1/2 first: 'it helped' after" in said
    if network_cut():
        assert "2/2 second: it ended with exit code 1" in said
        assert "1 of 2 proved their point without a network" in said
        assert code == 1
    else:
        assert "cannot be cut here" in said


@pytest.mark.parametrize(
    ("old", "new"), [("[1mit helped", "[1mit failed"), ('int(os.environ.get("NONE", 0))', "1")]
)
def test_a_run_that_proves_nothing_is_not_kept(talk: Path, old: str, new: str) -> None:
    assert old in DEMO
    path = talk / "content" / "demos" / "first.py"
    path.write_text(DEMO.replace(old, new))
    holeout("prepare", "first", "--talk", str(talk), "--agree")
    with pytest.raises(HoleoutError, match="was not recorded"):
        holeout("record", "first", "--talk", str(talk))
    assert not path.with_suffix(".cast").exists()


def test_describing_the_command_loads_nothing_of_the_demos() -> None:
    probe = (
        "import argparse, sys, holeout.cli.demo as d; d.add_to(argparse.ArgumentParser().add_subparsers());"
    )
    probe += (
        "print([name for name in sys.modules if name.startswith(('holeout.demos', 'subprocess', 'asyncio'))])"
    )
    run = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    assert run.stdout.strip() == "[]"
