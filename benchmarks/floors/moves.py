"""What Textual itself takes to move a mark in a list and to show what is typed: no map, no search. `q` quits."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, ClassVar

from textual.app import App, ComposeResult
from textual.widgets import Input, OptionList

if TYPE_CHECKING:
    from textual.binding import BindingType

LINES = 12


class Moves(App[None]):
    """A list, or a line to type in."""

    BINDINGS: ClassVar[list[BindingType]] = [("q", "quit", "Quit")]

    def __init__(self, *, types: bool) -> None:
        super().__init__()
        self._types = types

    def compose(self) -> ComposeResult:
        """Show the one or the other."""
        if self._types:
            yield Input()
        else:
            yield OptionList(*(f"Line {number}" for number in range(1, LINES + 1)))


if __name__ == "__main__":
    Moves(types="--type" in sys.argv[1:]).run()
