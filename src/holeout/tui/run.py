"""From a talk to a running application, and back to the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.tui.app import HoleoutApp, Options
from holeout.tui.memory import Memory
from holeout.tui.navigation import open_target
from holeout.tui.services import Services

if TYPE_CHECKING:
    from holeout.talk import Talk


def run_app(talk: Talk, options: Options) -> int:
    """Run until the user leaves; returns the exit code."""
    app = HoleoutApp(talk, Services(talk), open_target, options, Memory.of_deck(talk.deck_path))
    app.run(mouse=True)
    return app.return_code or 0
