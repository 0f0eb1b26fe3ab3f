"""What the verbs of `holeout demo` share: the talk, its demos, consent, and where demos find what they need."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from holeout.cli.output import tell
from holeout.problems import HoleoutError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from holeout.demos.environment import Environments
    from holeout.demos.model import Demo
    from holeout.talk import Talk


def talk_of(options: argparse.Namespace) -> Talk:
    """The talk that `--talk` names. Raises HoleoutError when there is none."""
    from holeout.talk import load_talk

    return load_talk(options.talk)


def chosen_demos(talk: Talk, ids: Sequence[str]) -> list[Demo]:
    """The demos called `ids`, or all. Raises HoleoutError for one that is not there, or is broken."""
    return [demo_of(talk, id) for id in ids] if ids else list(talk.demos.values())


def demo_of(talk: Talk, id: str) -> Demo:
    """The demo called `id`. Raises HoleoutError when it is not there, or is broken."""
    from difflib import get_close_matches

    if demo := talk.demos.get(id):
        return demo
    problems = tuple(problem for problem in talk.errors() if Path(problem.path).name == f"{id}.py")
    if problems:
        raise HoleoutError(f"{id} has problems", "mend them and try again", problems)
    near = get_close_matches(id, talk.demos, 1)
    hint = f"did you mean {near[0]}?" if near else "`holeout demo list` names them"
    raise HoleoutError(f"there is no demo {id!r}", hint)


def environments() -> Environments:
    """Where demos find what they need. Raises HoleoutError where there is no uv."""
    from holeout.demos.environment import Environments

    return Environments()


def python_of(talk: Talk, demo: Demo, found_in: Environments) -> Path:
    """The interpreter that `demo` runs with. Raises HoleoutError when the demo cannot be run here and now."""
    import shutil

    for program in demo.needs:
        if shutil.which(program) is None:
            raise HoleoutError(
                f"{demo.id} needs the program {program}", f"install {program}, then run the demo again"
            )
    python = found_in.python_of(demo)
    if python is None:
        raise HoleoutError(
            f"{demo.id} is not prepared",
            f"fetch what it needs with `holeout demo prepare {_named(talk, demo)}`",
        )
    return python


@contextmanager
def offering_recording(talk: Talk, demo: Demo) -> Iterator[None]:
    """Whatever keeps `demo` from running: say that its recording can be played all the same, where there is one."""
    from holeout.demos.run import recording_path

    try:
        yield
    except HoleoutError as error:
        if recording_path(demo).is_file():
            play = f"`holeout demo run {_named(talk, demo)} --recording` plays its recording"
            error.hint = f"{error.hint}; {play}"
        raise


def _named(talk: Talk, demo: Demo) -> str:
    import shlex

    return demo.id if talk.bundled else f"{demo.id} --talk {shlex.quote(str(talk.path))}"


def ask_consent(talk: Talk, demos: Sequence[Demo], *, agreed: bool) -> None:
    """Let the person agree to demos that did not come with the program. Raises HoleoutError if they do not."""
    from holeout.demos.consent import Consents, may_run

    consents = Consents()
    for demo in demos:
        if may_run(demo, bundled=talk.bundled, consents=consents):
            continue
        if not agreed and not _agrees(demo):
            raise HoleoutError(
                f"{demo.id} was not run: it is a program of somebody else's talk, and would run as you",
                f"read {demo.path}, then say --agree if you trust it",
            )
        consents.give(demo)


def _agrees(demo: Demo) -> bool:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    tell(f"{demo.path} is a program of a talk that did not come with holeout.")
    tell(
        f"It would run on this machine, as you, with {', '.join(demo.requires) or 'nothing else'}. Read it first."
    )
    print("Run it? [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def unstarted(demo: Demo, error: OSError) -> HoleoutError:
    """What to say when the system has no process left for `demo`."""
    return HoleoutError(f"{demo.id} cannot be started: {error.strerror}", "close something, then try again")
