"""A stage's page, a pitfall's, a tool's and a source's."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from holeout.layout.entries import Entry, heading, labelled
from holeout.layout.lifecycle_pages import CHECKED_WORDS, pitfall_page, stage_page, tool_page
from holeout.layout.target import Target
from holeout.presenting.commands import Context
from holeout.tui.bindings import bindings_for
from holeout.tui.screens.page import PageScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from holeout.lifecycle.model import Pitfall, Source, Stage, Tool


class StageScreen(PageScreen):
    """One stage with its pitfalls."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.stage = stage

    def on_mount(self) -> None:
        """Remember that the stage was seen."""
        self.app.saw(self.stage.id)

    def entries(self) -> Sequence[Entry]:
        """The stage's page."""
        return stage_page(self.app.talk.lifecycle, self.stage)


class HelpfulScreen(PageScreen):
    """A page on which a tool or a source may be chosen: for a favourite, or to open it outside."""

    CONTEXTS: ClassVar[tuple[Context, ...]] = (Context.PITFALL, Context.LISTS)
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Context.PITFALL)

    def favourite(self) -> tuple[str, str]:
        """The tool and the stage that a favourite from here would be for; the tool may be empty."""
        chosen = self.view.target
        tool = chosen.id if chosen and chosen.kind == "tool" else ""
        return tool, ""

    def action_add_favourite(self) -> None:
        """Record a favourite: the chosen tool, or one from scratch for this stage."""
        from holeout.tui.screens.favourite_form import open_form  # noqa: PLC0415

        tool, stage = self.favourite()
        open_form(self.app, tool, stage)

    def action_open_source(self) -> None:
        """Open the chosen tool's or source's address outside."""
        address = self._address(self.view.target)
        if address:
            self.app.open_url(address)
        else:
            self.notify("Choose a source or a tool with the arrow keys first.", markup=False)

    def _address(self, target: Target | None) -> str:
        lifecycle = self.app.talk.lifecycle
        if target is None:
            return ""
        if target.kind == "source":
            return source_address(lifecycle.sources[target.id])
        if target.kind == "tool":
            repo = lifecycle.tools[target.id].repo
            return f"https://{repo}" if repo else ""
        return target.id if target.kind == "url" else ""


class PitfallScreen(HelpfulScreen):
    """One pitfall: how it bites, what helps, and where that is from."""

    def __init__(self, pitfall: Pitfall) -> None:
        super().__init__()
        self.pitfall = pitfall

    @property
    def demo(self) -> str:
        """The demo that the demo key runs here."""
        return self.pitfall.demo

    def entries(self) -> Sequence[Entry]:
        """The pitfall's page."""
        return pitfall_page(self.app.talk.lifecycle, self.pitfall)

    def favourite(self) -> tuple[str, str]:
        """The chosen tool, for this pitfall's stage."""
        return super().favourite()[0], self.pitfall.stage


class ToolScreen(HelpfulScreen):
    """One tool."""

    def __init__(self, tool: Tool) -> None:
        super().__init__()
        self.tool = tool

    def entries(self) -> Sequence[Entry]:
        """The tool's page."""
        return tool_page(self.app.talk.lifecycle, self.tool)

    def favourite(self) -> tuple[str, str]:
        """This tool, for the first stage at which it helps."""
        return self.tool.id, self.tool.stages[0] if self.tool.stages else ""


class SourceScreen(HelpfulScreen):
    """One source, with everything that rests on it."""

    def __init__(self, source: Source) -> None:
        super().__init__()
        self.source = source

    def entries(self) -> Sequence[Entry]:
        """The source, and the pitfalls that cite it."""
        source, lifecycle = self.source, self.app.talk.lifecycle
        address = source_address(source)
        entries = [
            heading(source.cite),
            labelled("checked", f"{CHECKED_WORDS[source.checked]}. {source.note}".strip(" .") + "."),
        ]
        if address:
            entries.append(labelled("address", address, Target("url", address)))
        entries += [
            labelled("cited by", pitfall.title, Target("pitfall", pitfall.id))
            for pitfall in lifecycle.pitfalls.values()
            if source.id in pitfall.sources
        ]
        return entries


def source_address(source: Source) -> str:
    """Where a browser finds `source`, or an empty text."""
    identifier = source.identifier.split(" ")[0]
    if source.url:
        return source.url
    if identifier.lower().startswith("doi:"):
        return f"https://doi.org/{identifier[4:]}"
    if identifier.lower().startswith("arxiv:"):
        return f"https://arxiv.org/abs/{identifier[6:]}"
    return ""
