"""`holeout demo`: the demos without the slides."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from holeout.cli.arguments import Subparsers, add_command, size
from holeout.problems import ExitCode, HoleoutError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from holeout.demos.console import Console
    from holeout.demos.environment import Environments
    from holeout.demos.model import Demo
    from holeout.demos.process import Process
    from holeout.talk import Talk

EXAMPLES = """\
  holeout demo list                       what there is, and what is ready for a room with no network
  holeout demo prepare                    fetch everything, before you travel
  holeout demo run green-server           run one here
  holeout demo record green-server        keep how it looks, for the day when it cannot run
"""


def add_to(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    command = add_command(subparsers, "demo", _list, "list, prepare, run and record the demos", EXAMPLES)
    verbs = command.add_subparsers(title="what to do", metavar="VERB", required=True)
    listing = _verb(verbs, "list", _list, "the demos, and whether they are prepared", "  holeout demo list")
    listing.add_argument("--format", choices=("text", "json"), default="text", help="how to print (text)")
    prepare = _verb(
        verbs, "prepare", _prepare, "fetch what demos need", "  holeout demo prepare green-server"
    )
    prepare.add_argument("ids", nargs="*", metavar="ID", help="demos; default: all")
    _add_agree(prepare)
    run = _verb(verbs, "run", _run, "run a demo here", "  holeout demo run green-server")
    run.add_argument("id", metavar="ID", help="the demo")
    run.add_argument("--recording", action="store_true", help="play its recording instead")
    _add_agree(run)
    record = _verb(
        verbs, "record", _record, "run a demo and keep a recording", "  holeout demo record green-server"
    )
    record.add_argument("id", metavar="ID", help="the demo")
    record.add_argument(
        "--output", "-o", metavar="FILE", type=Path, help="where to (beside the demo, as ID.cast)"
    )
    record.add_argument("--size", metavar="WxH", type=size, default=(80, 24), help="of the terminal (80x24)")
    _add_agree(record)


def _verb(
    verbs: Subparsers[argparse.ArgumentParser], name: str, run: Any, summary: str, examples: str
) -> argparse.ArgumentParser:
    verb = add_command(verbs, name, run, summary, f"{examples}\n")
    verb.add_argument(
        "--talk", metavar="PATH", help="a folder with slides/ and content/; default: the bundled talk"
    )
    return verb


def _add_agree(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--agree",
        action="store_true",
        help="you have read the demo and agree that it runs as you on this machine",
    )


def _list(options: argparse.Namespace) -> int:
    from concurrent.futures import ThreadPoolExecutor

    demos = list(_talk(options).demos.values())
    environments = _environments()
    with ThreadPoolExecutor(4) as pool:
        prepared = list(pool.map(environments.prepared, demos))
    rows = [_row(demo, ready) for demo, ready in zip(demos, prepared, strict=True)]
    if options.format == "json":
        import json

        print(json.dumps(rows, indent=2, ensure_ascii=False))
        return ExitCode.FINE
    width = max((len(demo.id) for demo in demos), default=0)
    for demo, row in zip(demos, rows, strict=True):
        print(f"{demo.id:{width}}  {_state(row):12}  {demo.stage:10}  {demo.title}")
    if not demos:
        _tell("this talk has no demos")
    return ExitCode.FINE


def _row(demo: Demo, prepared: bool) -> dict[str, Any]:
    names = ("id", "title", "watch", "stage", "pitfall", "tool", "minutes", "interactive", "program", "path")
    return {
        **{name: getattr(demo, name) for name in names},
        "requires": list(demo.requires),
        "needs": list(demo.needs),
        "prepared": prepared,
        "recorded": Path(demo.path).with_suffix(".cast").is_file(),
    }


def _state(row: dict[str, Any]) -> str:
    return "ready" if row["prepared"] else "recorded" if row["recorded"] else "not prepared"


def _prepare(options: argparse.Namespace) -> int:
    talk = _talk(options)
    demos = [_demo(talk, id) for id in options.ids] if options.ids else list(talk.demos.values())
    _ask_consent(talk, demos, agreed=options.agree)
    environments = _environments()
    failed = 0
    for number, demo in enumerate(demos, 1):
        _tell(f"{number}/{len(demos)} {demo.id}")
        try:
            environments.prepare(demo, lambda line: _tell(f"    {line}"))
        except HoleoutError as error:
            failed += 1
            _tell(str(error))
    total = environments.total_size() / 1e6
    _tell(f"{len(demos) - failed} of {len(demos)} prepared; {total:,.0f} MB in {environments.folder}")
    return ExitCode.PROBLEMS if failed else ExitCode.FINE


def _run(options: argparse.Namespace) -> int:
    from holeout.demos.console import Console, run_in_console

    talk = _talk(options)
    demo = _demo(talk, options.id)
    console = Console.own()
    if options.recording:
        return _play(demo, console)
    process = _start(talk, demo, console, options)
    if console.keys is not None and demo.interactive:
        _tell("(ctrl+] ends the demo)")
    outcome = run_in_console(process, console)
    if outcome.message:
        _tell(outcome.message)
    return outcome.code


def _play(demo: Demo, console: Console) -> int:
    from holeout.demos.console import play_in_console
    from holeout.demos.run import recorded_on, recording_of

    cast = recording_of(demo)
    if cast is None:
        raise HoleoutError(f"{demo.id} has no recording", f"make one with `holeout demo record {demo.id}`")
    _tell(f"RECORDED on {recorded_on(cast)}, not running now")
    play_in_console(cast.paced(), console)
    return ExitCode.FINE


def _record(options: argparse.Namespace) -> int:
    import time

    from holeout.demos.cast import Recorder, write_cast
    from holeout.demos.console import Console, run_in_console
    from holeout.demos.emulator import Size
    from holeout.files import write_atomically

    talk = _talk(options)
    demo = _demo(talk, options.id)
    console = Console.own()
    wanted = Size(*options.size)
    if console.size and (console.size.columns < wanted.columns or console.size.rows < wanted.rows):
        raise HoleoutError(
            f"this terminal is smaller than {wanted.columns}x{wanted.rows}", "enlarge it, or give --size"
        )
    process = _start(talk, demo, console, options, wanted)
    recorder = Recorder(wanted, time.monotonic, title=demo.title, timestamp=int(time.time()))
    outcome = run_in_console(process, console._replace(fixed=True), recorder)
    cast = recorder.finish(outcome)
    said = "".join(event.data for event in cast.events)
    if outcome.code != 0 or demo.proof not in said:
        reason = outcome.message or (
            f"it ended with exit code {outcome.code}" if outcome.code else "it proves nothing"
        )
        raise HoleoutError(f"{demo.id} was not recorded: {reason}", "mend the demo, then record it again")
    path = options.output or Path(demo.path).with_suffix(".cast")
    try:
        write_atomically(path, write_cast(cast))
    except OSError as error:
        raise HoleoutError(
            f"{path} cannot be written: {error.strerror}", "choose a place with --output"
        ) from error
    _tell(f"{cast.duration:.1f} seconds in {path}")
    return ExitCode.FINE


def _start(
    talk: Talk, demo: Demo, console: Console, options: argparse.Namespace, wanted: Any = None
) -> Process:
    import shutil

    from holeout.demos.run import USUAL, start_process

    _ask_consent(talk, [demo], agreed=options.agree)
    for program in demo.needs:
        if shutil.which(program) is None:
            raise HoleoutError(
                f"{demo.id} needs the program {program}", f"install {program}, then run the demo again"
            )
    environments = _environments()
    python = environments.python_of(demo)
    if python is None:
        raise HoleoutError(
            f"{demo.id} is not prepared", f"fetch what it needs with `holeout demo prepare {demo.id}`"
        )
    try:
        return start_process(demo, environments, python, wanted or console.size or USUAL)
    except OSError as error:
        raise HoleoutError(
            f"{demo.id} cannot be started: {error.strerror}", "close something, then try again"
        ) from error


def _ask_consent(talk: Talk, demos: Sequence[Demo], *, agreed: bool) -> None:
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
    _tell(f"{demo.path} is a program of a talk that did not come with holeout.")
    _tell(
        f"It would run on this machine, as you, with {', '.join(demo.requires) or 'nothing else'}. Read it first."
    )
    print("Run it? [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _talk(options: argparse.Namespace) -> Talk:
    from holeout.talk import load_talk

    return load_talk(options.talk)


def _demo(talk: Talk, id: str) -> Demo:
    from difflib import get_close_matches

    if demo := talk.demos.get(id):
        return demo
    problems = tuple(problem for problem in talk.errors() if Path(problem.path).name == f"{id}.py")
    if problems:
        raise HoleoutError(f"{id} has problems", "mend them and try again", problems)
    near = get_close_matches(id, talk.demos, 1)
    hint = f"did you mean {near[0]}?" if near else "`holeout demo list` names them"
    raise HoleoutError(f"there is no demo {id!r}", hint)


def _environments() -> Environments:
    from holeout.demos.environment import Environments

    return Environments()


def _tell(text: str) -> None:
    print(text, file=sys.stderr)
