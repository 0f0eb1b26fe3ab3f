"""The command line: which command is meant, and how its end is told to the shell."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from holeout.problems import ExitCode, HoleoutError

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = (
    "read",
    "present",
    "notes",
    "rehearse",
    "map",
    "demo",
    "favourites",
    "room",
    "assess",
    "tools",
    "export",
    "check",
    "dump",
    "commands",
    "schema",
    "settings",
)
"""One module each, in the order of the help. A module's `add_to(subparsers)` describes its command."""

DESCRIPTION = """\
Give a talk from a terminal: slides, a map of the lifecycle, live demos and the audience's favourites.
Without a command, `holeout [TALK]` opens the talk to read alone."""
EXAMPLES = """\
examples:
  holeout                      read the talk that comes with the program
  holeout present              present it: slides only, clock running
  holeout present deck.md      present any Markdown deck
  holeout map monitor          straight to a stage of the map
  holeout check my-talk        find everything that is wrong with a talk
"""


def run() -> None:
    """The `holeout` program."""
    # Hardly anything that a start makes is garbage; the program's screen turns the collector on again.
    gc.disable()
    sys.exit(main(sys.argv[1:]))


def main(arguments: list[str]) -> int:
    """Run the command that `arguments` name; returns its exit code."""
    try:
        arguments = with_command(arguments)
        options = parser(arguments[:1]).parse_args(arguments)
        code: int = options.run(options)
        sys.stdout.flush()
    except HoleoutError as error:
        print(error, file=sys.stderr)
        return ExitCode.PROBLEMS
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of our output has gone; Python would complain once more when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    return code


def with_command(arguments: list[str]) -> list[str]:
    """`arguments` with the command `read` put in where none is named, so that `holeout deck.md` works."""
    first = next((argument for argument in arguments if not argument.startswith("-")), None)
    asks_help = any(argument in ("-h", "--help", "--version") for argument in arguments)
    if first in COMMANDS or (first is None and asks_help):
        return arguments
    return ["read", *arguments]


def parser(asked: Sequence[str] = ()) -> argparse.ArgumentParser:
    """The command line, for parsing, help and completion: whole, or with the one command that was `asked` for."""
    whole = argparse.ArgumentParser(
        prog="holeout",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    whole.add_argument("--version", action=_Version, nargs=0, help="print the version and leave")
    subparsers = whole.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in [name for name in COMMANDS if name in asked] or COMMANDS:
        import_module(f"holeout.cli.{command}").add_to(subparsers)
    return whole


class _Version(argparse.Action):
    def __call__(self, *_: object) -> None:
        from holeout import __version__

        print(f"holeout {__version__}")
        sys.exit(ExitCode.FINE)
