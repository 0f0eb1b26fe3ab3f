"""The wheel in empty environments of every Python that this machine has, alone and with each extra: `make wheels`."""

from __future__ import annotations

import contextlib
import os
import re
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from benchmarks.room import postgres
from benchmarks.terminal import Running
from holeout.talk import load_talk
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = [pytest.mark.wheels, pytest.mark.xdist_group("wheels")]

PATIENCE = 120.0
SUPPORTED = re.compile(r"3\.(?:1[1-9]|[2-9]\d)")
"""What `requires-python` allows."""


def pythons() -> dict[str, Path]:
    """The interpreters on the path and those of pyenv, by their version."""
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    folders = [Path(folder) for folder in os.environ["PATH"].split(os.pathsep)]
    found = {}
    for folder in (*root.glob("versions/*/bin"), *(one for one in folders if one.name != "shims")):
        for program in sorted(folder.glob("python3.*")):
            if (version := SUPPORTED.fullmatch(program.name.removeprefix("python"))) and os.access(
                program, os.X_OK
            ):
                found.setdefault(version[0], program)
    return dict(sorted(found.items(), key=lambda each: int(each[0].partition(".")[2])))


PYTHONS = pythons()
NEWEST = list(PYTHONS)[-1]
FAVOURITES = 'format = "holeout-favourites/1"\n\n[[favourite]]\ntool = "polars"\n'


@dataclass(frozen=True)
class Installed:
    """An environment with the wheel in it, and a home of its own."""

    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        """Nothing of the checkout or of this run's environment is in reach."""
        kept = {name: os.environ[name] for name in ("LANG", "PYTHONDONTWRITEBYTECODE") if name in os.environ}
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        path = f"{self.folder / 'bin'}{os.pathsep}/usr/bin{os.pathsep}/bin"
        return {**kept, "PATH": path, "HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor"}

    def run(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """`holeout` with these arguments, which must be fine."""
        ended = subprocess.run(
            [self.folder / "bin" / "holeout", *arguments],
            cwd=self.folder / "home",
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert ended.returncode == 0, ended.stdout + ended.stderr
        return ended

    @contextlib.contextmanager
    def beside(self, *arguments: str, said: Callable[[], bool]) -> Iterator[subprocess.Popen[bytes]]:
        """`holeout` with these arguments while the block runs, once `said` holds."""
        process = subprocess.Popen(
            [self.folder / "bin" / "holeout", *arguments],
            cwd=self.folder / "home",
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        try:
            deadline = time.monotonic() + PATIENCE
            while not said():
                assert process.poll() is None, process.communicate()
                assert time.monotonic() < deadline, f"{arguments} did not come up"
                time.sleep(0.1)
            yield process
        finally:
            process.terminate()
            process.communicate(timeout=PATIENCE)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture
def install(wheel: Path, tmp_path: Path) -> Callable[..., Installed]:
    """Makes an environment of a Python with nothing in it but the wheel, and an extra if one is named."""
    uv = Path(sys.executable).with_name("uv")

    def make(version: str, extra: str = "") -> Installed:
        folder = tmp_path / "environment"
        made = [uv, "venv", "--quiet", "--no-python-downloads", "--python", PYTHONS[version], folder]
        subprocess.run(made, check=True)
        what = f"{wheel}[{extra}]" if extra else str(wheel)
        subprocess.run([uv, "pip", "install", "--quiet", "--python", folder, what], check=True)
        return Installed(folder)

    return make


@pytest.mark.parametrize("version", PYTHONS)
def test_it_installs_checks_its_talk_starts_and_ends(install: Callable[..., Installed], version: str) -> None:
    here = install(version)
    assert re.fullmatch(r"holeout \d+\.\d+\.\d+\S*\n", here.run("--version").stdout)
    talk = load_talk()
    told = f"{len(talk.deck)} slides, {len(talk.lifecycle.stages)} stages, {len(talk.lifecycle.pitfalls)} pitfalls"
    assert told in here.run("check", "--strict").stderr
    terminal = Running([str(here.folder / "bin" / "holeout")], here.environment, columns=80, rows=24)
    try:
        terminal.wait_for(("The prototype hole", "1/30"), PATIENCE)
        terminal.write(b"m")
        terminal.wait_for(("Package & deploy",), PATIENCE)
        terminal.write(b"q")
        terminal.settle(0.5)
        terminal.write(b"q")
        assert terminal.wait_end(PATIENCE) is not None, terminal.screen.text()
        assert terminal.status == 0
    finally:
        terminal.close()


def test_the_extra_pdf_makes_a_pdf(install: Callable[..., Installed], tmp_path: Path) -> None:
    here = install(NEWEST, "pdf")
    deck = tmp_path / "deck.md"
    deck.write_text("# One\n\nText.\n", encoding="utf-8")
    here.run("export", tmp_path / "handout.pdf", deck)
    assert (tmp_path / "handout.pdf").read_bytes().startswith(b"%PDF-")


def test_the_extra_scan_reads_a_code(install: Callable[..., Installed], tmp_path: Path) -> None:
    import segno

    here = install(NEWEST, "scan")
    picture, out = tmp_path / "codes.png", tmp_path / "found.toml"
    segno.make(FAVOURITES, micro=False).save(picture, scale=8)
    here.run("favourites", "scan", picture, "-o", out)
    assert "polars" in out.read_text("utf-8")


def test_the_extra_serve_answers_a_browser(install: Callable[..., Installed]) -> None:
    here = install(NEWEST, "serve")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with here.beside("serve", "--port", str(port), said=lambda: answers(port)):
        assert b"<html" in get(f"http://127.0.0.1:{port}/")


def test_the_extra_postgres_keeps_a_room(install: Callable[..., Installed]) -> None:
    if (programs := postgres.programs()) is None:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL is not installed")
        pytest.skip("no PostgreSQL server on this machine")
    here = install(NEWEST, "postgres")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with postgres.cluster(programs) as cluster:
        arguments = ("room", "--store", cluster.url, "--port", str(port), "--code", "LOAF")
        with here.beside(*arguments, said=lambda: answers(port)):
            assert get(f"http://127.0.0.1:{port}/healthz") == b"fine\n"
        kept = here.run("room", "export", "--store", cluster.url, "--code", "LOAF", "--format", "toml").stdout
        assert "holeout-favourites/1" in kept


def get(url: str) -> bytes:
    """What is answered at `url`; an answer that is not fine raises."""
    return httpx.get(url, timeout=PATIENCE).raise_for_status().content


def answers(port: int) -> bool:
    """Whether something listens at `port` of this machine."""
    with contextlib.suppress(OSError):
        socket.create_connection(("127.0.0.1", port), 1).close()
        return True
    return False
