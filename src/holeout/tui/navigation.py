"""From a Target to the screen that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

    from holeout.layout.target import Target
    from holeout.tui.app import HoleoutApp


def first_screen() -> Screen[None]:
    """The slides, on which everything else is opened."""
    from holeout.tui.screens.slides import SlidesScreen  # noqa: PLC0415

    return SlidesScreen()


def open_target(app: HoleoutApp, target: Target) -> None:
    """Show what `target` names on top of what is there; the same page twice is not stacked."""
    if target.kind == "slide":
        _to_slide(app, int(target.id))
        return
    if target.kind == "url":
        app.open_url(target.id)
        return
    if target.kind == "map" and _back_to_map(app, target.id):
        return
    maker = _MAKERS.get(target.kind)
    if maker is None:
        return
    if getattr(app.screen, "target", None) == target:
        return
    screen = maker(app, target.id)
    if screen is None:
        app.notify(f"There is no {target.kind} {target.id}.", severity="warning", markup=False)
        return
    screen.target = target  # type: ignore[attr-defined]
    app.push_screen(screen)


def _to_slide(app: HoleoutApp, index: int) -> None:
    from holeout.tui.screens.slides import SlidesScreen  # noqa: PLC0415

    while len(app.screen_stack) > 1 and not isinstance(app.screen, SlidesScreen):
        app.pop_screen()
    app.drive("go_to", {"slide": index + 1})


def _back_to_map(app: HoleoutApp, stage: str) -> bool:
    """Leave what lies on top of the map, if it is open at all, and choose `stage` there."""
    from holeout.tui.screens.map import MapScreen  # noqa: PLC0415

    if not any(isinstance(screen, MapScreen) for screen in app.screen_stack):
        return False
    if isinstance(app.screen, MapScreen):
        return True
    while not isinstance(app.screen, MapScreen):
        app.pop_screen()
    if stage:
        app.screen.map.choose(stage)
    return True


def _map(app: HoleoutApp, stage: str) -> Screen[None]:
    from holeout.tui.screens.map import MapScreen  # noqa: PLC0415

    return MapScreen(stage)


def _stage(app: HoleoutApp, id: str) -> Screen[None] | None:
    from holeout.tui.screens.pages import StageScreen  # noqa: PLC0415

    stage = app.talk.lifecycle.stages.get(id)
    return StageScreen(stage) if stage else None


def _pitfall(app: HoleoutApp, id: str) -> Screen[None] | None:
    from holeout.tui.screens.pages import PitfallScreen  # noqa: PLC0415

    pitfall = app.talk.lifecycle.pitfalls.get(id)
    return PitfallScreen(pitfall) if pitfall else None


def _tool(app: HoleoutApp, id: str) -> Screen[None] | None:
    from holeout.tui.screens.pages import ToolScreen  # noqa: PLC0415

    tool = app.talk.lifecycle.tools.get(id)
    return ToolScreen(tool) if tool else None


def _source(app: HoleoutApp, id: str) -> Screen[None] | None:
    from holeout.tui.screens.pages import SourceScreen  # noqa: PLC0415

    source = app.talk.lifecycle.sources.get(id)
    return SourceScreen(source) if source else None


def _sources(app: HoleoutApp, slide: str) -> Screen[None]:
    from holeout.tui.screens.pages import SlideSourcesScreen  # noqa: PLC0415

    return SlideSourcesScreen(app.slide_at(int(slide)))


def _incident(app: HoleoutApp, id: str) -> Screen[None] | None:
    from holeout.tui.screens.pages import IncidentScreen  # noqa: PLC0415

    incident = app.talk.lifecycle.incidents.get(id)
    return IncidentScreen(incident) if incident else None


def _favourites(app: HoleoutApp, _: str) -> Screen[None]:
    from holeout.tui.screens.favourites import FavouritesScreen  # noqa: PLC0415

    return FavouritesScreen()


def _help(_: HoleoutApp, contexts: str) -> Screen[None]:
    from holeout.tui.screens.help import HelpScreen  # noqa: PLC0415

    return HelpScreen(tuple(contexts.split(",")) if contexts else ())


def _find(_: HoleoutApp, query: str) -> Screen[None]:
    from holeout.tui.screens.find import FindScreen  # noqa: PLC0415

    return FindScreen(query)


def _go_to(_: HoleoutApp, __: str) -> Screen[None]:
    from holeout.tui.screens.find import GoToScreen  # noqa: PLC0415

    return GoToScreen()


def _links(_: HoleoutApp, __: str) -> Screen[None]:
    from holeout.tui.screens.links import LinksScreen  # noqa: PLC0415

    return LinksScreen()


def _assess(_: HoleoutApp, opening: str) -> Screen[None]:
    from holeout.tui.screens.assess import AssessScreen  # noqa: PLC0415

    return AssessScreen(opening)


def _overview(_: HoleoutApp, __: str) -> Screen[None]:
    from holeout.tui.screens.overview import OverviewScreen  # noqa: PLC0415

    return OverviewScreen()


def _demos(_: HoleoutApp, __: str) -> Screen[None]:
    from holeout.tui.screens.demos import DemosScreen  # noqa: PLC0415

    return DemosScreen()


def _demo(app: HoleoutApp, id: str) -> Screen[None] | None:
    from holeout.tui.screens.demo import DemoScreen  # noqa: PLC0415

    demo = app.talk.demos.get(id)
    return DemoScreen(demo) if demo else None


_MAKERS: dict[str, Callable[[HoleoutApp, str], Screen[None] | None]] = {
    "map": _map,
    "stage": _stage,
    "pitfall": _pitfall,
    "tool": _tool,
    "source": _source,
    "sources": _sources,
    "incident": _incident,
    "favourites": _favourites,
    "help": _help,
    "find": _find,
    "go_to": _go_to,
    "links": _links,
    "overview": _overview,
    "assess": _assess,
    "demos": _demos,
    "demo": _demo,
}
