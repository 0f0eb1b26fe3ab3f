"""Our pane with a command in it: `python -m benchmarks.pane.own_app ghostty|pyte COMMAND`."""

from __future__ import annotations

import sys

from benchmarks.pane.pyte_emulator import PyteEmulator
from holeout.demos.best_emulator import open_emulator
from holeout.demos.emulator import Size
from holeout.demos.process import Limits, Process
from holeout.demos.terminal import Terminal
from holeout.tui.widgets.terminal_pane import TerminalPane

SIZE = Size(120, 39)
UNLIMITED = Limits(seconds=3600, output=10**12)
"""The run must not end by itself."""


def main() -> None:
    """Run until `q`."""
    # As in the program itself, Textual comes after what sets it up.
    from benchmarks.pane.counting import Counting

    _, core, command = sys.argv
    process = Process(["/bin/sh", "-c", command], env={"PATH": "/usr/bin:/bin"}, size=SIZE, limits=UNLIMITED)
    terminal = Terminal(PyteEmulator(SIZE) if core == "pyte" else open_emulator(SIZE), process)
    try:
        Counting(TerminalPane(terminal)).run()
    finally:
        terminal.close()


if __name__ == "__main__":
    main()
