"""The reference of the command line, from the parsers that read it."""

# ruff: noqa: SLF001  (argparse has no public way to its arguments)

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from holeout.cli.main import parser

if TYPE_CHECKING:
    from collections.abc import Iterator


def command_reference() -> str:
    """Every command with its arguments and examples, as Markdown."""
    return "\n".join(
        line for name, command in _commands(parser()) for line in _section(name, command)
    ).strip()


def _commands(
    root: argparse.ArgumentParser, name: str = "holeout"
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in root._actions:
        if isinstance(action, argparse._SubParsersAction):
            for word, command in action.choices.items():
                yield f"{name} {word}", command
                yield from _commands(command, f"{name} {word}")


def _section(name: str, command: argparse.ArgumentParser) -> Iterator[str]:
    yield from (f"{'#' * name.count(' ')}# `{name}`", "", (command.description or "").strip(), "")
    rows = [_row(action) for action in command._actions if _shown(action)]
    if rows:
        yield from ("| argument | what it is |", "| --- | --- |", *rows, "")
    if command.epilog:
        yield from ("```text", *command.epilog.removeprefix("examples:\n").rstrip().split("\n"), "```", "")


def _shown(action: argparse.Action) -> bool:
    hidden = isinstance(action, argparse._HelpAction | argparse._SubParsersAction)
    return not hidden and action.help != argparse.SUPPRESS


def _row(action: argparse.Action) -> str:
    value = action.metavar or ("" if action.nargs == 0 else "|".join(map(str, action.choices or ())))
    value = (
        " ".join(value)
        if isinstance(value, tuple)
        else value or ("" if action.nargs == 0 else action.dest.upper())
    )
    words = ", ".join(action.option_strings) or value
    written = f"{words} {value}" if action.option_strings and value else words
    return (
        f"| `{written.replace('|', chr(0x5C) + '|')}` | {(action.help or '').replace('|', chr(0x5C) + '|')} |"
    )
