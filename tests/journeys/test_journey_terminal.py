"""Real programs in the pane of the real program: typed at, clicked, resized, left and returned to."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import struct
import subprocess
import sys
import termios
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks.screen import CELL
from tests.journeys.conftest import Person

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
pytest.importorskip("holeout.demos.ghostty", exc_type=ImportError)

PICKER = Path(__file__).parents[1] / "conformance/programs/picker.py"
HEAD = 3
"""Rows above the pane."""
DEMO = '''\
# /// script
# requires-python = ">=3.11"
# dependencies = []
# [tool.uv]
# exclude-newer = "2026-11-01T00:00:00Z"
# [tool.holeout]
# interactive = true
# ///
"""A shell

Watch: what is typed.
"""
import os

os.environ["PS1"] = "ready: "
os.execvp("sh", ["sh", "-i"])
'''


@pytest.fixture(scope="session")
def talk(tmp_path_factory: pytest.TempPathFactory, demo_cache: Path) -> Path:
    """A talk whose only demo is a shell, ready to run."""
    folder = tmp_path_factory.mktemp("talk")
    (folder / "slides").mkdir()
    (folder / "content/demos").mkdir(parents=True)
    (folder / "slides/talk.md").write_text("# A talk\n\n<!-- demo: shell -->\n")
    (folder / "content/lifecycle.yaml").write_text("title: T\ntalk_date: '2026-01-01'\nstages: []\n")
    (folder / "content/demos/shell.py").write_text(DEMO)
    command = [sys.executable, "-m", "holeout", "demo", "prepare", "--talk", str(folder), "--agree", "shell"]
    subprocess.run(
        command, check=True, capture_output=True, env={**os.environ, "HOLEOUT_CACHE": str(demo_cache)}
    )
    return folder


@pytest.fixture(scope="module")
def somebody(tmp_path_factory: pytest.TempPathFactory, demo_cache: Path) -> Iterator[Person]:
    """Who sits in front of one shell for all of these tests."""
    person = Person(tmp_path_factory.mktemp("home"), demo_cache)
    yield person
    person.close()


@pytest.fixture
def shell(somebody: Person, talk: Path) -> Iterator[Person]:
    """Somebody whose keys go to a shell in the pane; a new one after a test that went wrong."""
    if somebody.running is None:
        somebody.start(str(talk))
        somebody.sees("A talk")
        somebody.types("D")
        somebody.sees("Run it")
        somebody.types("y")
    somebody.sees("ready:", "ctrl+] leaves")
    somebody.types("clear\r")
    yield somebody
    if not somebody.running or not somebody.comes_to_see("ready:", 1.0):
        somebody.close()
    elif somebody.running.screen._size != (80, 24):
        resize(somebody, 80, 24)


def needs(program: str) -> None:
    if shutil.which(program) is None and not os.environ.get("CI"):
        pytest.skip(f"{program} is not installed")


def mouse(person: Person, code: int, x: int, y: int) -> None:
    """A report of the mouse in a cell of the pane, in the format that the program asked for."""
    assert person.running is not None
    screen = person.running.screen
    across, down = CELL if screen._terminal.mode(1016) else (1, 1)
    place = f"{x * across + 1};{(y + HEAD) * down + 1}"
    for end in "Mm" if code < 64 else "M":
        person.types(f"\x1b[<{code};{place}{end}")


def resize(person: Person, columns: int, rows: int) -> None:
    assert person.running is not None
    size = struct.pack("HHHH", rows, columns, 0, 0)
    fcntl.ioctl(person.running._tty, termios.TIOCSWINSZ, size)
    screen = person.running.screen
    screen._size = (columns, rows)
    screen._terminal.resize(columns, rows, *CELL)
    # The program may have asked to be told among its input.
    person.running.write(screen.feed(b""))
    os.kill(person.running.pid, signal.SIGWINCH)


def test_vim_edits_a_file_with_keys_and_mouse_and_waits_while_the_app_has_the_keys(shell: Person) -> None:
    needs("vim")
    shell.types("seq 100 > n.txt; vim -u NONE -i NONE -nN -c 'set mouse=a ruler' n.txt\r")
    shell.sees('"n.txt"', "1,1")
    mouse(shell, 0, 1, 6)
    shell.sees("7,")
    shell.types("A here 漢字", "Esc")
    shell.sees("7 here 漢字")
    mouse(shell, 65, 5, 5)
    shell.sees("\n22")
    resize(shell, 100, 30)
    shell.sees("\n27")
    shell.types("\x1d")
    shell.sees("r Run", "7 here")
    shell.types("Tab", ":x\r")
    shell.sees("ready:")
    shell.types("clear; sed -n 7p n.txt\r")
    shell.sees("\n7 here 漢字")


def test_less_is_paged_searched_and_scrolled(shell: Person) -> None:
    needs("less")
    shell.types("seq -f 'line %g' 200 | less --mouse\r")
    shell.sees("line 19", ":")
    shell.types(" ")
    shell.sees("line 38")
    shell.types("/line 90\r")
    shell.sees("\nline 90", "line 108")
    mouse(shell, 64, 5, 5)
    shell.sees("\nline 89")
    shell.types("q")
    shell.sees("ready:")


def test_python_is_typed_pasted_and_recalled(shell: Person) -> None:
    shell.types("python -q -i\r")
    shell.sees(">>>")
    shell.types("6 * 7\r")
    shell.sees("\n42")
    shell.types("\x1b[200~x = 1\ny = 20\nprint(f'is {x + y}')\n\x1b[201~", "\r")
    shell.sees("\nis 21")
    shell.types("print('é' + '漢字' * 2)\r")
    shell.sees("\né漢字漢字")
    shell.types("Up", "\r", "\x04")
    shell.sees("ready:")


def test_a_curses_program_has_keys_mouse_and_size(shell: Person) -> None:
    shell.types(f"python {PICKER}\r")
    shell.sees("Picker", "sample 01")
    shell.types("Down", "Down")
    shell.sees("sample 03", "┌", "漢字 é ▒▒")
    mouse(shell, 0, 10, 8)
    shell.sees("mouse 10,8")
    resize(shell, 90, 28)
    shell.sees("size 90x24")
    shell.types("q")
    shell.sees("ready:")


def test_a_flood_is_left_and_stopped_with_keys(shell: Person) -> None:
    shell.types("yes 'a flood'\r")
    shell.sees("a flood\na flood")
    shell.types("\x1d")
    shell.sees("r Run")
    shell.types("x")
    shell.sees("was stopped")
    shell.types("r")
    shell.sees("ready:")


def test_nothing_of_a_programs_modes_is_left_in_the_terminal(shell: Person) -> None:
    shell.types(r"printf '\033[?1003;1006;2004;1004;1049h\033[>31u\033[5 q\033]2;mine\007here'; cat", "\r")
    shell.sees("here", "leaves mine")
    shell.types("\x1d")
    shell.sees("r Run")
    shell.types("Esc", "q")
    assert shell.leaves() == 0
    assert shell.running is not None
    assert shell.running.left_on() == []
    shell.close()
