"""The command line: which command is meant, and how its end is told to the shell."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from holeout import splash
from holeout.cli import output
from holeout.cli.names import COMMANDS, with_command
from holeout.problems import ExitCode, HoleoutError

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def main(arguments: list[str]) -> int:
    """Run the command that `arguments` name; returns its exit code."""
    output.prepare()
    try:
        arguments = with_command(arguments)
        options, unknown = parser(arguments[:1]).parse_known_args(arguments)
        if unknown:
            options.refuse(f"unrecognized arguments: {' '.join(unknown)}")
        code: int = options.run(options)
        sys.stdout.flush()
    except HoleoutError as error:
        splash.leave()
        output.tell(error)
        return ExitCode.PROBLEMS
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        output.give_up()
        return 141
    except OSError as error:
        splash.leave()
        output.give_up()
        output.tell(_told(error))
        return ExitCode.PROBLEMS
    return code


def _told(error: OSError) -> HoleoutError:
    what = f"{error.filename} cannot be used" if error.filename else "the output cannot be written"
    return HoleoutError(f"{what}: {error.strerror or error}", "is the disk full, or the folder read-only?")


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
