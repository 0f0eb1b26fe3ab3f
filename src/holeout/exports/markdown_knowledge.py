"""What the talk knows as Markdown: the map, the stages with their holes, tools and sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.deck.blocks import ViewKind
from holeout.exports import markdown_text as md
from holeout.exports import wording
from holeout.exports.addresses import anchor, source_link, tool_link
from holeout.layout.source_pages import CHECKED_WORDS
from holeout.layout.tool_pages import facts_at_talk, tool_standing
from holeout.lifecycle.cite import short_cite
from holeout.lifecycle.model import ToolKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from holeout.deck.blocks import View
    from holeout.exports.handout import Handout
    from holeout.lifecycle.model import Pitfall, Stage, Tool


class Knowledge:
    """Writes the parts of a handout that come from its lifecycle."""

    def __init__(self, handout: Handout) -> None:
        self._handout = handout
        self._lifecycle = handout.lifecycle

    def map(self) -> Iterator[str]:
        """The map as a table: a row a stage."""
        rows = [
            [
                str(stage.number),
                self._stage(stage.id),
                md.text(stage.question),
                self._stages(stage.feeds),
                self._stages(stage.back_from),
                str(len(self._lifecycle.pitfalls_of(stage.id))),
                str(stage.forgotten),
            ]
            for stage in self._lifecycle.stages.values()
        ]
        yield from md.table(
            ["", "Stage", "Question", "Feeds", "Work comes back from", "Holes", "Forgotten"], rows
        )

    def stages(self) -> Iterator[str]:
        """Every stage with every pitfall."""
        for stage in self._lifecycle.stages.values():
            yield from self._one_stage(stage)
            for pitfall in self._lifecycle.pitfalls_of(stage.id):
                yield from self._one_pitfall(pitfall)

    def _one_stage(self, stage: Stage) -> Iterator[str]:
        yield from (md.place(anchor("stage", stage.id)), "", f"### {stage.number}. {md.text(stage.name)}", "")
        yield from (f"*{md.text(stage.question)}*", "")
        yield from _facts(
            ("Needs", md.text("; ".join(stage.inputs))),
            ("Gives", md.text("; ".join(stage.outputs))),
            ("Who", md.text("; ".join(stage.who))),
            ("Feeds", self._stages(stage.feeds)),
            ("Comes back from", self._stages(stage.back_from)),
            ("Forgotten", md.text(f"{stage.forgotten}. {stage.why_forgotten}")),
            ("Sources", self._sources(stage.sources)),
        )
        yield ""

    def _one_pitfall(self, pitfall: Pitfall) -> Iterator[str]:
        yield from (md.place(anchor("pitfall", pitfall.id)), "", f"#### {md.text(pitfall.title)}", "")
        rating = f"Severity {pitfall.severity} of 5, likelihood {pitfall.likelihood} of 5, by our judgement."
        yield from (f"{rating} {md.text(pitfall.why)}", "")
        yield from _facts(
            ("Bites", md.text(pitfall.bites)),
            ("Symptom", md.text(pitfall.symptom)),
            ("Ask", f"**{md.text(pitfall.ask)}**"),
            ("Happened", self._incident(pitfall.incident)),
            ("See it", self._demo(pitfall.demo)),
        )
        if tools := [self._lifecycle.tools[id] for id in pitfall.tools if id in self._lifecycle.tools]:
            yield "- Helps:"
            yield from (f"  - {self._helper(tool)}" for tool in tools)
        yield from _facts(("Sources", self._sources(pitfall.sources)))
        yield ""

    def _incident(self, id: str) -> str:
        incident = self._lifecycle.incidents.get(id)
        if incident is None:
            return ""
        when = "" if incident.era == "before" else f" ({incident.era})"
        sources = self._sources(incident.sources)
        return f"{md.text(f'{incident.title}{when}. {incident.text}')}" + (f" ({sources})" if sources else "")

    def _helper(self, tool: Tool) -> str:
        name = md.inside(anchor("tool", tool.id), tool.name)
        return f"{name} ({md.text(tool_standing(tool))}) {md.text(tool.summary)}"

    def tools(self) -> Iterator[str]:
        """What was seen of every tool, and when."""
        yield from (
            'What is said of a tool was true on the day that stands beside it. "Not checked" means just that.',
            "",
        )
        rows = [[*self._tool_cells(tool)] for tool in self._lifecycle.tools.values()]
        yield from md.table(["Tool", "What it does", "Licence", "Latest version seen", "At the talk"], rows)

    def _tool_cells(self, tool: Tool) -> Iterator[str]:
        facts = tool.facts
        install = f"<br>{md.code(f'pip install {tool.pypi}')}" if tool.pypi else ""
        yield md.place(anchor("tool", tool.id)) + md.link(tool_link(tool), tool.name) + install
        instead = f"Instead of your own {tool.instead_of}." if tool.instead_of else ""
        yield md.text(" ".join(filter(None, (tool.summary, instead, tool.note, facts.remarks))))
        if tool.kind is ToolKind.METHOD:
            yield from ("a method", "", "")
            return
        yield md.text(facts.licence or "not checked")
        latest = ", ".join(filter(None, (facts.latest, facts.latest_date, wording.life(tool))))
        yield md.text(latest or "not checked")
        yield md.text(facts_at_talk(tool))

    def sources(self) -> Iterator[str]:
        """Every source, and how well it was checked."""
        counts = (f"{count} {words}" for words, count in wording.checked_counts(self._lifecycle))
        yield from (f"{', '.join(counts)}.", "")
        rows = []
        for source in self._lifecycle.sources.values():
            address = source_link(source)
            where = md.link(address, source.identifier or address) if address else md.text(source.identifier)
            cite = md.place(anchor("source", source.id)) + md.text(source.cite)
            rows.append([cite, where, md.text(" ".join((f"{CHECKED_WORDS[source.checked]}.", source.note)))])
        yield from md.table(["Source", "Where", "How well it was checked"], rows)

    def view(self, view: View) -> list[str]:
        """What a slide shows of the lifecycle, as links to where it is told."""
        drawers: dict[ViewKind, Callable[[tuple[str, ...]], list[str]]] = {
            ViewKind.MAP: self._map_view,
            ViewKind.PITFALLS: self._pitfalls_view,
            ViewKind.PITFALL: self._pitfall_view,
            ViewKind.DEMO: lambda ids: [f"Demo: {self._demo(id)}" for id in ids if self._demo(id)],
            ViewKind.JOIN: lambda _: ["*In the room, the way to join stood here.*"],
            ViewKind.BOARD: self._board_view,
            ViewKind.SOURCES: lambda ids: [f"Sources: {said}"] if (said := self._sources(ids)) else [],
        }
        return drawers[view.kind](view.target)

    def _map_view(self, ids: tuple[str, ...]) -> list[str]:
        names = (f"**{self._stage(id)}**" if id in ids else self._stage(id) for id in self._lifecycle.stages)
        return [f"Map: {' · '.join(names)}"]

    def _pitfalls_view(self, ids: tuple[str, ...]) -> list[str]:
        holes = (pitfall for id in ids for pitfall in self._lifecycle.pitfalls_of(id))
        return [
            f"- {md.inside(anchor('pitfall', hole.id), hole.title)}: {md.text(hole.ask)}" for hole in holes
        ]

    def _pitfall_view(self, ids: tuple[str, ...]) -> list[str]:
        holes = (self._lifecycle.pitfalls[id] for id in ids if id in self._lifecycle.pitfalls)
        return [
            f"- **{md.inside(anchor('pitfall', hole.id), hole.title)}.** {md.text(hole.bites)} **{md.text(hole.ask)}**"
            for hole in holes
        ]

    def _board_view(self, _: tuple[str, ...]) -> list[str]:
        if self._handout.additions.board:
            return [md.inside("suggestions", "What the room suggested")]
        return ["*In the room, its suggestions stood here.*"]

    def _stage(self, id: str) -> str:
        return md.inside(anchor("stage", id), self._lifecycle.stages[id].name)

    def _stages(self, ids: Iterable[str]) -> str:
        return ", ".join(self._stage(id) for id in ids if id in self._lifecycle.stages) or "nothing"

    def _sources(self, ids: Iterable[str]) -> str:
        known = self._lifecycle.sources
        return "; ".join(md.inside(anchor("source", id), short_cite(known[id])) for id in ids if id in known)

    def _demo(self, id: str) -> str:
        titles = {part.demo.id: part.demo.title for part in self._handout.demos}
        return md.inside(anchor("demo", id), titles[id]) if id in titles else ""


def _facts(*facts: tuple[str, str]) -> Iterator[str]:
    """Labelled points of a list, but for those with nothing to say."""
    for label, said in facts:
        if said:
            yield f"- {label}: {said}"
