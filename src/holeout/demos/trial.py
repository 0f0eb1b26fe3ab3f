"""A demo run from its start to its end with nobody in front of it: to record it, or to see that it proves its point."""

from __future__ import annotations

import getpass
import re
import socket
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from holeout.demos.cast import OUTPUT, Recorder
from holeout.demos.console import Console, run_in_console
from holeout.demos.run import USUAL, start_process
from holeout.demos.typist import WATCHED, Typist

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from holeout.demos.cast import Cast
    from holeout.demos.emulator import Size
    from holeout.demos.environment import Environments
    from holeout.demos.feed import Outcome
    from holeout.demos.model import Demo

_SEQUENCE = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of one run: how it ended, what was shown, and how long it took in seconds."""

    demo: Demo
    outcome: Outcome
    cast: Cast
    seconds: float

    @property
    def shown(self) -> str:
        """Everything that it printed, without control sequences."""
        return _SEQUENCE.sub("", "".join(event.data for event in self.cast.events if event.code == OUTPUT))

    @property
    def fault(self) -> str:
        """Why it proves nothing; empty when it ended well and printed the line that proves its point."""
        if self.outcome.code != 0:
            return self.outcome.message or f"it ended with exit code {self.outcome.code}"
        return "" if self.demo.proof in self.shown else f"it never said {self.demo.proof!r}"

    def betrays(self) -> str:
        """What in the recording belongs to this machine and its user alone; empty when nothing does."""
        words = {str(Path.home()), socket.gethostname(), getpass.getuser(), "holeout-demo-"} - {
            "root",
            "/root",
        }
        return next(
            (
                word
                for word in sorted(words)
                if len(word) > 1 and re.search(rf"\b{re.escape(word)}", self.shown)
            ),
            "",
        )


class Nowhere:
    """Takes what nobody wants to see."""

    def write(self, data: bytes) -> int:
        """Forget `data`."""
        return len(data)

    def flush(self) -> None:
        """Nothing is kept."""


def run_trial(
    demo: Demo,
    environments: Environments,
    python: Path,
    *,
    size: Size = USUAL,
    pause: float = WATCHED,
    within: Sequence[str] = (),
    console: Console | None = None,
    by_hand: bool = False,
    now: Callable[[], float] = time.time,
) -> Trial:
    """Run `demo`, typing the keys that it lists unless somebody does it `by_hand`, and record it.

    It is shown in `console`, or nowhere. Raises OSError when the system has no process left.
    """
    nowhere: Any = Nowhere()
    process = start_process(demo, environments, python, size, within=within, attended=by_hand)
    recorder = Recorder(size, time.monotonic, title=demo.title, timestamp=int(now()))
    began = time.monotonic()
    feed = process if by_hand else Typist(process, demo.keys, pause)
    shown_in = (console or Console(nowhere, size=size))._replace(fixed=True)
    outcome = run_in_console(feed, shown_in, recorder)
    return Trial(demo, outcome, recorder.finish(outcome), time.monotonic() - began)
