"""A stage's page, a pitfall's, a tool's, a source's and an incident's."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from holeout.layout.figures import cited_on
from holeout.layout.lifecycle_pages import Around, pitfall_page, stage_page, tool_page_of
from holeout.layout.slide_links import SlideLink, slide_about, slide_of_stage, slides_citing
from holeout.layout.source_pages import incident_page, slide_sources_page, source_page
from holeout.layout.target import Target
from holeout.lifecycle.cite import Form, address_of, cite, short_cite
from holeout.presenting.commands import Context
from holeout.tui.bindings import bindings_for
from holeout.tui.screens.page import PageScreen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual import events
    from textual.binding import BindingType

    from holeout.deck.model import Slide
    from holeout.layout.entries import Entry
    from holeout.lifecycle.model import Incident, Pitfall, Source, Stage, Tool

MOST_SLIDES = 500
"""A deck with more slides than this is not parsed to find one."""


class HelpfulScreen(PageScreen):
    """A page on which a tool or a source may be chosen: for a favourite, to open it outside, or to cite it."""

    CONTEXTS: ClassVar[tuple[Context, ...]] = (Context.PITFALL, Context.LISTS)
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Context.PITFALL)
    stage_id = ""
    slide: SlideLink | None = None
    """The slide that is about this."""

    @property
    def on_map(self) -> Target:
        """What the map's key opens from here."""
        return Target("map", self.stage_id)

    def source_ids(self) -> Sequence[str]:
        """The sources of the whole page."""
        return ()

    def slides(self) -> Iterator[Slide]:
        """The slides that may be about something; none of a deck that is too long to look through."""
        if len(self.app.talk.deck) <= MOST_SLIDES:
            yield from (self.app.slide_at(index) for index in range(len(self.app.talk.deck)))

    def action_add_favourite(self) -> None:
        """Record a favourite: the chosen tool, or one from scratch for this stage."""
        from holeout.tui.screens.favourite_form import open_form  # noqa: PLC0415

        open_form(self.app, self.chosen("tool"), self.stage_id)

    def chosen(self, kind: str) -> str:
        """The id of what is chosen, if it is of this kind."""
        target = self.view.target
        return target.id if target and target.kind == kind else ""

    def action_to_slide(self) -> None:
        """Go to the slide that is about this."""
        if self.slide is None:
            self.notify("No slide is about this.", markup=False)
        else:
            self.app.open_target(Target("slide", str(self.slide.index)))

    def action_open_source(self) -> None:
        """Open the chosen tool's or source's address outside."""
        if address := self._address():
            self.app.open_url(address)
        else:
            self.notify("Choose a source or a tool with the arrow keys first.", markup=False)

    def _address(self) -> str:
        lifecycle = self.app.talk.lifecycle
        if source := lifecycle.sources.get(self.chosen("source")):
            return address_of(source)
        if tool := lifecycle.tools.get(self.chosen("tool")):
            return tool.address
        return self.chosen("url")

    def action_copy_reference(self) -> None:
        """Copy the plain reference of the chosen source, or of all on the page."""
        self._copy(Form.PLAIN)

    def action_copy_bibtex(self) -> None:
        """Copy the same for BibTeX."""
        self._copy(Form.BIBTEX)

    def _copy(self, form: Form) -> None:
        known = self.app.talk.lifecycle.sources
        chosen = known.get(self.chosen("source"))
        sources = [chosen] if chosen else [known[id] for id in self.source_ids() if id in known]
        if not sources:
            self.notify("There is no source here to cite.", markup=False)
            return
        self.app.copy_to_clipboard(cite(sources, form))
        names = "; ".join(map(short_cite, sources))
        as_what, other = (
            ("", "Y copies BibTeX") if form is Form.PLAIN else (" for BibTeX", "y copies plain text")
        )
        self.notify(
            f"{names}\n{other}.", title=f"Sent to the terminal's clipboard{as_what}", markup=False, timeout=6
        )


class StageScreen(HelpfulScreen):
    """One stage with its pitfalls."""

    CONTEXTS: ClassVar[tuple[Context, ...]] = (Context.STAGE, Context.PITFALL, Context.LISTS)
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Context.STAGE)

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.stage = stage
        self.stage_id = stage.id

    def on_mount(self) -> None:
        """Remember that the stage was seen."""
        self.app.saw(self.stage.id)

    def on_screen_resume(self, _: events.ScreenResume) -> None:
        """Back from a form: what it recorded is shown."""
        self.renew()

    def renew(self) -> None:
        """People like other tools now: tell so."""
        if self.is_mounted:
            self.view.set_entries(self.entries(), self.view.target)

    @property
    def demo(self) -> str:
        """The demo that the demo key runs here: the chosen pitfall's."""
        pitfall = self.app.talk.lifecycle.pitfalls.get(self.chosen("pitfall"))
        return pitfall.demo if pitfall else ""

    def entries(self) -> Sequence[Entry]:
        """The stage's page."""
        self.slide = slide_of_stage(self.stage.id, self.slides())
        liked = [
            (favourite.name or favourite.tool, favourite.note)
            for favourite in self.app.services.favourites()
            if favourite.stage == self.stage.id
        ]
        suggested = [
            (item.tool, " · ".join(item.whys), item.voices)
            for item in self.app.surroundings.board
            if item.stage == self.stage.id
        ]
        return stage_page(self.app.talk.lifecycle, self.stage, Around(self.slide, liked, suggested))

    def source_ids(self) -> Sequence[str]:
        """The stage's own sources."""
        return self.stage.sources

    def action_open_pitfall(self, number: int) -> None:
        """Open the pitfall whose number was typed."""
        pitfalls = self.app.talk.lifecycle.pitfalls_of(self.stage.id)
        if 1 <= number <= len(pitfalls):
            target = Target("pitfall", pitfalls[number - 1].id)
            self.view.choose(target)
            self.app.open_target(target)


class PitfallScreen(HelpfulScreen):
    """One pitfall: how it bites, what helps, and where that is from."""

    def __init__(self, pitfall: Pitfall) -> None:
        super().__init__()
        self.pitfall = pitfall
        self.stage_id = pitfall.stage

    @property
    def demo(self) -> str:
        """The demo that the demo key runs here."""
        return self.pitfall.demo

    def entries(self) -> Sequence[Entry]:
        """The pitfall's page."""
        lifecycle = self.app.talk.lifecycle
        self.slide = slide_about(self.pitfall, lifecycle, self.slides())
        return pitfall_page(lifecycle, self.pitfall, Around(self.slide))

    def source_ids(self) -> Sequence[str]:
        """Its sources, and those of what happened."""
        incident = self.app.talk.lifecycle.incidents.get(self.pitfall.incident)
        return list(dict.fromkeys((*self.pitfall.sources, *(incident.sources if incident else ()))))


class ToolScreen(HelpfulScreen):
    """One tool."""

    def __init__(self, tool: Tool) -> None:
        super().__init__()
        self.tool = tool
        self.stage_id = tool.stages[0] if tool.stages else ""

    def entries(self) -> Sequence[Entry]:
        """The tool's page."""
        return tool_page_of(self.app.talk.lifecycle, self.tool)

    def chosen(self, kind: str) -> str:
        """What is chosen; the tool is always this one."""
        return self.tool.id if kind == "tool" else super().chosen(kind)


class SourceScreen(HelpfulScreen):
    """One source, with everything that rests on it."""

    def __init__(self, source: Source) -> None:
        super().__init__()
        self.source = source

    def entries(self) -> Sequence[Entry]:
        """The source's page."""
        return source_page(self.app.talk.lifecycle, self.source, slides_citing(self.source.id, self.slides()))

    def source_ids(self) -> Sequence[str]:
        """This one."""
        return (self.source.id,)

    def chosen(self, kind: str) -> str:
        """What is chosen; the source is always this one."""
        return self.source.id if kind == "source" else super().chosen(kind)


class SlideSourcesScreen(HelpfulScreen):
    """The sources that a slide names."""

    def __init__(self, slide: Slide) -> None:
        super().__init__()
        self.stage_id = slide.stage
        self.slide = SlideLink(slide.number - 1, slide.title)
        self._cited = cited_on(slide)

    def entries(self) -> Sequence[Entry]:
        """Each source with what we took from it."""
        title = self.slide.title if self.slide else ""
        return slide_sources_page(self.app.talk.lifecycle, title, self._cited)

    def source_ids(self) -> Sequence[str]:
        """All that the slide names."""
        return self._cited


class IncidentScreen(HelpfulScreen):
    """Something that really happened."""

    def __init__(self, incident: Incident) -> None:
        super().__init__()
        self.incident = incident

    def entries(self) -> Sequence[Entry]:
        """The incident's page."""
        return incident_page(self.app.talk.lifecycle, self.incident)

    def source_ids(self) -> Sequence[str]:
        """Who says so."""
        return self.incident.sources
