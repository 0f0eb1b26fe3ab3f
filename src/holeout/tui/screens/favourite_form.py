"""The form in which somebody records why they like a tool."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.suggester import SuggestFromList
from textual.widgets import Button, Input, Label, Select

from holeout.tui.own_favourites import record_favourite
from holeout.tui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from holeout.tui.app import HoleoutApp


@dataclass(frozen=True, slots=True)
class Draft:
    """What the form is filled with, and what it gives back."""

    tool: str = ""
    stage: str = ""
    why: str = ""


class FavouriteForm(ModalScreen[Draft | None]):
    """Tool, stage and why. Enter in the last field saves; Escape leaves without saving."""

    CSS = """
    FavouriteForm { align: center middle; }
    FavouriteForm > Vertical { width: 72; max-width: 95%; height: auto;
        border: round $accent; padding: 0 2; background: $surface; }
    FavouriteForm #name { text-style: bold; color: $primary; }
    FavouriteForm Label { margin-top: 1; color: $foreground; }
    FavouriteForm #problem { color: $error; height: auto; }
    FavouriteForm Horizontal { height: auto; align-horizontal: right; }
    FavouriteForm Button { margin-left: 2; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", show=False),
        Binding("ctrl+s", "save", "Save", show=False, priority=True),
    ]

    def __init__(
        self, draft: Draft, stages: list[tuple[str, str]], tools: list[str], *, editing: bool
    ) -> None:
        super().__init__()
        self._draft = draft
        self._stages = stages
        self._tools = tools
        self._editing = editing

    def compose(self) -> ComposeResult:
        """The fields, the first empty one of which has the focus."""
        with Vertical():
            yield Label(
                "Change a favourite" if self._editing else "A favourite tool", id="name", markup=False
            )
            yield Field(
                self._draft.tool,
                placeholder="a PyPI name, a link, or any name",
                id="tool",
                compact=False,
                suggester=SuggestFromList(self._tools, case_sensitive=False),
                max_length=200,
            )
            yield Select(
                [(name, id) for id, name in self._stages],
                id="stage",
                prompt="the stage at which it helps",
                value=self._draft.stage if self._draft.stage in dict(self._stages) else Select.NULL,
            )
            yield Field(self._draft.why, placeholder="why you like it, in a line", id="why", max_length=500)
            yield Label("", id="problem", markup=False)
            with Horizontal():
                yield Button("Leave (Esc)", id="leave")
                yield Button("Save (Ctrl+S)", id="save", variant="primary")

    def on_mount(self) -> None:
        """Begin where something is missing."""
        first = "tool" if not self._draft.tool else "why"
        self.query_one(f"#{first}").focus()

    @on(Input.Submitted, "#tool")
    def to_stage(self) -> None:
        """On to the stage."""
        self.query_one("#stage" if self._stages else "#why").focus()

    @on(Select.Changed, "#stage")
    def to_why(self, event: Select.Changed) -> None:
        """On to the why, once a stage was chosen by hand."""
        if self.query_one("#stage").has_focus_within or event.select.has_focus:
            self.query_one("#why").focus()

    @on(Input.Submitted, "#why")
    def save_from_why(self) -> None:
        """Enter in the last field saves."""
        self.action_save()

    @on(Button.Pressed, "#save")
    def save_pressed(self) -> None:
        """Save."""
        self.action_save()

    @on(Button.Pressed, "#leave")
    def leave_pressed(self) -> None:
        """Leave."""
        self.action_leave()

    def action_save(self) -> None:
        """Give the draft back, or say what is missing."""
        tool = self.query_one("#tool", Input).value.strip()
        if not tool:
            self.query_one("#problem", Label).update("Which tool? Its name is all that is needed.")
            self.query_one("#tool").focus()
            return
        stage = self.query_one("#stage", Select).value
        self.dismiss(
            Draft(tool, stage if isinstance(stage, str) else "", self.query_one("#why", Input).value.strip())
        )

    def action_leave(self) -> None:
        """Leave without saving."""
        self.dismiss(None)


def open_form(app: HoleoutApp, tool: str, stage: str) -> None:
    """Ask for a new favourite and record it; a tool of the catalogue is filled in by its id."""
    lifecycle = app.talk.lifecycle
    known = lifecycle.tools.get(tool)
    draft = Draft((known.pypi or known.name) if known else tool, stage)
    fill_in(
        app, draft, lambda draft: record_favourite(app, draft.tool, draft.stage, draft.why), editing=False
    )


def fill_in(app: HoleoutApp, draft: Draft, save: Callable[[Draft], bool], *, editing: bool) -> None:
    """Open the form on `draft` and `save` what it gives back; where that fails, open it again as it was left."""

    def done(answer: Draft | None) -> None:
        if answer is not None and not save(answer):
            fill_in(app, answer, save, editing=editing)

    app.push_screen(form_for(app, draft, editing=editing), done)


def form_for(app: HoleoutApp, draft: Draft, *, editing: bool) -> FavouriteForm:
    """The form with the talk's stages and tools to choose from."""
    lifecycle = app.talk.lifecycle
    stages = [(stage.id, f"{stage.number}  {stage.name}") for stage in lifecycle.stages.values()]
    tools = [tool.pypi or tool.name for tool in lifecycle.tools.values()]
    return FavouriteForm(draft, stages, tools, editing=editing)
