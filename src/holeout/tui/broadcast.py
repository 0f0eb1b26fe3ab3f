"""What the presenter publishes at each change: the whole state, public and private, as plain data. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holeout.deck.blocks import ViewKind
from holeout.layout.page import lay_out, views_of
from holeout.layout.pictures import Described
from holeout.layout.sent import sent_lines
from holeout.layout.styled import plain_text
from holeout.presenting.pace import Plan, spread
from holeout.themes.reading import packed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from holeout.deck.model import Slide
    from holeout.layout.laid_out import Page
    from holeout.layout.views import Surroundings
    from holeout.presenting.state import Presentation
    from holeout.talk import Talk

    TextOf = Callable[[int, int], str]
    """What the slide at an index shows at a step, as plain text."""
    PageAt = Callable[[int, int], Page]
    """The page of the slide at an index at a step, as the projector shows it."""

SIZE = (80, 24)
MOST_LINKS = 20
MOST_TITLES = 5_000
LONGEST_TITLE = 60
"""More of a deck's outline, in slides and in characters, is not sent: slides are found by number beyond."""


def published(
    talk: Talk,
    state: Presentation,
    text_of: TextOf,
    page_at: PageAt,
    now: float,
    *,
    duration: float | None = None,
    budgets: Sequence[float | None] = (),
    asking: bool = True,
    front: str = "",
) -> dict[str, Any]:
    """The state as the room takes it. `now` is the wall clock; budgets and duration are seconds.

    `front` is what stands before the slides on the projector, if anything does.
    """
    slide = talk.deck.slide(state.slide)
    shown = text_of(state.slide, state.step)
    duration = duration if duration is not None else talk.deck.info.duration
    return {
        "public": {
            **_position(talk, state, slide),
            **_stage(talk, slide.stage),
            "links": _links(talk, slide),
            "blank": state.blank,
            "asking": asking,
            "text": "" if state.blank else shown,
        },
        "private": {
            "notes": [{"text": note.text, "step": note.step} for note in slide.notes],
            "shown": shown,
            "front": front,
            **_page(page_at(state.slide, state.step)),
            **_next(talk, state, slide, text_of, page_at),
            **_clock(state, now, spread(budgets, duration), duration),
            "budget": slide.budget,
            "theme": packed(talk.theme),
        },
    }


def _position(talk: Talk, state: Presentation, slide: Slide) -> dict[str, Any]:
    return {
        "talk": talk.slug,
        "title": talk.title,
        "author": talk.deck.info.author,
        "slide": state.slide + 1,
        "slides": state.slides,
        "step": state.step,
        "steps": slide.steps,
        "slide_title": slide.title,
    }


def _stage(talk: Talk, id: str) -> dict[str, Any]:
    stage = talk.lifecycle.stages.get(id)
    pitfalls = talk.lifecycle.pitfalls_of(id) if stage else ()
    return {
        "stage": id,
        "stage_name": stage.name if stage else "",
        "pitfalls": [{"id": pitfall.id, "title": pitfall.title} for pitfall in pitfalls],
    }


def _links(talk: Talk, slide: Slide) -> list[dict[str, str]]:
    """What to read on: the sources that the slide names, and the tools that help at its stage."""
    known = talk.lifecycle
    named = [
        target for view in views_of(slide.blocks) if view.kind is ViewKind.SOURCES for target in view.target
    ]
    sources = [(known.sources[id].cite, known.sources[id].url) for id in named if id in known.sources]
    pitfalls = known.pitfalls_of(slide.stage) if slide.stage in known.stages else ()
    ids = dict.fromkeys(tool for pitfall in pitfalls for tool in pitfall.tools if tool in known.tools)
    tools = [(known.tools[id].name, known.tools[id].address) for id in ids]
    return [{"title": title, "url": url} for title, url in [*sources, *tools] if url][:MOST_LINKS]


def outline(talk: Talk) -> list[str]:
    """The titles of the talk's slides, as far as they are sent."""
    return [title[:LONGEST_TITLE] for title in talk.deck.titles()[:MOST_TITLES]]


def _page(page: Page) -> dict[str, Any]:
    return {"size": [page.width, page.height], "page": sent_lines(page.lines)}


def _next(talk: Talk, state: Presentation, slide: Slide, text_of: TextOf, page_at: PageAt) -> dict[str, Any]:
    if state.step + 1 < slide.steps:
        spot = (state.slide, state.step + 1)
        title = f"{slide.title} (step {state.step + 2} of {slide.steps})"
    elif state.slide + 1 < state.slides:
        spot = (state.slide + 1, 0)
        title = talk.deck.slide(state.slide + 1).title
    else:
        return {"next_title": "", "next_text": "", "next_page": []}
    return {
        "next_title": title,
        "next_text": text_of(*spot),
        "next_page": sent_lines(page_at(*spot).lines),
    }


def _clock(
    state: Presentation, now: float, budgets: Sequence[float] | None, duration: float | None
) -> dict[str, Any]:
    plan = Plan.of(state.slide, budgets, duration)
    return {
        "elapsed": state.clock.elapsed(now),
        "plan": {"total": plan.total, "begin": plan.begin, "end": plan.end},
        "running": state.clock.running,
        "started_at": state.clock.started,
        "at": now,
    }


def page_text(slide: Slide, step: int, around: Surroundings) -> str:
    """What the slide shows at `step`, as plain text of 80 columns: words for pictures, the address for its code."""
    around = replace(around, pictures=Described(around.pictures), join_code=())
    lines = [plain_text(line) for line in lay_out(slide, step, *SIZE, around, colored=False).lines]
    return "\n".join(lines).strip("\n")
