"""What several commands share: the talk that is meant, sizes, and an example in each help."""

from __future__ import annotations

import argparse
import re
import sys
from typing import TYPE_CHECKING

from holeout.problems import HoleoutError

if TYPE_CHECKING:
    from collections.abc import Callable

    from holeout.talk import Talk

Subparsers = argparse._SubParsersAction  # noqa: SLF001  (argparse gives the type no public name)


def add_command(
    subparsers: Subparsers[argparse.ArgumentParser],
    name: str,
    run: Callable[[argparse.Namespace], int],
    summary: str,
    examples: str,
) -> argparse.ArgumentParser:
    """A command with a summary, examples and the function that runs it.

    What it parses to also has `refuse`, which ends the program with the command's usage and what is wrong.
    """
    command = subparsers.add_parser(
        name,
        help=summary,
        description=summary[0].upper() + summary[1:] + ".",
        epilog=f"examples:\n{examples}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(run=run, refuse=command.error)
    return command


def add_talk(command: argparse.ArgumentParser) -> None:
    """The talk as the command's own argument."""
    command.add_argument(
        "talk",
        nargs="?",
        metavar="TALK",
        help="a folder with slides/, a Markdown file, or - for standard input; default: the bundled talk",
    )
    add_dialect(command)


def add_dialect(command: argparse.ArgumentParser) -> None:
    """Whose rules the deck is read by."""
    command.add_argument(
        "--dialect", metavar="NAME", help="read the deck as another tool would (default: find out)"
    )


def talk_of(options: argparse.Namespace) -> Talk:
    """The talk that the arguments name. Raises HoleoutError when there is none."""
    return named_talk(options.talk, getattr(options, "dialect", None))


def named_talk(name: str | None, dialect: str | None) -> Talk:
    """The talk at the path `name`, on standard input for `-`, or the bundled one. Raises HoleoutError."""
    if name == "-":
        from holeout.cli.stdin import talk_from_stdin

        return talk_from_stdin(dialect)
    from holeout.talk import load_talk

    return load_talk(name, dialect=dialect)


def size(text: str) -> tuple[int, int]:
    """`80x24` as columns and rows."""
    found = re.fullmatch(r"(\d{1,4})[x×](\d{1,4})", text)
    if not found or min(int(found[1]), int(found[2])) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a size such as 80x24")
    return int(found[1]), int(found[2])


def refuse_problems(talk: Talk) -> None:
    """Raise HoleoutError with every error of `talk`; tell notes and warnings to nobody."""
    errors = talk.errors()
    if errors:
        from holeout.phrases import counted

        count = counted(len(errors), "problem")
        raise HoleoutError(
            f"{talk.deck_name} has {count}", f"{count}; mend them and try again", tuple(errors)
        )


def terminal() -> bool:
    """Whether a full-screen program can run here."""
    import os

    return sys.stdin.isatty() and sys.stderr.isatty() and os.environ.get("TERM", "dumb") != "dumb"
