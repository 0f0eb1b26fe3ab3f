"""textual-terminal with a command in it, in its own environment: `python -m benchmarks.pane.peer_app COMMAND`."""

from __future__ import annotations

import sys

from textual_terminal import Terminal

from benchmarks.pane.counting import Counting


class Started(Counting):
    """Starts the command once the terminal has its size."""

    def on_ready(self) -> None:
        """Start it."""
        assert isinstance(self.terminal, Terminal)
        self.terminal.start()


if __name__ == "__main__":
    Started(Terminal(command=f"/bin/sh -c '{sys.argv[1]}'")).run()
