"""The help of every command, down to the last verb, shows how it is called: by examples that hold."""

from __future__ import annotations

import argparse
import re
import shlex
from typing import TYPE_CHECKING

import pytest

from holeout.cli.main import parser
from holeout.cli.names import with_command

if TYPE_CHECKING:
    from collections.abc import Iterator


def commands(whole: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """`whole` and every command below it."""
    yield whole
    for action in whole._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in dict.fromkeys(action.choices.values()):
                yield from commands(command)


COMMANDS = {command.prog: command for command in commands(parser())}


def examples(command: argparse.ArgumentParser) -> list[str]:
    """The command lines among the examples in its help."""
    lines = (command.epilog or "").splitlines()
    return [line.strip() for line in lines if line.startswith("  holeout")]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_sentence_and_examples_that_are_understood(name: str) -> None:
    command = COMMANDS[name]
    assert command.description.rstrip().endswith(".")
    assert examples(command), f"{name} --help shows no example"
    # `read` is what is meant where no command is named.
    own = name.removesuffix(" read")
    assert any(line.startswith(own) for line in examples(command)), "an example of this command itself"
    for line in examples(command):
        typed = re.split(r"  +|[|>]", line)[0].strip()
        _, *arguments = shlex.split(typed)
        parser().parse_args(with_command(arguments))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_argument_says_what_it_is_for(name: str) -> None:
    arguments = (one for one in COMMANDS[name]._actions if not isinstance(one, argparse._SubParsersAction))
    assert [one.dest for one in arguments if not one.help] == []
