"""`holeout demo`: the demos without the slides."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from holeout.cli import demo_shared as shared
from holeout.cli.arguments import Subparsers, add_command, size
from holeout.cli.output import print_json, tell
from holeout.problems import ExitCode, HoleoutError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from holeout.demos.console import Console
    from holeout.demos.feed import Feed
    from holeout.demos.model import Demo
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
    _add_prepare(verbs)
    run = _verb(verbs, "run", _run, "run a demo here", "  holeout demo run green-server")
    run.add_argument("id", metavar="ID", help="the demo")
    run.add_argument("--recording", action="store_true", help="play its recording instead")
    _add_agree(run)
    _add_record(verbs)


def _add_prepare(verbs: Subparsers[argparse.ArgumentParser]) -> None:
    prepare = _verb(
        verbs,
        "prepare",
        _prepare,
        "fetch what demos need",
        "  holeout demo prepare green-server\n  holeout demo prepare --prove        then run each with the network cut",
    )
    prepare.add_argument("ids", nargs="*", metavar="ID", help="demos; default: all")
    prepare.add_argument(
        "--prove",
        action="store_true",
        help="then run each without a network, and look for the line that proves it",
    )
    _add_agree(prepare)


def _add_record(verbs: Subparsers[argparse.ArgumentParser]) -> None:
    record = _verb(
        verbs, "record", _record, "run demos and keep recordings", "  holeout demo record green-server"
    )
    record.add_argument("ids", nargs="*", metavar="ID", help="demos; default: all")
    record.add_argument(
        "--output", "-o", metavar="FILE", type=Path, help="where to (beside the demo, as ID.cast)"
    )
    record.add_argument("--size", metavar="WxH", type=size, default=(80, 24), help="of the terminal (80x24)")
    record.add_argument(
        "--by-hand", action="store_true", help="you type; otherwise the keys are typed that the demo lists"
    )
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


def _prepare(options: argparse.Namespace) -> int:
    from holeout.cli.demo_prepare import prepare

    return prepare(options)


def _record(options: argparse.Namespace) -> int:
    from holeout.cli.demo_record import record

    return record(options)


def _list(options: argparse.Namespace) -> int:
    demos = list(shared.talk_of(options).demos.values())
    rows = [_row(demo, size) for demo, size in zip(demos, _sizes(demos), strict=True)]
    if options.format == "json":
        print_json(rows)
        return ExitCode.FINE
    width = max((len(demo.id) for demo in demos), default=0)
    for demo, row in zip(demos, rows, strict=True):
        print(f"{demo.id:{width}}  {_state(row):12}  {_size(row):>6}  {demo.stage:10}  {demo.title}")
    tell(_legend(rows) if demos else "this talk has no demos")
    return ExitCode.FINE


def _sizes(demos: Sequence[Demo]) -> list[int | None]:
    """Bytes of the environment of each; None of one that is not prepared. What keeps all from being so is told."""
    from concurrent.futures import ThreadPoolExecutor

    try:
        environments = shared.environments()
        with ThreadPoolExecutor(4) as pool:
            prepared = list(pool.map(environments.prepared, demos))
    except HoleoutError as error:
        tell(str(error))
        return [None] * len(demos)
    return [environments.size(demo) if ready else None for demo, ready in zip(demos, prepared, strict=True)]


def _row(demo: Demo, size: int | None) -> dict[str, Any]:
    from holeout.demos.run import recording_path

    names = ("id", "title", "watch", "stage", "pitfall", "tool", "minutes", "interactive", "program", "path")
    return {
        **{name: getattr(demo, name) for name in names},
        "requires": list(demo.requires),
        "needs": list(demo.needs),
        "prepared": size is not None,
        "bytes": size,
        "recorded": recording_path(demo).is_file(),
    }


def _state(row: dict[str, Any]) -> str:
    return "prepared" if row["prepared"] else "not prepared"


def _legend(rows: list[dict[str, Any]]) -> str:
    """How many are ready for a room with no network, and what becomes of the others."""
    missing = [row for row in rows if not row["prepared"]]
    told = f"{len(rows) - len(missing)} of {len(rows)} prepared"
    if not missing:
        return told
    recorded = sum(row["recorded"] for row in missing)
    return (
        f"{told}; `holeout demo prepare` fetches what the others need."
        f" Until then {recorded} of them can be shown as recordings."
    )


def _size(row: dict[str, Any]) -> str:
    from holeout.demos.disk import megabytes

    return megabytes(row["bytes"]) if row["bytes"] else ""


def _run(options: argparse.Namespace) -> int:
    from holeout.demos.console import Console, run_in_console

    talk = shared.talk_of(options)
    demo = shared.demo_of(talk, options.id)
    console = Console.own()
    if options.recording:
        return _play(demo, console)
    shared.ask_consent(talk, [demo], agreed=options.agree)
    process = _start(talk, demo, console)
    if console.keys is not None and demo.interactive:
        tell("(ctrl+] ends the demo)")
    outcome = run_in_console(process, console)
    if outcome.message:
        tell(outcome.message)
    return outcome.code


def _start(talk: Talk, demo: Demo, console: Console) -> Feed:
    from holeout.demos.run import USUAL, start_process
    from holeout.demos.typist import UNWATCHED, WATCHED, Typist

    with shared.offering_recording(talk, demo):
        environments = shared.environments()
        python = shared.python_of(talk, demo, environments)
    attended = console.keys is not None
    try:
        process = start_process(demo, environments, python, console.size or USUAL, attended=attended)
    except OSError as error:
        raise shared.unstarted(demo, error) from error
    return process if attended else Typist(process, demo.keys, WATCHED if console.size else UNWATCHED)


def _play(demo: Demo, console: Console) -> int:
    from holeout.demos.console import play_in_console
    from holeout.demos.run import recorded_on, recording_of

    cast = recording_of(demo)
    if cast is None:
        raise HoleoutError(f"{demo.id} has no recording", f"make one with `holeout demo record {demo.id}`")
    tell(f"RECORDED on {recorded_on(cast)}, not running now")
    play_in_console(cast.paced(), console)
    return ExitCode.FINE
