"""A talk from elsewhere whose demos need no packages, and environments in which everything is prepared."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from holeout.talk import Talk, load_talk
from holeout.tui.screens.demo_panel import DemoPanel
from holeout.tui.widgets.demo_head import DemoHead
from holeout.tui.widgets.terminal_pane import TerminalPane

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.pilot import Pilot

    from holeout.demos.model import Demo
    from holeout.tui.app import HoleoutApp

ROOT = Path(__file__).resolve().parents[2]
HEAD = '''# /// script
# requires-python = ">=3.11"
# dependencies = []
# [tool.uv]
# exclude-newer = "2026-11-01T00:00:00Z"
# [tool.holeout]
# interactive = {interactive}
# ///
"""{title}

Watch: one line.
"""
'''
TINY = 'print("it really ran")\n'


class Prepared:
    """Environments in which every demo is ready, with the interpreter that runs the tests."""

    def __init__(self, python: str | None = sys.executable) -> None:
        self.python = python
        self.asked = 0

    def python_of(self, _: Demo) -> Path | None:
        self.asked += 1
        return Path(self.python) if self.python else None

    def run_env(self, _: Path) -> dict[str, str]:
        return {"PATH": "/usr/bin:/bin", "TERM": "xterm-256color", "PYTHONUNBUFFERED": "1"}


def write_talk(
    folder: Path, slides: str, bodies: Mapping[str, str], *, interactive: bool = False, recorded: bool = True
) -> Talk:
    """A talk in `folder` with a demo for each of `bodies`, by id; the first has a recording."""
    (folder / "slides").mkdir(parents=True)
    (folder / "content" / "demos").mkdir(parents=True)
    (folder / "slides" / "talk.md").write_text(slides)
    (folder / "content" / "lifecycle.yaml").write_text("title: T\ntalk_date: '2026-01-01'\nstages: []\n")
    for id, body in bodies.items():
        head = HEAD.format(title=f"The {id} demo", interactive=str(interactive).lower())
        (folder / "content" / "demos" / f"{id}.py").write_text(head + body)
    if recorded:
        first = next(iter(bodies))
        shutil.copy(ROOT / "content/demos/green-server.cast", folder / f"content/demos/{first}.cast")
    return load_talk(folder)


def ready(app: HoleoutApp, environments: Prepared | None = None) -> Prepared:
    """Have `app` agree to every demo of its talk, and find their environments in `environments`."""
    chosen = environments or Prepared()
    app.services._environments = chosen  # type: ignore[assignment]
    for demo in app.talk.demos.values():
        app.services.consents.give(demo)
    return chosen


def said(app: HoleoutApp) -> str:
    """How a demo stands, as its head says."""
    head = app.screen.query_one(DemoHead)
    return "".join(segment.text for segment in head.render_line(head.size.height - 1))


def shown(app: HoleoutApp) -> str:
    """What the terminal on the screen shows; empty when it is not displayed."""
    panels = app.screen.query(DemoPanel)
    if not panels or not panels.first().display:
        return ""
    terminal = app.screen.query_one(TerminalPane).terminal
    return terminal.emulator.text() if terminal and not terminal.closed else ""


async def until(pilot: Pilot[None], condition: Callable[[], object]) -> None:
    """Wait for `condition`, ten seconds at most."""
    for _ in range(200):
        if condition():
            return
        await pilot.pause(0.05)
    raise AssertionError(f"it did not come to that; the head says {said(pilot.app)!r} on {pilot.app.screen}")
