"""A demo under way, live or recorded. It lives on when its pane is taken off the screen."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from holeout.demos.best_emulator import open_emulator
from holeout.demos.emulator import Size
from holeout.demos.player import Player
from holeout.demos.process import Limits, Process
from holeout.demos.terminal import Terminal
from holeout.problems import HoleoutError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from holeout.demos.cast import Cast
    from holeout.demos.environment import Environments
    from holeout.demos.feed import Outcome
    from holeout.demos.model import Demo

USUAL = Size(80, 24)
INTERACTIVE_SECONDS = 3600.0


@dataclass(slots=True)
class DemoRun:
    """One start of a demo. `recorded` is the date of the recording that is shown, empty while it is live."""

    demo: Demo
    terminal: Terminal
    recorded: str = ""
    clock: Callable[[], float] = time.monotonic
    started: float = field(init=False)

    def __post_init__(self) -> None:
        self.started = self.clock()

    @property
    def live(self) -> bool:
        """Whether the tool itself is running, not a recording of it."""
        return not self.recorded

    @property
    def outcome(self) -> Outcome | None:
        """How it ended; None while it has not."""
        return self.terminal.outcome

    @property
    def seconds(self) -> float:
        """Since the start."""
        return self.clock() - self.started

    def stop(self) -> None:
        """Begin to end it, with everything that it started."""
        self.terminal.stop()

    def close(self) -> None:
        """End it and wait until nothing of it is left."""
        self.terminal.close()


def limits_of(demo: Demo, *, attended: bool = True) -> Limits:
    """What `demo` may use: one that waits for somebody's keys may wait long."""
    seconds = INTERACTIVE_SECONDS if demo.interactive and attended else max(120.0, demo.minutes * 60)
    return Limits(seconds=seconds)


def start_process(
    demo: Demo,
    environments: Environments,
    python: Path,
    size: Size = USUAL,
    *,
    within: Sequence[str] = (),
    attended: bool = True,
) -> Process:
    """Start `demo` with the interpreter of its environment. The text that runs is the text that was read.

    `within` is a command to run it in, such as one that cuts the network off. Raises OSError when the system has
    no process left.
    """
    name = f"{demo.id}.py"
    return Process(
        [*within, str(python), name],
        env=environments.run_env(python),
        size=size,
        files={name: demo.text},
        limits=limits_of(demo, attended=attended),
    )


def start_demo(demo: Demo, environments: Environments, python: Path, size: Size = USUAL) -> DemoRun:
    """Start `demo` for a pane. Ask for consent first. Raises OSError when the system has no process left."""
    return DemoRun(demo, Terminal(open_emulator(size), start_process(demo, environments, python, size)))


def replay_demo(demo: Demo, cast: Cast) -> DemoRun:
    """Play the recording of `demo` for a pane. Its `recorded` date must be shown beside it."""
    player = Terminal(open_emulator(cast.size), Player(cast.paced()))
    return DemoRun(demo, player, recorded=recorded_on(cast))


def recorded_on(cast: Cast) -> str:
    """The day of a recording, as it is shown."""
    return (
        datetime.fromtimestamp(cast.timestamp, UTC).date().isoformat() if cast.timestamp else "an unknown day"
    )


def recording_path(demo: Demo) -> Path:
    """Where the recording of `demo` lies, or would."""
    return Path(demo.path).with_suffix(".cast")


def recording_of(demo: Demo) -> Cast | None:
    """The recording that lies beside `demo`, if there is one. Raises HoleoutError when it is broken."""
    from holeout.demos.cast import read_cast  # noqa: PLC0415

    path = recording_path(demo)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeError) as error:
        raise HoleoutError(f"{path} cannot be read: {error}", "record the demo again") from error
    return read_cast(text, str(path))
