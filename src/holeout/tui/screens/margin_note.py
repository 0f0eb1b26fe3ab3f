"""Where a reader writes beside a slide."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widgets import Label, TextArea

if TYPE_CHECKING:
    from textual.app import ComposeResult


class _Prose(TextArea):
    """Text that wraps, with a cursor that stays still."""

    cursor_blink = reactive(False, init=False)


class MarginNote(ModalScreen[str | None]):
    """A note beside the slide called `name`. Escape keeps what was written; an empty note goes."""

    CSS = """
    MarginNote { align: right bottom; background: $background 0%; }
    MarginNote > Vertical { width: 50%; min-width: 40; height: 50%; min-height: 8; margin-bottom: 1;
        border: round $accent; padding: 0 1; background: $surface; }
    MarginNote #name { width: 1fr; text-style: bold; color: $primary; }
    MarginNote TextArea { border: none; padding: 0; height: 1fr; background: $surface; }
    MarginNote TextArea:focus { border: none; }
    MarginNote #hint { color: $foreground 70%; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+s", "keep", "Keep", show=False, priority=True),
    ]

    def __init__(self, name: str, text: str) -> None:
        super().__init__()
        self._name = name
        self._text = text

    def compose(self) -> ComposeResult:
        """The slide's name, the text, and how to leave."""
        with Vertical():
            yield Label(f"Your note on: {self._name}", id="name", markup=False)
            yield _Prose(self._text, soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
            yield Label("Esc keeps it. An empty note is taken away.", id="hint", markup=False)

    def on_mount(self) -> None:
        """Write on at the end."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        area.focus()

    def action_keep(self) -> None:
        """Give back what was written; None when nothing was changed."""
        text = self.query_one(TextArea).text
        self.dismiss(None if text == self._text else text)
