"""What the presenter publishes at each change: the whole state, public and private, as plain data. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holeout.layout.page import lay_out
from holeout.layout.pictures import Described
from holeout.layout.styled import plain_text
from holeout.presenting.pace import pace, spread
from holeout.themes.reading import packed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from holeout.deck.model import Slide
    from holeout.layout.views import Surroundings
    from holeout.presenting.state import Presentation
    from holeout.talk import Talk

    TextOf = Callable[[int, int], str]
    """What the slide at an index shows at a step, as plain text."""

SIZE = (80, 24)


def published(
    talk: Talk,
    state: Presentation,
    text_of: TextOf,
    now: float,
    *,
    duration: float | None = None,
    budgets: Sequence[float | None] = (),
    asking: bool = True,
) -> dict[str, Any]:
    """The state as the room takes it. `now` is the wall clock; budgets and duration are seconds."""
    slide = talk.deck.slide(state.slide)
    shown = text_of(state.slide, state.step)
    duration = duration if duration is not None else talk.deck.info.duration
    return {
        "public": {
            **_position(talk, state, slide),
            **_stage(talk, slide.stage),
            "blank": state.blank,
            "asking": asking,
            "text": "" if state.blank else shown,
        },
        "private": {
            "notes": [{"text": note.text, "step": note.step} for note in slide.notes],
            "shown": shown,
            **_next(talk, state, slide, text_of),
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


def _next(talk: Talk, state: Presentation, slide: Slide, text_of: TextOf) -> dict[str, Any]:
    if state.step + 1 < slide.steps:
        title = f"{slide.title} (step {state.step + 2} of {slide.steps})"
        return {"next_title": title, "next_text": text_of(state.slide, state.step + 1)}
    if state.slide + 1 < state.slides:
        return {
            "next_title": talk.deck.slide(state.slide + 1).title,
            "next_text": text_of(state.slide + 1, 0),
        }
    return {"next_title": "", "next_text": ""}


def _clock(
    state: Presentation, now: float, budgets: Sequence[float] | None, duration: float | None
) -> dict[str, Any]:
    elapsed = state.clock.elapsed(now)
    found = pace(elapsed, state.slide, budgets, duration)
    return {
        "elapsed": elapsed,
        "remaining": found.remaining,
        "pace": found.behind,
        "pace_words": found.words,
        "running": state.clock.running,
        "started_at": state.clock.started,
        "at": now,
    }


def page_text(slide: Slide, step: int, around: Surroundings) -> str:
    """What the slide shows at `step`, as plain text of 80 columns, with descriptions in the place of pictures."""
    around = replace(around, pictures=Described(around.pictures))
    lines = [plain_text(line) for line in lay_out(slide, step, *SIZE, around, colored=False).lines]
    return "\n".join(lines).strip("\n")
