"""A stage's page and a pitfall's page: how it bites, what to ask, what really happened, what helps, and sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from holeout.layout.entries import GAP, Entry, heading, labelled, prose, row, subheading
from holeout.layout.map_columns import ROOM, YOURS
from holeout.layout.map_detail import edges_in_words
from holeout.layout.source_pages import incident_row, source_rows
from holeout.layout.styled import MUTED, Piece, Role, Style
from holeout.layout.target import Target
from holeout.layout.tool_pages import tool_page, tool_row
from holeout.phrases import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holeout.layout.slide_links import SlideLink
    from holeout.lifecycle.model import Lifecycle, Pitfall, Stage, Tool

KEY = Style(Role.BAR_KEY, bold=True)


@dataclass(frozen=True, slots=True)
class Around:
    """What a page tells beside the lifecycle: its slide, and what people like there, as tool and why."""

    slide: SlideLink | None = None
    favourites: Sequence[tuple[str, str]] = ()
    suggestions: Sequence[tuple[str, str, int]] = ()
    """From the room, with how many voices each has."""


ALONE = Around()


def stage_page(lifecycle: Lifecycle, stage: Stage, around: Around = ALONE) -> list[Entry]:
    """The page of `stage`: its question, its pitfalls to choose from, what people like, and how it hangs together."""
    pitfalls = enumerate(lifecycle.pitfalls_of(stage.id), 1)
    return [
        heading(f"{stage.number}  {stage.name}", f"forgotten: {stage.forgotten}"),
        prose(stage.question, Style(Role.HEADING)),
        subheading("The holes here"),
        *(pitfall_row(lifecycle, pitfall, str(number)) for number, pitfall in pitfalls),
        *_liked(around),
        *([subheading("On the slides"), _slide_row(around.slide)] if around.slide else []),
        subheading("How it hangs together"),
        labelled("needs", "; ".join(stage.inputs)),
        labelled("gives", "; ".join(stage.outputs)),
        labelled("who", "; ".join(stage.who)),
        *(labelled(label, names) for label, names in edges_in_words(lifecycle, stage).items()),
        labelled("forgotten", f"{stage.forgotten}. {stage.why_forgotten}"),
        *source_rows(lifecycle, stage.sources),
    ]


def pitfall_row(lifecycle: Lifecycle, pitfall: Pitfall, number: str = "") -> Entry:
    """A pitfall to choose, by arrow keys or by its number."""
    demo = [Piece("▶ ", Style(Role.GOOD))] if pitfall.demo in lifecycle.demos else []
    rating = Piece(f"severity {pitfall.severity} likelihood {pitfall.likelihood}", MUTED)
    counted = [Piece(f"{number} ", KEY), Piece(" ")] if number else []
    return row(
        [*counted, Piece("● ", Style(Role.ACCENT)), Piece(pitfall.title, Style(bold=True))],
        [*demo, rating],
        pitfall.ask,
        Target("pitfall", pitfall.id),
    )


def _liked(around: Around) -> list[Entry]:
    """One's own favourites at this stage, and what the room suggests."""
    entries = []
    if around.favourites:
        star = Piece(f"{YOURS} ", Style(Role.ACCENT))
        rows = [
            row([star, Piece(tool, Style(bold=True))], (), why, Target("favourites", ""))
            for tool, why in around.favourites
        ]
        entries += [subheading("Your favourites"), *rows]
    if around.suggestions:
        pen = Piece(f"{ROOM} ", Style(Role.LINK))
        rows = [
            row([pen, Piece(tool, Style(bold=True))], [Piece(counted(voices, "voice"), MUTED)], why)
            for tool, why, voices in around.suggestions
        ]
        entries += [subheading("From the room"), *rows]
    return entries


def pitfall_page(lifecycle: Lifecycle, pitfall: Pitfall, around: Around = ALONE) -> list[Entry]:
    """The page of `pitfall`: the hole, the question to ask, what really happened, what helps, and sources."""
    stage = lifecycle.stages.get(pitfall.stage)
    rating = f"severity {pitfall.severity} of 5, likelihood {pitfall.likelihood} of 5 (our judgement)"
    entries = [
        heading(pitfall.title, f"{stage.number} {stage.name}" if stage else ""),
        prose(rating, MUTED),
        GAP,
        labelled("bites", pitfall.bites),
        labelled("symptom", pitfall.symptom),
        labelled("ask", pitfall.ask, style=Style(Role.ACCENT, bold=True)),
    ]
    if incident := lifecycle.incidents.get(pitfall.incident):
        entries += [subheading("It really happened"), incident_row(lifecycle, incident)]
    seen = [_demo_row(pitfall.demo)] if pitfall.demo in lifecycle.demos else []
    seen += [_slide_row(around.slide)] if around.slide else []
    entries += [subheading("See it"), *seen] if seen else []
    if tools := [lifecycle.tools[id] for id in pitfall.tools if id in lifecycle.tools]:
        entries += [subheading("What helps"), *(tool_row(lifecycle, tool) for tool in tools)]
    entries += [subheading("Why this rating"), prose(pitfall.why)]
    return entries + source_rows(lifecycle, pitfall.sources)


def _demo_row(demo: str) -> Entry:
    words = [Piece("▶ ", Style(Role.GOOD)), Piece("Run the demo", Style(Role.GOOD, bold=True))]
    return row(words, [Piece(f"{demo} ", MUTED), Piece(" d ", KEY)], "", Target("demo", demo))


def _slide_row(slide: SlideLink) -> Entry:
    words = "Slide" if slide.exact else "The stage's slide"
    return row(
        [Piece("▤ ", Style(Role.LINK)), Piece(f"{words} {slide.index + 1}: {slide.title}", Style(bold=True))],
        [Piece(" s ", KEY)],
        "",
        Target("slide", str(slide.index)),
    )


def tool_page_of(lifecycle: Lifecycle, tool: Tool) -> list[Entry]:
    """The page of `tool`, with the pitfalls that it helps against."""
    holes = [
        pitfall_row(lifecycle, pitfall) for pitfall in lifecycle.pitfalls.values() if tool.id in pitfall.tools
    ]
    return tool_page(lifecycle, tool, holes)
