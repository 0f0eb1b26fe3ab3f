"""`holeout demo prepare`: fetch what demos need while there is a network, and prove that they run without one."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from holeout.cli import demo_shared as shared
from holeout.cli.output import tell
from holeout.problems import ExitCode, HoleoutError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from holeout.demos.environment import Environments
    from holeout.demos.model import Demo
    from holeout.talk import Talk


def prepare(options: argparse.Namespace) -> int:
    """Fetch what the demos need; with `--prove`, run each with the network cut."""
    from holeout.demos.disk import megabytes

    talk = shared.talk_of(options)
    demos = shared.chosen_demos(talk, options.ids)
    shared.ask_consent(talk, demos, agreed=options.agree)
    environments = shared.environments()
    ready = _prepare_each(demos, environments)
    environments.folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(environments.folder).free
    tell(
        f"{len(ready)} of {len(demos)} prepared: {megabytes(environments.total_size())} in {environments.folder},"
        f" {megabytes(free)} left on the disk"
    )
    proved = _prove_each(talk, ready, environments) if options.prove else len(ready)
    return ExitCode.FINE if proved == len(demos) else ExitCode.PROBLEMS


def _prepare_each(demos: Sequence[Demo], environments: Environments) -> list[Demo]:
    from holeout.demos.disk import megabytes

    ready = []
    for number, demo in enumerate(demos, 1):
        tell(f"{number}/{len(demos)} {demo.id}")
        try:
            made = environments.prepare(demo, lambda line: tell(f"    {line}"))
        except HoleoutError as error:
            tell(str(error))
        else:
            tell(f"    ready: {megabytes(made.size)}, {megabytes(made.added)} of them new")
            ready.append(demo)
    return ready


def _prove_each(talk: Talk, demos: Sequence[Demo], environments: Environments) -> int:
    """Run each of `demos`; how many printed the line that proves their point."""
    from holeout.demos.offline import network_cut
    from holeout.demos.trial import run_trial
    from holeout.demos.typist import UNWATCHED

    cut = network_cut()
    tell(
        "The network is cut for each:" if cut else "The network cannot be cut here, so it is there for each:"
    )
    proved = 0
    for number, demo in enumerate(demos, 1):
        try:
            python = shared.python_of(talk, demo, environments)
            trial = run_trial(demo, environments, python, within=cut, pause=UNWATCHED)
            said = trial.fault or f"{demo.proof!r} after {trial.seconds:.1f} seconds"
            proved += not trial.fault
        except (HoleoutError, OSError) as error:
            said = str(error)
        tell(f"{number}/{len(demos)} {demo.id}: {said}")
    tell(f"{proved} of {len(demos)} proved their point {'without a network' if cut else 'here'}")
    return proved
