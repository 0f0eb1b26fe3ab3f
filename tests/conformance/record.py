"""Makes the streams anew, with the screens that tmux shows of them: `python -m tests.conformance.record [NAME ...]`.

Needs tmux, vim, less and git. Every program runs in our own terminal, which answers it, and is given the keys below;
what it printed then goes through tmux. Look at the changes before committing them.
"""

from __future__ import annotations

import argparse
import json
import os
import select
import shlex
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from holeout.demos.best_emulator import open_emulator
from holeout.demos.emulator import Size
from holeout.demos.process import Process

HERE = Path(__file__).parent
STREAMS = HERE / "streams"
SIZE = Size(80, 24)
QUIET = 0.5
"""Seconds without output after which a program waits for keys."""
NOTES = "".join(
    f"{'#' if line % 9 == 0 else ' '} note {line:03d}: {'all work and no play ' * (line % 4)}\n"
    for line in range(120)
)
CODE = '''\
"""A sample to be shown in colours."""

from dataclasses import dataclass


@dataclass
class Batch:
    """What came in one go."""

    rows: list[float]
    name: str = "漢字"  # wide

    def mean(self) -> float:
        # An empty batch has none.
        return sum(self.rows) / len(self.rows) if self.rows else float("nan")


if __name__ == "__main__":
    print(f"{Batch([1.0, 2.5]).mean():.2f}")
'''
GIT = """\
git init -q -b main . && git config user.name Sample && git config user.email sample@example.org
export GIT_AUTHOR_DATE='2021-10-30 08:00 +0000' GIT_COMMITTER_DATE='2021-10-30 08:00 +0000'
for n in 1 2 3; do seq $((n * 40)) > numbers.txt; git add .; git commit -qm "Count to $((n * 40))"; done
git checkout -qb side HEAD~1; echo aside > aside.txt; git add .; git commit -qm 'Step aside'; git checkout -q main
git merge -q --no-edit side; exec git -c core.pager='less -R' log --graph --stat --color=always --decorate
"""
UP, DOWN = "\x1bOA", "\x1bOB"


class Scenario(NamedTuple):
    """A program, and the keys that it is given one after the other; the screen is kept after each."""

    command: list[str]
    keys: tuple[str, ...]


VIM = [
    "vim",
    "-u",
    "NONE",
    "-i",
    "NONE",
    "-nN",
    "-c",
    "set nu mouse=a hlsearch ruler",
    "-c",
    "syntax on",
    "sample.py",
]
LS = "mkdir a b; touch c.zip 'd e' f; ln -s c.zip g; chmod +x f; ls -1 --color=always; read x"
COUNTED = "for n in range(3): print(n, '漢字' * n)\r\r"
TURNED = "print('\\x1b[7mturned\\x1b[0m')\r"
CLICK, WHEEL = "\x1b[<0;12;9M\x1b[<0;12;9m", "\x1b[<64;10;10M"

SCENARIOS = {
    "vim": Scenario(
        VIM, ("", "/rows\r", "ma5jIedited \x1b", ":vsplit notes.txt\r", "\x04", CLICK, ":only\r", ":qa!\r")
    ),
    "less": Scenario(
        ["less", "-N", "--mouse", "notes.txt"], ("", " ", "/work\r", "n", "G", WHEEL, "&all\r", "q")
    ),
    "python": Scenario(
        [sys.executable, "-q", "-E", "-i"],
        ("", "6 * 7\r", COUNTED, TURNED, UP + UP + "\x01# \x05!\r", "1/0\r"),
    ),
    "git": Scenario(["sh", "-c", GIT], ("", " ", "/side\r", "q")),
    "ls": Scenario(["sh", "-c", LS], ("",)),
    "picker": Scenario(
        [sys.executable, str(HERE / "programs/picker.py")], ("", DOWN * 3, CLICK, "x", UP, "q")
    ),
    "tour": Scenario([sys.executable, str(HERE / "programs/tour.py")], ("", *["\r"] * 5)),
}


def record(scenario: Scenario) -> list[str]:
    """What the program prints until it waits for keys, then after each of them."""
    environment = {
        "PATH": os.environ["PATH"], "TERM": "xterm-256color", "LANG": "C.UTF-8", "PYTHONUTF8": "1",
        "LS_COLORS": "di=01;34:ln=01;36:ex=01;32:*.zip=01;31",
    }  # fmt: skip
    files = {"sample.py": CODE, "notes.txt": NOTES}
    process = Process(scenario.command, env=environment, size=SIZE, files=files)
    emulator = open_emulator(SIZE)
    printed = []
    try:
        for keys in scenario.keys:
            process.write(keys.encode())
            data = bytearray()
            while (file := process.fileno()) is not None and select.select([file], [], [], QUIET)[0]:
                piece = process.read(65536) or b""
                data += piece
                emulator.feed(piece)
                process.write(emulator.take_replies())
            printed.append(data.decode())
    finally:
        process.close()
        emulator.close()
    return printed


class Tmux:
    """A terminal in tmux that shows what is written to it."""

    def __init__(self, folder: Path) -> None:
        self._pipe = folder / "pipe"
        os.mkfifo(self._pipe)
        columns, rows = map(str, SIZE)
        shown = f"stty raw -echo; exec cat {shlex.quote(str(self._pipe))}"
        self._call("-f", "/dev/null", "new-session", "-d", "-x", columns, "-y", rows, shown)
        self._call("set-option", "-g", "status", "off")
        self._call("resize-window", "-x", columns, "-y", rows)
        self._file = self._pipe.open("wb", buffering=0)

    def show(self, data: str) -> dict[str, object]:
        """The screen and the cursor once all of `data` is shown."""
        self._file.write(data.encode())
        before = None
        while (now := self._call("capture-pane", "-e", "-p", "-N")) != before:
            before = now
            time.sleep(0.2)
        place = self._call("display-message", "-p", "#{cursor_x} #{cursor_y} #{cursor_flag}")
        return {"screen": now.rstrip("\n").split("\n"), "cursor": [int(part) for part in place.split()]}

    def close(self) -> None:
        """End it."""
        # `cat` ends with the pipe, and with it the last of the server's panes.
        self._file.close()

    def _call(self, *arguments: str) -> str:
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        done = subprocess.run(
            ["tmux", "-L", f"holeout-{os.getpid()}", *arguments],
            check=True, capture_output=True, text=True, env=environment,
        )  # fmt: skip
        return done.stdout


def main() -> None:
    """Record, show, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(SCENARIOS)}; default: all")
    for name in parser.parse_args().names or SCENARIOS:
        printed = record(SCENARIOS[name])
        with tempfile.TemporaryDirectory() as folder:
            tmux = Tmux(Path(folder))
            try:
                parts = [{"output": data, **tmux.show(data)} for data in printed]
            finally:
                tmux.close()
        text = json.dumps({"size": SIZE, "parts": parts}, ensure_ascii=False, indent=1)
        (STREAMS / f"{name}.json").write_text(text + "\n", encoding="utf-8")
        print(f"{name}: {len(parts)} screens, {len(text) / 1e3:.0f} kB")  # noqa: T201


if __name__ == "__main__":
    main()
