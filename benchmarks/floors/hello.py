"""The least app that Textual can be: one line of text, `q` quits."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import App, ComposeResult
from textual.widgets import Static

if TYPE_CHECKING:
    from textual.binding import BindingType


class Hello(App[None]):
    """Says hello."""

    BINDINGS: ClassVar[list[BindingType]] = [("q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        """Show one line."""
        yield Static("Hello, world")


if __name__ == "__main__":
    Hello().run()
