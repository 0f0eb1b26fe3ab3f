"""`holeout serve`: the talk in a browser."""

from __future__ import annotations

import ipaddress
import os
import shlex
import socket
import sys
from typing import TYPE_CHECKING

from holeout.cli.arguments import Subparsers, add_command, add_talk, refuse_problems, talk_of
from holeout.problems import ExitCode, HoleoutError
from holeout.room.options import port

if TYPE_CHECKING:
    import argparse

EXAMPLES = """\
  holeout serve                              the bundled talk, for browsers on this machine
  holeout serve my-talk --port 9000
  holeout serve --host 0.0.0.0 --url https://talk.example.org   behind a proxy, for everybody
"""


def add_to(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    command = add_command(subparsers, "serve", run, "read a talk in a browser", EXAMPLES)
    add_talk(command)
    command.add_argument("--host", default="127.0.0.1", help="the address to listen at (this machine alone)")
    command.add_argument("--port", type=port, default=8000, help="the port (8000)")
    command.add_argument("--url", help="the address that browsers use, where that is another one")


def run(options: argparse.Namespace) -> int:
    """Serve until Ctrl+C."""
    talk = talk_of(options)
    refuse_problems(talk)
    try:
        from holeout.serve.server import TalkServer
    except ModuleNotFoundError as error:
        raise HoleoutError("a browser needs textual-serve", "pip install 'holeout[serve]'") from error
    local = is_loopback(options.host)
    if not local and not options.url:
        raise HoleoutError(
            f"{options.host} is open to others: say which address they use", "add --url http://NAME:PORT"
        )
    _require_port(options.host, options.port)
    module = "holeout" if local else "holeout.cli.visit"
    chosen = [str(talk.path.resolve() if talk.content else talk.deck_path.resolve())]
    dialect = ["--dialect", options.dialect] if options.dialect else []
    command = [sys.executable, "-m", module, *(["read"] if local else []), *chosen, *dialect]
    TalkServer(shlex.join(command), options.host, options.port, talk.title, options.url).serve()
    return ExitCode.FINE


def is_loopback(host: str) -> bool:
    """Whether `host` is this machine and nobody else reaches it."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _require_port(host: str, port: int) -> None:
    try:
        with socket.create_server((host, port)):
            pass
    except (OSError, OverflowError) as error:
        number = getattr(error, "errno", None) or 0
        why = os.strerror(number) if number > 0 else error
        raise HoleoutError(
            f"port {port} of {host} cannot be had: {why}", "choose another with --port"
        ) from error
