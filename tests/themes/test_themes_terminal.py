"""Which terminals have colours."""

from __future__ import annotations

import subprocess
import sys

import pytest

from holeout.themes.terminal import is_monochrome


@pytest.mark.parametrize(
    ("environ", "monochrome"),
    [
        ({"TERM": "vt100"}, True),
        ({"TERM": "vt220"}, True),
        ({"TERM": "vt100", "COLORTERM": "truecolor"}, False),
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "linux"}, False),
        ({"TERM": "linux-m"}, True),
        ({"TERM": "tmux-256color"}, False),
        ({"TERM": "a-terminal-of-tomorrow"}, False),
        ({}, False),
    ],
)
def test_a_terminal_without_colours_is_known(environ: dict[str, str], monochrome: bool) -> None:
    described = {"vt100": 0, "vt220": 0}
    assert is_monochrome(environ, described.get) is monochrome


def described(term: str) -> str:
    """What a process of its own, as each start is, reads of `term`."""
    code = f"from holeout.themes.terminal import described_colors; print(described_colors({term!r}))"
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.strip()


def test_the_systems_descriptions_are_asked() -> None:
    assert described("vt100") in ("0", "None")
    assert described("xterm-256color") in ("256", "None")
    assert described("a-terminal-of-tomorrow") == "None"
