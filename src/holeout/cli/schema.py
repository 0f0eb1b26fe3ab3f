"""`holeout schema`: JSON Schemas of what a person writes, for editors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holeout.cli.arguments import Subparsers, add_command
from holeout.cli.output import print_json
from holeout.problems import ExitCode, HoleoutError

if TYPE_CHECKING:
    import argparse

EXAMPLES = """\
  holeout schema                     the names of the schemas
  holeout schema tools > tools.json  one of them
"""


def add_to(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    command = add_command(subparsers, "schema", run, "print the JSON Schemas of a talk's files", EXAMPLES)
    command.add_argument(
        "name", nargs="?", metavar="NAME", help="which one; without it their names are listed"
    )


def run(options: argparse.Namespace) -> int:
    """Print the names, or one schema."""
    known = _schemas()
    if options.name is None:
        print("\n".join(known))
    elif options.name in known:
        print_json(known[options.name])
    else:
        raise HoleoutError(f"there is no schema {options.name!r}", f"known are {', '.join(known)}")
    return ExitCode.FINE


def _schemas() -> dict[str, dict[str, Any]]:
    from holeout.favourites.schema import favourites_schema
    from holeout.lifecycle.kinds import schemas

    return {**schemas(), "favourites": favourites_schema()}
