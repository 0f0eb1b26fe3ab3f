"""`holeout map`: straight to the lifecycle map, to one of its stages, or to a pitfall."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from holeout.cli.arguments import Subparsers, add_command, terminal
from holeout.cli.look import add_look
from holeout.cli.starting import start
from holeout.problems import ExitCode, HoleoutError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from holeout.layout.styled import Line
    from holeout.talk import Talk

EXAMPLES = """\
  holeout map              the whole lifecycle
  holeout map monitor      one stage with its pitfalls
  holeout map ship-skew    one pitfall: how it bites, what helps, and where that is from
  holeout map data | less  the same as plain text
  holeout map --tools      the tools at each stage, at the talk and since, and what lists of tools leave out
"""


def add_to(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    command = add_command(subparsers, "map", run, "open the lifecycle map, a stage or a pitfall", EXAMPLES)
    command.add_argument("page", nargs="?", default="", metavar="ID", help="a stage's or a pitfall's id")
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
    kind = _kind(talk, options.page)
    if options.tools:
        _print_tools(talk)
    elif not (terminal() and sys.stdout.isatty()):
        _print(talk, kind, options.page)
    else:
        return start(talk, options, opening=Target(kind, options.page))
    return ExitCode.FINE


def _kind(talk: Talk, page: str) -> str:
    """What `page` names. Raises HoleoutError when it is neither a stage nor a pitfall."""
    from difflib import get_close_matches

    lifecycle = talk.lifecycle
    if not page:
        return "map"
    if page in lifecycle.stages:
        return "stage"
    if page in lifecycle.pitfalls:
        return "pitfall"
    if "/" in page or page.endswith(".md"):
        raise HoleoutError(
            f"{page!r} is no stage or pitfall", f"another talk's map: holeout map --talk {page}"
        )
    near = get_close_matches(page, [*lifecycle.stages, *lifecycle.pitfalls], 1)
    raise HoleoutError(
        f"there is no stage or pitfall {page!r}",
        f"did you mean {near[0]}?" if near else "the stages are " + ", ".join(lifecycle.stages),
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


def _print(talk: Talk, kind: str, page: str, width: int = 80) -> None:
    from holeout.layout.lifecycle_map import MapState, draw_map
    from holeout.layout.lifecycle_pages import pitfall_page, stage_page

    lifecycle = talk.lifecycle
    if kind == "map":
        _print_lines(draw_map(lifecycle, MapState(), width, 200).lines)
        return
    entries = (
        stage_page(lifecycle, lifecycle.stages[page])
        if kind == "stage"
        else pitfall_page(lifecycle, lifecycle.pitfalls[page])
    )
    _print_lines([line for entry in entries for line in entry.draw(width)])


def _print_lines(lines: Sequence[Line]) -> None:
    from holeout.layout.styled import plain_text

    for line in lines:
        print(plain_text(line))
