"""`holeout map`: straight to the lifecycle map, or to one of its stages."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from holeout.cli.arguments import Subparsers, add_command, terminal
from holeout.cli.starting import add_look, start
from holeout.problems import ExitCode, HoleoutError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from holeout.layout.styled import Line
    from holeout.talk import Talk

EXAMPLES = """\
  holeout map              the whole lifecycle
  holeout map monitor      one stage with its pitfalls
  holeout map data | less  the same as plain text
  holeout map --tools      the tools at each stage, at the talk and since, and what lists of tools leave out
"""


def add_to(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    command = add_command(subparsers, "map", run, "open the lifecycle map, or one stage of it", EXAMPLES)
    command.add_argument("stage", nargs="?", default="", metavar="STAGE", help="a stage's id")
    command.add_argument(
        "--tools", action="store_true", help="print the tools per stage, at the talk and since"
    )
    command.add_argument("--talk", metavar="TALK", help="a folder with slides/; default: the bundled talk")
    add_look(command)


def run(options: argparse.Namespace) -> int:
    """Open the map, or print it where there is no terminal to open it in."""
    from holeout.layout.target import Target
    from holeout.talk import load_talk

    talk = load_talk(options.talk)
    if options.stage:
        _known(talk, options.stage)
    if options.tools:
        _print_tools(talk)
        return ExitCode.FINE
    if not (terminal() and sys.stdout.isatty()):
        _print(talk, options.stage)
        return ExitCode.FINE
    target = Target("stage", options.stage) if options.stage else Target("map", "")
    return start(talk, options, opening=target)


def _known(talk: Talk, stage: str) -> None:
    from difflib import get_close_matches

    if stage not in talk.lifecycle.stages:
        near = get_close_matches(stage, talk.lifecycle.stages, 1)
        raise HoleoutError(
            f"there is no stage {stage!r}",
            f"did you mean {near[0]}?" if near else "the stages are " + ", ".join(talk.lifecycle.stages),
        )


def _print_tools(talk: Talk, width: int = 80) -> None:
    from holeout.layout.lifecycle_map import MapState, Shows, draw_map
    from holeout.layout.map_tools import tool_panel
    from holeout.layout.styled import EMPTY, text_line

    stages = len(talk.lifecycle.stages)
    question = talk.lifecycle.tool_lists.question if talk.lifecycle.tool_lists else ""
    picture = draw_map(talk.lifecycle, MapState(shows=Shows.TOOLS), width, stages + 1)
    _print_lines([*([text_line(question), EMPTY] if question else []), *picture.lines, EMPTY])
    _print_lines(tool_panel(talk.lifecycle, width, 200))


def _print(talk: Talk, stage: str, width: int = 80) -> None:
    from holeout.layout.lifecycle_map import MapState, draw_map
    from holeout.layout.lifecycle_pages import stage_page

    if stage:
        entries = stage_page(talk.lifecycle, talk.lifecycle.stages[stage])
        _print_lines([line for entry in entries for line in entry.draw(width)])
    else:
        _print_lines(draw_map(talk.lifecycle, MapState(), width, 200).lines)


def _print_lines(lines: Sequence[Line]) -> None:
    from holeout.layout.styled import plain_text

    for line in lines:
        print(plain_text(line))
