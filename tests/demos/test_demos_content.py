from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from holeout.demos.cast import OUTPUT
from holeout.demos.emulator import Size
from holeout.demos.environment import Environments
from holeout.demos.ghostty import GhosttyEmulator
from holeout.demos.model import Demo, read_demo
from holeout.demos.offline import network_cut
from holeout.demos.trial import Trial, run_trial
from holeout.demos.typist import UNWATCHED
from holeout.lifecycle.read import read_lifecycle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _pytest.mark.structures import ParameterSet

    from holeout.lifecycle.model import Lifecycle

ROOT = Path(__file__).parents[2]
PATHS = sorted((ROOT / "content" / "demos").glob("*.py"))
SCREEN = Size(80, 24)
WATCH_WIDTH = 69
"""Columns that the head of a demo's screen has for what to watch, in a terminal of 80."""
LONGEST = 10.0
"""Seconds of computing: a busy machine makes any demo wait."""
LIGHT_ENOUGH = 150_000_000
LIGHT = frozenset({
    "good-quarter", "green-server", "its-own-output", "model-from-the-forum", "moving-table",
    "new-model-every-monday", "no-cough-high-fever", "not-deleted", "polite-nonsense", "rebuild-this-run",
    "seven-of-eight", "shadow-first", "this-is-wrong", "undeclared-friends", "who-still-calls", "wizard-of-oz",
    "zombie-code",
})  # fmt: skip
"""The demos whose environment is light enough to be made for every change."""
CACHE = "HOLEOUT_TEST_DEMOS"
"""Names a folder to keep the environments in, for the next run of these tests."""


def demo_at(path: Path) -> Demo:
    demo, problems = read_demo(path.read_text(encoding="utf-8"), str(path))
    assert problems == []
    assert demo is not None
    return demo


@pytest.fixture(scope="module")
def lifecycle() -> Lifecycle:
    files = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in (ROOT / "content").rglob("*.yaml")
    }
    return read_lifecycle(files, {path.stem for path in PATHS})[0]


@pytest.fixture(scope="module")
def demos() -> list[Demo]:
    return [demo_at(path) for path in PATHS]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_every_demo_reads_without_a_problem_and_says_what_proves_it(path: Path) -> None:
    demo = demo_at(path)
    assert demo.id == path.stem
    assert demo.proof
    assert demo.requires
    assert len(demo.watch) <= WATCH_WIDTH, "the end of the line to watch would be cut off"


def test_demos_point_at_stages_pitfalls_and_tools_that_exist(demos: list[Demo], lifecycle: Lifecycle) -> None:
    for demo in demos:
        assert demo.stage in lifecycle.stages, demo.id
        assert demo.tool in lifecycle.tools, demo.id
        assert lifecycle.pitfalls[demo.pitfall].stage == demo.stage, demo.id


def test_every_stage_has_a_demo(demos: list[Demo], lifecycle: Lifecycle) -> None:
    assert {demo.stage for demo in demos} == set(lifecycle.stages)


def test_there_are_demos_to_play_with_and_one_that_fills_the_terminal(demos: list[Demo]) -> None:
    assert sum(demo.interactive for demo in demos) >= 5
    assert any(demo.program for demo in demos)


def test_all_demos_share_one_version_of_each_package_and_one_day(demos: list[Demo]) -> None:
    versions: dict[str, set[str]] = defaultdict(set)
    for demo in demos:
        for pin in demo.requires:
            name, version = pin.split("==")
            versions[name.partition("[")[0]].add(version)
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


@pytest.fixture(scope="session")
def environments(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Environments]:
    if kept := os.environ.get(CACHE):
        yield Environments(Path(kept))
        return
    folder = tmp_path_factory.mktemp("environments")
    yield Environments(folder)
    shutil.rmtree(folder, ignore_errors=True)


def weighed(path: Path) -> ParameterSet:
    """The demo at `path`, left to `make demos` if what it needs is heavy."""
    return pytest.param(path, id=path.stem, marks=() if path.stem in LIGHT else pytest.mark.heavy)


@pytest.mark.network
@pytest.mark.xdist_group("demos")
@pytest.mark.parametrize("path", map(weighed, PATHS))
def test_the_demo_ends_by_itself_offline_and_proves_its_point_on_one_screen(
    path: Path, environments: Environments
) -> None:
    demo = demo_at(path)
    made = environments.prepare(demo)
    assert (made.size < LIGHT_ENOUGH) == (demo.id in LIGHT), f"it needs {made.size / 1e6:.0f} MB"
    before = os.times()
    trial = run_trial(demo, environments, made.python, size=SCREEN, within=network_cut(), pause=UNWATCHED)
    after = os.times()
    assert trial.fault == "", trial.shown
    assert trial.betrays() == ""
    assert after.children_user - before.children_user < LONGEST
    assert len(rows_of(trial)) < SCREEN.rows


def rows_of(trial: Trial) -> list[str]:
    """All lines that are on the screen at the end, or have scrolled away."""
    tall = Size(SCREEN.columns, 10 * SCREEN.rows)
    emulator = GhosttyEmulator(SCREEN if trial.demo.program else tall)
    for event in trial.cast.events:
        emulator.feed(event.data.encode() if event.code == OUTPUT else b"")
    text = emulator.text()
    emulator.close()
    return text.rstrip().splitlines()


def test_what_is_run_without_a_network_really_has_none() -> None:
    if not network_cut():
        pytest.skip("this system lets nobody make a network of their own")
    calls = "import socket, sys; socket.create_connection(('127.0.0.1', int(sys.argv[1])), 5)"
    with socket.create_server(("127.0.0.1", 0)) as server:
        command = [sys.executable, "-c", calls, str(server.getsockname()[1])]
        assert subprocess.run(command, check=False).returncode == 0
        cut = subprocess.run([*network_cut(), *command], check=False, capture_output=True, text=True)
    assert "ConnectionRefusedError" in cut.stderr, "its own loopback is up, and nobody is there"
