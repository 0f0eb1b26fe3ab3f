"""`holeout demo record`: keep how demos look, for the day when they cannot run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.cli import demo_shared as shared
from holeout.cli.output import tell
from holeout.problems import ExitCode, HoleoutError

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from holeout.demos.console import Console
    from holeout.demos.emulator import Size
    from holeout.demos.environment import Environments
    from holeout.demos.model import Demo
    from holeout.talk import Talk


def record(options: argparse.Namespace) -> int:
    """Run each demo and keep its recording, if it proved its point."""
    from holeout.demos.emulator import Size
    from holeout.demos.run import recording_path

    talk = shared.talk_of(options)
    demos = shared.chosen_demos(talk, options.ids)
    if options.output and len(demos) != 1:
        raise HoleoutError("one file holds one recording", "name one demo, or leave out --output")
    shared.ask_consent(talk, demos, agreed=options.agree)
    environments = shared.environments()
    size = Size(*options.size)
    console = _console(size, by_hand=options.by_hand)
    failed = 0
    for demo in demos:
        path = options.output or recording_path(demo)
        try:
            seconds = _record_one(talk, demo, environments, size, console, path)
            tell(f"{seconds:.1f} seconds in {path}")
        except HoleoutError as error:
            if len(demos) == 1:
                raise
            failed += 1
            tell(str(error))
    return ExitCode.PROBLEMS if failed else ExitCode.FINE


def _console(size: Size, *, by_hand: bool) -> Console | None:
    """Where somebody types by hand; None for nowhere."""
    from holeout.demos.console import Console

    if not by_hand:
        return None
    console = Console.own()
    if console.keys is None or console.size is None:
        raise HoleoutError("nobody can type here", "record in a terminal, or leave out --by-hand")
    if console.size.columns < size.columns or console.size.rows < size.rows:
        raise HoleoutError(
            f"this terminal is smaller than {size.columns}x{size.rows}", "enlarge it, or give --size"
        )
    return console


def _record_one(
    talk: Talk, demo: Demo, environments: Environments, size: Size, console: Console | None, path: Path
) -> float:
    """Record `demo` into `path`; the seconds of the recording."""
    from holeout.demos.cast import write_cast
    from holeout.demos.tame import tame
    from holeout.demos.trial import run_trial
    from holeout.files import told, write_atomically

    if demo.interactive and not demo.keys and console is None:
        raise HoleoutError(
            f"{demo.id} waits for keys", "record it --by-hand, or list its keys in [tool.holeout]"
        )
    python = shared.python_of(talk, demo, environments)
    try:
        trial = run_trial(demo, environments, python, size=size, console=console, by_hand=console is not None)
    except OSError as error:
        raise shared.unstarted(demo, error) from error
    if trial.fault:
        raise HoleoutError(
            f"{demo.id} was not recorded: {trial.fault}", "mend the demo, then record it again"
        )
    if word := trial.betrays():
        raise HoleoutError(
            f"{demo.id} was not recorded: it printed {word!r}, which is this machine's alone",
            "let the demo print no paths or names of its machine",
        )
    with told(path):
        write_atomically(path, write_cast(tame(trial.cast)))
    return trial.cast.duration
