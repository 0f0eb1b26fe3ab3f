"""Python, coloured while it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.style import Style as RichStyle
from textual.message import Message
from textual.widgets import TextArea

from holeout.layout.code import code_lines
from holeout.layout.styled import plain_text
from holeout.presenting.commands import Context
from holeout.tui.bindings import bindings_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.text import Text
    from textual import events
    from textual.binding import BindingType

    from holeout.tui.paint import Painter


class SourceEditor(TextArea):
    """An editor of source in the colours of slides. `language` is a name that Pygments knows."""

    DEFAULT_CSS = """
    SourceEditor { border: none; padding: 0; height: 1fr; width: 1fr; background: $background; scrollbar-size: 1 1; }
    SourceEditor:focus { border: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Context.SOURCE)

    class RunWanted(Message):
        """Run what is written."""

    class Left(Message):
        """The person wants the keys back."""

    def __init__(self, painter: Callable[[], Painter], text: str = "") -> None:
        super().__init__(text, show_line_numbers=True, tab_behavior="indent", soft_wrap=False)
        self._painter = painter
        self.written_in = "python"

    def show(self, text: str, language: str, *, read_only: bool) -> None:
        """Show another text, from its start."""
        self.written_in = language
        self.read_only = read_only
        self.show_line_numbers = not read_only
        self.load_text(text)

    def get_line(self, line_index: int) -> Text:
        """A line in its colours."""
        line = super().get_line(line_index)
        coloured = code_lines(self.text, self.written_in)
        pieces = coloured[line_index] if line_index < len(coloured) else ()
        # What the lexer changed (a tab, a control character) is shown as it is, without colours.
        if plain_text(pieces) == line.plain:
            at = 0
            for piece in pieces:
                style = self._painter().rich(piece.style)
                line.stylize(RichStyle(color=style.color, bold=style.bold), at, at + len(piece.text))
                at += len(piece.text)
        return line

    def on_key(self, event: events.Key) -> None:
        """Let Escape leave, where a text area would go to what comes next."""
        if event.key == "escape":
            event.prevent_default()

    def action_run_source(self) -> None:
        """Run what is written."""
        self.post_message(self.RunWanted())

    def action_leave_source(self) -> None:
        """Give the keys back."""
        self.post_message(self.Left())
