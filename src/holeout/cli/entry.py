"""The `holeout` program: the screen on which it was left first, then everything else."""

from __future__ import annotations

import gc
import sys

from holeout import splash
from holeout.cli.names import with_command

SPLASHED = ("read", "present")
"""The commands whose last screen is shown again while they are loaded."""


def run() -> None:
    """Do what the command line says, and leave with its exit code."""
    # Hardly anything that a start makes is garbage; the program's screen turns the collector on again.
    gc.disable()
    arguments = sys.argv[1:]
    if with_command(arguments)[0] in SPLASHED:
        splash.show(arguments)
    try:
        from holeout.cli.main import main

        code = main(arguments)
    finally:
        splash.leave()
    # At its end the interpreter would look through all that is there for what nobody needs: nobody needs any of it.
    gc.freeze()
    sys.exit(code)
