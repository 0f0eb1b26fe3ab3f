"""The question that comes before `not applicable`: why?"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label

from holeout.tui.widgets.field import Field

if TYPE_CHECKING:
    from textual.app import ComposeResult

LONGEST = 300


class ReasonDialog(ModalScreen[str | None]):
    """Asks for the reason; Enter gives it, Escape leaves without one. A reason is never empty."""

    CSS = """
    ReasonDialog { align: center middle; }
    ReasonDialog > Vertical { width: 72; max-width: 95%; height: auto;
        border: round $accent; padding: 1 2; background: $surface; }
    ReasonDialog Label { width: 1fr; height: auto; }
    ReasonDialog #question { text-style: bold; margin-bottom: 1; }
    ReasonDialog #problem { color: $error; height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Leave", show=False)]

    def __init__(self, question: str, reason: str = "") -> None:
        super().__init__()
        self._question = question
        self._reason = reason

    def compose(self) -> ComposeResult:
        """The question and a line for the reason."""
        with Vertical():
            yield Label(self._question, id="question", markup=False)
            yield Label("Why does it not apply? Your report will say so.", markup=False)
            yield Field(
                self._reason, placeholder="a reason, in a line", max_length=LONGEST, select_on_focus=False
            )
            yield Label("", id="problem", markup=False)
            yield Label("Enter leaves the question out, Esc goes back.", markup=False)

    @on(Input.Submitted)
    def take(self, event: Input.Submitted) -> None:
        """Give the reason back."""
        if reason := event.value.strip():
            self.dismiss(reason)
        else:
            self.query_one("#problem", Label).update("Without a reason the question stays open.")

    def action_leave(self) -> None:
        """Leave the question as it was."""
        self.dismiss(None)
