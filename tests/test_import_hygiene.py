"""What a command costs: the static contracts cannot see an import inside a function, so these runs look."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

HEAVY = ("textual", "starlette", "uvicorn", "sqlalchemy", "sqlite3", "asyncio.base_events")
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


def test_the_slides_load_no_server_database_or_demo() -> None:
    probe = "import sys, holeout.tui.run, holeout.tui.screens.slides\n" + (
        "print([name for name in sys.modules if name.split('.')[0] in ('starlette', 'uvicorn', 'sqlalchemy', 'httpx')"
        " or name.startswith(('holeout.room', 'holeout.demos', 'holeout.exports', 'markdown_it', 'pygments'))])"
    )
    run = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
