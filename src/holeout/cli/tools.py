"""`holeout tools`: the catalogue of tools, and what the package index says of them today."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from holeout.cli.arguments import Subparsers, add_command
from holeout.cli.output import print_json, tell, write
from holeout.problems import ExitCode, HoleoutError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from holeout.catalogue.state import Found
    from holeout.lifecycle.model import Tool
    from holeout.talk import Talk

EXAMPLES = """\
  holeout tools list
  holeout tools refresh mlflow evidently > tools.diff
"""
_LIST = """\
  holeout tools list                    every tool with its licence and when it was seen alive
  holeout tools list --stage monitor    those that help at one stage
  holeout tools list --format json
"""
_REFRESH = """\
  holeout tools refresh mlflow evidently      ask about two, print what would change
  holeout tools refresh -o tools.diff         ask about all, a few at a time
  git apply tools.diff                        once you have read it

pip is asked, so its configuration, proxies and certificates hold. Interrupt it when you like: what was answered
is remembered for a day, and the next run goes on from there. content/tools.yaml itself is not changed.
"""
FILE = "content/tools.yaml"
FEW = 20
"""So many ids are listed for whoever misspelt one."""


def add_to(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    """Describe the command and its own commands."""
    import argparse

    whole = subparsers.add_parser(
        "tools",
        help="the tools that the talk names, and their newest releases",
        description="List the talk's tools, or look their releases up.",
        epilog=f"examples:\n{EXAMPLES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = whole.add_subparsers(title="commands", metavar="COMMAND", required=True)
    listing = add_command(commands, "list", _list, "print the tools that the talk names", _LIST)
    listing.add_argument("--stage", metavar="ID", help="only those that help at this stage")
    listing.add_argument("--format", choices=("text", "json"), default="text", help="how to print")
    refresh = add_command(
        commands, "refresh", _refresh, "ask for newer releases and propose the changes as a diff", _REFRESH
    )
    refresh.add_argument(
        "tools", nargs="*", metavar="ID", help="a tool's id; default: every tool with a package"
    )
    refresh.add_argument(
        "-o", "--output", type=Path, metavar="OUT", help="write the diff to OUT (default: print)"
    )
    refresh.add_argument(
        "--batch", type=_count, default=5, metavar="N", help="ask about so many, then pause (5)"
    )
    refresh.add_argument(
        "--pause", type=_seconds, default=2.0, metavar="SECONDS", help="how long to pause (2)"
    )
    refresh.add_argument("--again", action="store_true", help="ask even about what was answered today")
    for command in (listing, refresh):
        command.add_argument(
            "--talk", metavar="TALK", help="a folder with slides/; default: the bundled talk"
        )


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise _bad(f"{text!r} is not a number from 1")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= 3600:
        raise _bad(f"{text!r} is not a time in seconds")
    return seconds


def _bad(message: str) -> Exception:
    import argparse

    return argparse.ArgumentTypeError(message)


def _list(options: argparse.Namespace) -> int:
    talk = _talk(options)
    stages = talk.lifecycle.stages
    if options.stage and options.stage not in stages:
        raise _unknown("stage", options.stage, list(stages))
    tools = [
        tool for tool in talk.lifecycle.tools.values() if not options.stage or options.stage in tool.stages
    ]
    if options.format == "json":
        print_json([_row(tool) for tool in tools])
        return ExitCode.FINE
    from holeout.layout.tool_pages import tool_standing

    names = max((len(tool.id) for tool in tools), default=0)
    standings = {tool.id: tool_standing(tool) for tool in tools}
    widest = max(map(len, standings.values()), default=0)
    for tool in tools:
        seen = f"{tool.facts.latest} (seen {tool.facts.seen})" if tool.facts.latest else ""
        print(f"{tool.id:<{names}}  {standings[tool.id]:<{widest}}  {seen}".rstrip())
    tell(f"{len(tools)} tools and methods")
    return ExitCode.FINE


def _row(tool: Tool) -> dict[str, Any]:
    from dataclasses import asdict

    row = asdict(tool)
    del row["place"]
    return row | {"kind": str(tool.kind)}


def _refresh(options: argparse.Namespace) -> int:
    talk = _talk(options)
    chosen = _chosen(talk, options.tools)
    found = _asked(talk, chosen, options)
    write(_proposal(talk, found), options.output)
    answered = sum(each.answered for each in found.values())
    tell(f"{answered} of {len(chosen)} answered")
    if answered < len(chosen):
        tell("run it again to go on from there")
    return ExitCode.FINE if answered == len(chosen) else ExitCode.PROBLEMS


def _chosen(talk: Talk, ids: Sequence[str]) -> list[Tool]:
    """The tools that are to be asked about: those named, or all that have a package."""
    tools = talk.lifecycle.tools
    for id in ids:
        if id not in tools:
            raise _unknown("tool", id, list(tools))
        if not tools[id].pypi:
            raise HoleoutError(
                f"{id} has no package to ask about", "holeout tools list --format json shows `pypi`"
            )
    return [tool for tool in tools.values() if tool.pypi and (not ids or tool.id in ids)]


def _asked(talk: Talk, tools: Sequence[Tool], options: argparse.Namespace) -> dict[str, Found]:
    """What the index says, by tool id; told as it comes in."""
    import time
    from contextlib import closing

    from holeout.catalogue.asking import PipIndex
    from holeout.catalogue.refreshing import ask_all
    from holeout.catalogue.state import State
    from holeout.folders import cache_folder

    state = State(cache_folder() / "tools" / f"{talk.slug}.json", again=options.again)
    found: dict[str, Found] = {}
    with closing(PipIndex()) as index:
        answers = ask_all(
            tools, index, state, time.time, time.sleep, batch=options.batch, pause=options.pause
        )
        for tool, each in answers:
            found[tool.id] = each
            said = " ".join(part for part in (each.latest, each.latest_date, each.licence) if part)
            tell(f"{len(found)}/{len(tools)} {tool.pypi}: {said or each.problem}")
    return found


def _proposal(talk: Talk, found: dict[str, Found]) -> str:
    """What would change in the talk's own file, as a diff."""
    from datetime import UTC, datetime

    from holeout.catalogue.changing import changes_for
    from holeout.catalogue.editing import diff, edited

    if talk.content is None:
        raise HoleoutError(f"{talk.path} has no {FILE}", "name a talk with content: --talk FOLDER")
    days = {id: datetime.fromtimestamp(each.at, UTC).date().isoformat() for id, each in found.items()}
    before = (talk.content / "tools.yaml").read_bytes().decode("utf-8")
    changes = changes_for(found, talk.lifecycle.tools.values(), days)
    return diff(before, edited(before, changes, FILE), FILE)


def _talk(options: argparse.Namespace) -> Talk:
    from holeout.talk import load_talk

    talk = load_talk(options.talk)
    if not talk.lifecycle.tools:
        raise HoleoutError(f"{talk.title} names no tools", f"they stand in {FILE}")
    return talk


def _unknown(kind: str, id: str, known: Sequence[str]) -> HoleoutError:
    from difflib import get_close_matches

    near = get_close_matches(id, known, 1)
    named = f"known are {', '.join(known)}" if len(known) <= FEW else "holeout tools list"
    return HoleoutError(f"there is no {kind} {id!r}", f"did you mean {near[0]}?" if near else named)
