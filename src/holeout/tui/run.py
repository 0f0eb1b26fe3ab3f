"""From a talk to a running application, and back to the shell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from holeout.tui.app import HoleoutApp, Options
from holeout.tui.memory import Memory
from holeout.tui.navigation import open_target
from holeout.tui.page_cache import PageCache
from holeout.tui.services import Services

if TYPE_CHECKING:
    from holeout.presenting.rehearsal import Rehearsal
    from holeout.talk import Talk


def run_app(talk: Talk, options: Options) -> int:
    """Run until the user leaves; returns the exit code."""
    return _run(_app(talk, options))


def rehearse(talk: Talk, options: Options) -> tuple[int, Rehearsal]:
    """Run with a clock for each slide; returns the exit code and the times."""
    from holeout.presenting.rehearsal import Rehearsal  # noqa: PLC0415  (only a rehearsal needs it)

    app = _app(talk, replace(options, rehearsing=True, room=False))
    code = _run(app)
    rehearsal = app.rehearsal or Rehearsal({})
    return code, rehearsal.counted(app.now())


def _app(talk: Talk, options: Options) -> HoleoutApp:
    memory, front = Memory.of_deck(talk.deck_path), PageCache.of_talk(talk).front()
    return HoleoutApp(talk, Services(talk), open_target, options, memory, front=front)


def _run(app: HoleoutApp) -> int:
    app.fit_colors(monochrome=app.options.monochrome)
    app.run(mouse=app.options.mouse)
    return app.return_code or 0
