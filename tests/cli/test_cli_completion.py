"""The Tab key in a real shell."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from holeout.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

TAB = """
source "$1"; shift
function=$(complete -p holeout | sed 's/.*-F \\([^ ]*\\).*/\\1/')
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
$function
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not installed")
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (["pres"], {"present"}),
        (["present", "--dur"], {"--duration"}),
        (["demo", "r"], {"run", "record"}),
        (["present", "my-"], {"my-talk.md"}),
    ],
)
def test_tab_offers_commands_options_and_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], typed: list[str], offered: set[str]
) -> None:
    assert main(["completion", "bash"]) == 0
    script = tmp_path / "holeout.bash"
    script.write_text(capsys.readouterr().out)
    (tmp_path / "my-talk.md").touch()
    command = ["bash", "-c", TAB, "bash", str(script), "holeout", *typed]
    found = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert set(found.stdout.split()) == offered
