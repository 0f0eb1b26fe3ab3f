"""Five people's files and hostile ones, through the real command: merged, compared and exported in every form."""

from __future__ import annotations

import csv
import io
import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from justhtml import JustHTML

from holeout.favourites.forms import MEDIA_TYPES
from holeout.favourites.schema import favourites_schema

ROOT = Path(__file__).parents[2]
MEMORY = 700 * 1024 * 1024
"""Bytes of address space; a run with small files alone takes about a third of that."""
SECONDS = 30
"""Of the processor."""

PEOPLE = {
    # By hand, with remarks, and no more than the format asks for.
    "anna": (
        b'format = "holeout-favourites/1"  # from memory\n\n[[favourite]]\ntool = "polars"\nstage = "data"\n'
        b'note = "Replaced pandas in our feature jobs; 6x faster"\n\n[[favourite]]\n'
        b'tool = "driftwatch"\nstage = "Monitor"\n'
    ),
    # From an editor on Windows.
    "ben": (
        b"\xef\xbb\xbf"
        + b'format = "holeout-favourites/1"\r\nby = "Ben"\r\nactor = "benbenbenben"\r\n\r\n[[favourite]]\r\n'
        b'tool = "https://github.com/pola-rs/polars"\r\nstage = "data"\r\nnote = """\r\nTwo\r\nlines"""\r\n'
    ),
    # As a phone's page writes it.
    "cleo": (
        'format = "holeout-favourites/1"\ntalk = "prototype-hole"\nactor = "cleo2345cleo"\n\n[[favourite]]\n'
        'tool = "Weights & Biases"\nstage = "train"\nnote = "für alle 👍"\n'
    ).encode(),
    # As the program writes it, with a seal and a removal.
    "dan": (
        b'format = "holeout-favourites/1"\nactor = "dandandandan"\n\n[[favourite]]\n'
        b'tool = "Driftwatch"\nx-team = 12\n\n'
        b'[seal]\n"pkg:pypi/polars" = "2-gone"\n'
    ),
    # Somebody's merged file, with two people in it.
    "eve": (
        b'format = "holeout-favourites/1"\n\n[[favourite]]\n'
        b'tool = "dvc"\nactor = "evevevevevev"\nupdated = 2026-11-23\n\n'
        b'[[favourite]]\ntool = "polars"\nactor = "frankfrankfr"\nstage = "serve"\nnote = "at serving time too"\n'
    ),
}  # fmt: skip
NASTY = (
    b'format = "holeout-favourites/1"\nby = "=HYPERLINK(\\"http://evil\\")"\n\n[[favourite]]\n'
    b'tool = "<img src=x onerror=alert(1)>"\nname = "=cmd|\' /C calc\'!A0"\n'
    b'note = "\\u001b]52;c;ZXZpbA==\\u0007 \\u202egnp.exe [@click=app.exit]x[/] '
    b'<script>alert(1)</script> | a | `b` ${7*7}"\n'
    b'stage = "data"\ntags = ["+1+1", "@SUM(1)"]\nurl = "https://example.org/\\"><script>"\n'
)
BOMBS = {
    "lists": b'format = "holeout-favourites/1"\na=' + b"[\n" * 60_000,
    "keys": b'format = "holeout-favourites/1"\n' + (b"a." * 900 + b"b=1\n") * 140,
    "many": b'format = "holeout-favourites/1"\n' + b'[[favourite]]\ntool="a"\n' * 100_000,
    "gigabytes": None,
    "zeros": b"\0" * 10_000,
}


@pytest.fixture
def inbox(tmp_path: Path) -> list[str]:
    for name, data in PEOPLE.items():
        (tmp_path / f"{name}.favourites.toml").write_bytes(data)
    return [str(tmp_path / f"{name}.favourites.toml") for name in PEOPLE]


def holeout(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The program, in a cage."""

    def cage() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))

    return subprocess.run(
        [sys.executable, "-m", "holeout", "favourites", *arguments],
        capture_output=True, text=True, check=False, preexec_fn=cage, cwd=ROOT,
    )  # fmt: skip


def test_five_peoples_files_are_merged_in_any_order_to_the_same_and_told_about(inbox: list[str]) -> None:
    one, other = holeout("merge", *inbox), holeout("merge", *reversed(inbox), inbox[2], inbox[0])
    assert (one.returncode, other.returncode) == (0, 0), one.stderr
    assert one.stdout == other.stdout
    assert "5 files: 4 tools from 6 people; 1 removed" in one.stderr
    assert "not in the talk:" in one.stderr
    assert "Driftwatch (2)" in one.stderr


def test_every_export_holds_all_of_them_and_nothing_that_another_program_obeys(
    inbox: list[str], tmp_path: Path
) -> None:
    nasty = tmp_path / "nasty.favourites.toml"
    nasty.write_bytes(NASTY)
    files = [*inbox, str(nasty)]
    told = {form: holeout("export", *files, "--format", form) for form in MEDIA_TYPES}
    for form, run in told.items():
        assert run.returncode == 0, run.stderr
        assert "6x faster" in run.stdout, form
        assert not set(run.stdout + run.stderr) & set("\x1b\x07\u202e"), form
    table = list(csv.reader(io.StringIO(told["csv"].stdout)))
    assert not [cell for row in table for cell in row if cell[:1] in tuple("=+-@\t\r")]
    page = JustHTML(told["html"].stdout)
    assert page.query("script") == page.query("img") == []
    whole = json.loads(told["json"].stdout)
    assert list(Draft202012Validator(favourites_schema()).iter_errors(whole)) == []
    assert (
        len(whole["favourite"]) == len([json.loads(line) for line in told["jsonl"].stdout.splitlines()]) == 8
    )
    assert "## Data" in told["md"].stdout
    assert "<img" not in told["md"].stdout
    again = tmp_path / "all.favourites.toml"
    again.write_text(told["toml"].stdout)
    assert holeout("merge", str(again), *files).stdout == told["toml"].stdout


@pytest.mark.parametrize("name", BOMBS)
def test_a_hostile_file_is_refused_soon_in_little_memory_and_the_others_are_merged(
    inbox: list[str], tmp_path: Path, name: str
) -> None:
    bomb = tmp_path / "bomb.favourites.toml"
    with bomb.open("wb") as file:
        if BOMBS[name] is None:
            file.truncate(5 * 1024**3)  # a hole: it takes no space on the disk
        else:
            file.write(BOMBS[name])
    run = holeout("merge", *inbox, str(bomb))
    assert run.returncode == 1
    assert "bomb.favourites.toml" in run.stderr
    assert "Traceback" not in run.stderr
    assert "5 files: 4 tools from 6 people" in run.stderr
    assert run.stdout == holeout("merge", *inbox).stdout


def test_beside_the_talk_they_show_what_it_had_not_considered(inbox: list[str], tmp_path: Path) -> None:
    text = holeout("compare", *inbox)
    assert text.returncode == 0, text.stderr
    assert "Tools that we had not considered" in text.stdout
    assert "Driftwatch (2)" in text.stdout
    data = json.loads(holeout("compare", *inbox, "--format", "json").stdout)
    assert {row["name"]: row["people"] for row in data["new"]}["Driftwatch"] == 2
    assert data["per_stage"]["data"] == 2
    assert len(data["per_pitfall"]) > 20
    assert any(row["name"] == "DVC" for row in data["known"])
    assert "evidently" in data["not_recommended"]
    out = tmp_path / "BESIDE.md"
    assert holeout("compare", *inbox, "--format", "md", "-o", str(out)).returncode == 0
    assert "| Stage | recommendations |" in out.read_text()
