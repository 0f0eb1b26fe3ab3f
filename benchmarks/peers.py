"""The programs that are measured: how each is started, turned and ended. Nothing here runs them."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.decks import last_line_of, title_of

HERE = Path(__file__).parent
FIRST_SLIDE = (title_of(1), last_line_of(1))


@dataclass(frozen=True, slots=True)
class Recipe:
    """A private environment for a peer that cannot live in ours."""

    python: str
    packages: tuple[str, ...]
    with_dependencies: bool = True
    """False where a peer's own pins can no longer be installed; then `packages` names everything."""


@dataclass(frozen=True, slots=True)
class Program:
    """One program. In `command`, `{deck}` stands for the path of the deck."""

    name: str
    command: tuple[str, ...]
    syntax: str = ""
    """Its deck's syntax in decks.SYNTAXES; empty for a program without slides."""
    first: tuple[str, ...] = FIRST_SLIDE
    """What is on the screen once it has started; empty for a program that ends by itself."""
    next_key: str = ""
    last_key: str = ""
    quit_keys: tuple[str, ...] = ("q",)
    version: tuple[str, ...] = ()
    recipe: Recipe | None = None
    remark: str = ""
    """What it draws otherwise than the rest, and so gets for less."""

    def line(self, deck: Path | None) -> list[str] | None:
        """The command with its program's full path, or None where it is not installed."""
        program = self.path()
        if program is None:
            return None
        return [program, *(str(deck) if part == "{deck}" else part for part in self.command[1:])]

    def path(self) -> str | None:
        """Where the program is: in its private environment, beside our interpreter, or on the PATH."""
        name = self.command[0]
        if self.recipe:
            return shutil.which(name, path=str(private_environment(self.name) / "bin"))
        return shutil.which(
            name, path=os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
        )


def private_environment(name: str) -> Path:
    """Where a peer's own environment lives, beside other things that can be made again."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "holeout-benchmarks" / name


def _floor(name: str) -> str:
    return str(HERE / "floors" / name)


HOLEOUT = Program(
    name="holeout",
    # No peer has a room beside it, so this is the equal; `holeout-room` is what a presenter starts.
    command=("holeout", "present", "--no-room", "{deck}"),
    syntax="markdown",
    next_key="right",
    last_key="G",
    version=("holeout", "--version"),
)

PEERS = (
    replace(HOLEOUT, name="holeout-room", command=("holeout", "present", "{deck}")),
    Program(
        name="patat",
        command=("patat", "{deck}"),
        syntax="markdown",
        next_key="right",
        last_key="G",
        version=("patat", "--version"),
    ),
    Program(
        name="mdp",
        command=("mdp", "-f", "{deck}"),
        syntax="indented",
        next_key="right",
        last_key="G",
        version=("mdp", "--version"),
        remark="no highlighting, no tables; fading off",
    ),
    Program(
        name="lookatme",
        command=("lookatme", "{deck}"),
        syntax="titled",
        next_key="right",
        version=("lookatme", "--version"),
        recipe=Recipe(
            python="3.11",
            packages=(
                "lookatme==2.5.5",
                "click==8.1.8",
                "marshmallow==3.26.1",
                "mistune==0.8.4",
                "packaging",
                "pygments",
                "pyyaml",
                "setuptools<80",
                "urwid==2.1.2",
            ),
            with_dependencies=False,
        ),
        remark="no key for the last slide",
    ),
    Program(
        name="prezo",
        command=("prezo", "{deck}"),
        syntax="markdown",
        next_key="right",
        last_key="end",
        version=("prezo", "--version"),
        recipe=Recipe(python="3.12", packages=("prezo",)),
    ),
)

FLOORS = (
    Program(name="python", command=("python", "-c", "pass"), first=(), version=("python", "--version")),
    Program(
        name="textual",
        command=("python", _floor("hello.py")),
        first=("Hello, world",),
        version=("python", "-c", "import importlib.metadata as m; print('textual', m.version('textual'))"),
        remark="an app of one line",
    ),
    Program(
        name="raw",
        command=("python", _floor("raw.py"), "{deck}"),
        syntax="markdown",
        next_key="right",
        last_key="G",
        remark="the source as it is, without a framework",
    ),
)

PROGRAMS = (HOLEOUT, *PEERS, *FLOORS)
