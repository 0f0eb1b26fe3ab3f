"""`holeout new`: a small working talk to begin from."""

from __future__ import annotations

import html
import json
import re
import shlex
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from holeout.cli.arguments import Subparsers, add_command
from holeout.problems import ExitCode, HoleoutError

if TYPE_CHECKING:
    import argparse

EXAMPLES = """\
  holeout new my-talk
  holeout new my-talk --title "Bread for beginners" --author "Ada Baker"
"""

TEMPLATE = Path(__file__).resolve().parents[1] / "template"
NEXT = """\
{folder} is a talk: a deck, three stages, three pitfalls and a demo. What next?

  holeout {folder}
      read it, and edit {folder}/slides/talk.md beside it: what you save is shown
  holeout check {folder}
      what is wrong or missing, with its line
  holeout present {folder}
      show it to others
"""


def add_to(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    command = add_command(subparsers, "new", run, "begin a talk of your own", EXAMPLES)
    command.add_argument("folder", metavar="FOLDER", type=Path, help="where it will be; must not exist yet")
    command.add_argument("--title", help="what it is called")
    command.add_argument("--author", help="who speaks")
    command.add_argument("--event", help="where")


def run(options: argparse.Namespace) -> int:
    """Write the talk down, whole or not at all."""
    folder: Path = options.folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise HoleoutError(f"{folder} exists already", "name a folder that does not, or an empty one")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".holeout-new-", dir=folder.parent) as temporary:
            made = Path(temporary) / "talk"
            shutil.copytree(TEMPLATE, made, ignore=shutil.ignore_patterns("__pycache__"))
            deck = made / "slides" / "talk.md"
            deck.write_text(_named(deck.read_text("utf-8"), options), "utf-8")
            made.replace(folder)
    except OSError as error:
        raise HoleoutError(f"{folder} cannot be made: {_reason(error)}", "name another folder") from error
    print(NEXT.format(folder=shlex.quote(str(folder))), end="", file=sys.stderr)
    return ExitCode.FINE


def _reason(error: OSError) -> str:
    # Of a tree that is copied, every file's failure is in a list: source, destination, reason.
    if isinstance(error, shutil.Error):
        return str(error.args[0][0][2])
    return error.strerror or str(error)


def _named(deck: str, options: argparse.Namespace) -> str:
    """The deck with its title, author and event in its head and on its first slide."""
    shown = {"title": "# From script to tool", "author": "**Your Name**"}
    marks = {"title": "# {}", "author": "**{}**"}
    for name in ("title", "author", "event"):
        if (value := getattr(options, name)) is not None:
            words = " ".join(value.split())
            line = f"{name}: {json.dumps(words, ensure_ascii=False)}"
            deck = re.sub(rf"(?m)^{name}: .*$", line.replace("\\", r"\\"), deck, count=1)
            if name in shown:
                plain = re.sub(r"([\\`*_\[#])", r"\\\1", html.escape(words, quote=False))
                deck = deck.replace(shown[name], marks[name].format(plain), 1)
    return deck
