"""`holeout completion`: the shell's Tab key for commands, options and files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.cli.arguments import Subparsers, add_command
from holeout.problems import ExitCode

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

EXAMPLES = """\
  holeout completion bash > ~/.local/share/bash-completion/completions/holeout
  holeout completion zsh > ~/.zfunc/_holeout
"""

FILES = ("talk", "files", "file", "folder", "output", "out")
"""Arguments that name a file or a folder."""
SHELLS = ("bash", "zsh", "tcsh")


def add_to(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    command = add_command(subparsers, "completion", run, "print the completion for a shell", EXAMPLES)
    command.add_argument("shell", choices=SHELLS, help="which shell")


def run(options: argparse.Namespace) -> int:
    """Print it."""
    import shtab

    from holeout.cli.main import parser

    whole = parser()
    for action in _arguments(whole):
        if action.dest in FILES:
            action.complete = shtab.FILE  # type: ignore[attr-defined]
    print(shtab.complete(whole, options.shell))
    return ExitCode.FINE


def _arguments(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Every argument of `parser` and of the commands below it."""
    for action in parser._actions:  # noqa: SLF001  (argparse has no public way to them)
        yield action
        if isinstance(action, Subparsers):
            for command in action.choices.values():
                yield from _arguments(command)
