"""From a talk to a running application, and back to the shell."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from holeout.kept.memory import Memory
from holeout.tui import navigation
from holeout.tui.app import HoleoutApp
from holeout.tui.page_cache import PageCache
from holeout.tui.services import Services

if TYPE_CHECKING:
    from collections.abc import Callable

    from holeout.presenting.rehearsal import Record
    from holeout.talk import Talk
    from holeout.tui.options import Options


def load_ahead(talk: Talk) -> None:
    """Have at hand what the first screen will ask for: for whoever still waits for its page."""
    for module in (
        "holeout.tui.screens.slides",
        "textual.layouts.horizontal",
        "textual.pilot",
        "textual.scrollbar",
    ):
        import_module(module)
    _ = talk.fingerprint


def run_app(talk: Talk, options: Options) -> int:
    """Run until the user leaves; returns the exit code."""
    return _run(_app(talk, options))


def rehearse(talk: Talk, options: Options, keep: Callable[[Record], None]) -> tuple[int, Record]:
    """Run from the first slide with a clock for each; returns the exit code and the times, as far as they were kept."""
    from holeout.tui.rehearsing import Rehearsing  # noqa: PLC0415  (only a rehearsal needs it)

    # It neither begins where the talk was left nor changes that.
    app = HoleoutApp(talk, Services(talk), navigation, options)
    app.rehearsing = Rehearsing(app, keep)
    code = _run(app)
    return code, app.rehearsing.finished()


def _app(talk: Talk, options: Options) -> HoleoutApp:
    memory, front = (
        Memory.of_deck(talk.deck_path, presenting=options.presenting),
        PageCache.of_talk(talk).front(),
    )
    return HoleoutApp(talk, Services(talk), navigation, options, memory, front=front)


def _run(app: HoleoutApp) -> int:
    app.fit_colors(monochrome=app.options.monochrome)
    app.run(mouse=app.options.mouse)
    return app.return_code or 0
