from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from holeout.demos.emulator import Size
from holeout.demos.environment import Environments
from holeout.demos.ghostty import GhosttyEmulator
from holeout.demos.model import Demo, read_demo
from holeout.lifecycle.read import read_lifecycle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holeout.lifecycle.model import Lifecycle

ROOT = Path(__file__).parents[2]
PATHS = sorted((ROOT / "content" / "demos").glob("*.py"))
SCREEN = Size(80, 24)
WATCH_WIDTH = 69
"""Columns that the head of a demo's screen has for what to watch, in a terminal of 80."""
LONGEST = 30.0
"""Seconds for a demo on a busy machine; alone it takes a few."""
CACHE = "HOLEOUT_TEST_DEMOS"
"""Names a folder to keep the environments in, for the next run of these tests."""
ALONE = """
import fcntl, os, socket, struct, sys
request = struct.pack("16sH14x", b"lo", 0x41)
fcntl.ioctl(socket.socket(), 0x8914, request)
os.execv(sys.argv[1], sys.argv[1:])
"""
"""Starts a program in a network of its own, in which there is nothing but the machine itself."""


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


def without_network(command: list[str]) -> list[str]:
    """The command, in a network that leads nowhere, where the system allows that."""
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("unshare") is None:
        return command
    return ["unshare", "--net", sys.executable, "-c", ALONE, *command]


@pytest.mark.heavy
@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_the_demo_ends_by_itself_offline_and_proves_its_point_on_one_screen(
    path: Path, environments: Environments, tmp_path: Path
) -> None:
    demo = demo_at(path)
    python = environments.prepare(demo).python
    script = tmp_path / path.name
    script.write_text(demo.text, encoding="utf-8")
    ended = subprocess.run(
        without_network([str(python), script.name]),
        cwd=tmp_path,
        env={**environments.run_env(demo, python), "HOME": str(tmp_path), "TMPDIR": str(tmp_path)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=LONGEST,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr.decode()
    assert ended.stderr == b""
    emulator = GhosttyEmulator(SCREEN)
    emulator.feed(ended.stdout.replace(b"\n", b"\r\n"))
    emulator.take_changes()
    screen = emulator.text()
    emulator.scroll(-1000)
    emulator.take_changes()
    scrolled_away = emulator.scrolled
    emulator.close()
    assert demo.proof in screen
    assert not scrolled_away
