"""The wheel carries the talk: it works with nothing of the checkout around it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from holeout.talk import load_talk

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the wheel installs."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "installed")
    return folder / "installed"


def test_the_talk_is_fine_when_it_comes_out_of_the_wheel(unpacked: Path, tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "holeout", "check"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(unpacked)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    here = load_talk(ROOT)
    assert f"{len(here.deck)} slides, {len(here.lifecycle.stages)} stages" in run.stderr
    assert f"{len(here.lifecycle.pitfalls)} pitfalls: fine" in run.stderr


def test_the_wheel_holds_what_the_program_reads_at_run_time(unpacked: Path) -> None:
    names = {str(path.relative_to(unpacked)) for path in unpacked.rglob("*") if path.is_file()}
    for wanted in (
        "holeout/py.typed",
        "holeout/_talk/slides/prototype-hole.md",
        "holeout/_talk/content/demos/green-server.py",
    ):
        assert wanted in names
    sources = {
        str(Path("holeout") / path.relative_to(ROOT / "src/holeout"))
        for path in (ROOT / "src/holeout").rglob("*")
        if path.suffix in (".py", ".html", ".css", ".js", ".tcss") and "__pycache__" not in path.parts
    }
    assert sources <= names
