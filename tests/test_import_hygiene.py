"""What a command costs: the static contracts cannot see an import inside a function, so these runs look."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.pictures.drawing import encoded, quarters

if TYPE_CHECKING:
    from pathlib import Path

HEAVY = ("textual", "starlette", "uvicorn", "sqlalchemy", "sqlite3", "asyncio.base_events", "PIL")
PROBE = """
import sys
from holeout.cli.main import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print("loaded:" + ",".join(name for name in {heavy!r} if name in sys.modules), file=sys.stderr)
"""


def loaded(*arguments: str) -> str:
    """The heavy modules that a run of the command line has loaded."""
    run = subprocess.run(
        [sys.executable, "-c", PROBE.format(heavy=HEAVY), *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    return run.stderr.rpartition("loaded:")[2].strip()


@pytest.mark.parametrize(
    "command",
    [
        "--version",
        "--help",
        "check",
        "dump",
        "commands",
        "schema",
        "favourites merge {file}",
        "favourites list",
    ],
)
def test_commands_without_a_screen_load_no_screen_server_or_database(command: str, tmp_path: Path) -> None:
    file = tmp_path / "a.favourites.toml"
    file.write_text('format = "holeout-favourites/1"\n\n[[favourite]]\ntool = "polars"\n')
    assert loaded(*command.format(file=file).split()) == ""


LATER = (
    *("starlette", "uvicorn", "sqlalchemy", "httpx", "markdown_it", "pygments", "PIL"),
    *("holeout.room", "holeout.demos", "holeout.exports", "holeout.pictures"),
)
"""What slides can do without at first."""


def test_the_slides_load_no_server_database_demo_or_picture() -> None:
    probe = (
        f"import sys, holeout.tui.run, holeout.tui.screens.slides\nprint(*{{*{LATER!r}}} & {{*sys.modules}})"
    )
    run = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""


WORDS = "\n\n---\n\n# Words\n" * 5
"""More slides than are made ready beside the first."""
PICTURE = "\n![a](a.png)\n"
WALK = """
import asyncio, sys
from holeout.talk import load_talk
from holeout.tui.app import HoleoutApp
from holeout.tui.options import Options
from holeout.tui import navigation
from holeout.tui.services import Services

async def walk(deck):
    talk = load_talk(deck)
    app = HoleoutApp(talk, Services(talk), navigation, Options(presenting=True, images="blocks"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        print("PIL" in sys.modules)
        await pilot.press("end")
        print("PIL" in sys.modules)

asyncio.run(walk(sys.argv[1]))
"""


@pytest.mark.parametrize(
    ("deck", "at_first", "in_the_end"),
    [
        (f"# One{WORDS}", False, False),
        (f"# One{WORDS}{PICTURE}", False, True),
        (f"# One\n{PICTURE}{WORDS}", True, True),
    ],
    ids=["no picture", "a picture later", "a picture at once"],
)
def test_pictures_are_decoded_when_a_slide_has_one(
    deck: str, at_first: bool, in_the_end: bool, tmp_path: Path
) -> None:
    file = tmp_path / "deck.md"
    file.write_text(deck)
    (tmp_path / "a.png").write_bytes(encoded(quarters(8, 8)))
    folders = {f"HOLEOUT_{name}": str(tmp_path / "home") for name in ("DATA", "STATE", "CACHE", "CONFIG")}
    run = subprocess.run(
        [sys.executable, "-c", WALK, str(file)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | folders,
    )
    assert run.stdout.split() == [str(at_first), str(in_the_end)]
