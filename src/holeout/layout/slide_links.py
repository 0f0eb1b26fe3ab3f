"""From what the talk knows to the slide that tells of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from holeout.deck.blocks import ViewKind
from holeout.layout.page import views_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from holeout.deck.model import Slide
    from holeout.lifecycle.model import Lifecycle, Pitfall


@dataclass(frozen=True, slots=True)
class SlideLink:
    """A slide, its index from 0. `exact` is False where it is only about the same stage."""

    index: int
    title: str
    exact: bool = True


def slide_about(pitfall: Pitfall, lifecycle: Lifecycle, slides: Iterable[Slide]) -> SlideLink | None:
    """The slide that shows `pitfall`, or its demo, or rests on its sources; else the first one of its stage."""
    incident = lifecycle.incidents.get(pitfall.incident)
    happened = incident.sources if incident else ()
    fits = ((_fit(slide, pitfall, happened), -slide.number, slide) for slide in slides)
    fit, _, best = max(fits, default=(0, 0, None))
    return SlideLink(best.number - 1, best.title, fit > _STAGE) if best and fit else None


def slide_of_stage(stage: str, slides: Iterable[Slide]) -> SlideLink | None:
    """The first slide of the stage with this id."""
    return next((SlideLink(each.number - 1, each.title) for each in slides if each.stage == stage), None)


def slides_citing(source: str, slides: Iterable[Slide]) -> list[SlideLink]:
    """The slides that name the source with this id."""
    return [
        SlideLink(each.number - 1, each.title)
        for each in slides
        if any(view.kind is ViewKind.SOURCES and source in view.target for view in views_of(each.blocks))
    ]


def shown_on(slide: Slide) -> tuple[str, str] | None:
    """What of the map a slide shows, as kind and id: a pitfall, a stage's pitfalls, or the map at a stage."""
    kinds = {ViewKind.PITFALL: "pitfall", ViewKind.PITFALLS: "stage", ViewKind.MAP: "map"}
    for kind, name in kinds.items():
        for view in views_of(slide.blocks):
            if view.kind is kind:
                return name, view.target[0] if view.target else slide.stage
    return None


_STAGE = 1


def _fit(slide: Slide, pitfall: Pitfall, happened: Sequence[str]) -> int:
    """How much a slide is about `pitfall`. What `happened` is told by fewer sources, so those weigh more."""
    named = {view.kind: view.target for view in views_of(slide.blocks)}
    if pitfall.id in named.get(ViewKind.PITFALL, ()):
        return 1000
    if pitfall.demo and pitfall.demo in named.get(ViewKind.DEMO, ()):
        return 500
    if slide.stage != pitfall.stage:
        return 0
    cited = set(named.get(ViewKind.SOURCES, ()))
    return _STAGE + len(cited & set(pitfall.sources)) + 2 * len(cited & set(happened))
