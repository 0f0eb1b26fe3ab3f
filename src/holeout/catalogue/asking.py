"""The package index, asked the way pip would: by pip's own session, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from holeout.problems import HoleoutError

if TYPE_CHECKING:
    from collections.abc import Sequence

SCRIPT = Path(__file__).with_name("pip_session.py")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `status` is 0 where nothing did; `error` then says why."""

    status: int
    kind: str = ""
    """The media type."""
    text: str = ""
    url: str = ""
    """Where the text came from in the end."""
    error: str = ""


class Index(Protocol):
    """Whoever can be asked for a project's pages, and for a text that such a page names."""

    def pages(self, project: str) -> Sequence[Answer]:
        """The project's page on each index."""

    def text(self, url: str) -> Answer:
        """The text at `url`."""

    def metadata_in(self, wheel: str) -> Answer:
        """The metadata file in the wheel at this address."""


class PipIndex:
    """The indexes that pip is configured for. Close it in the end. Raises HoleoutError when there is no pip."""

    def __init__(self, python: str = sys.executable) -> None:
        self._python = python
        # -I: nothing that lies in the current folder can stand in for pip.
        self._process = subprocess.Popen(
            [python, "-I", str(SCRIPT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PIP_NO_INPUT": "1"},
            text=True,
            encoding="utf-8",
        )
        try:
            self._indexes = self._greeted()
        except HoleoutError:
            self.close()
            raise

    def _greeted(self) -> list[str]:
        greeting = self._heard()
        if error := greeting.get("error"):
            raise HoleoutError(
                f"pip cannot be asked: {error}", f"try: {self._python} -m pip install --upgrade pip"
            )
        if not greeting["indexes"]:
            raise HoleoutError("pip is told to use no index", f"see: {self._python} -m pip config list")
        return [str(url).rstrip("/") for url in greeting["indexes"]]

    def close(self) -> None:
        """End the process."""
        self._process.terminate()
        self._process.communicate()

    def pages(self, project: str) -> list[Answer]:
        """The project's page on each index (PEP 503); in a folder that is its `index.html`, as pip has it."""
        return [
            self.text(f"{index}/{project}/{'index.html' if index.startswith('file:') else ''}")
            for index in self._indexes
        ]

    def text(self, url: str) -> Answer:
        """The text at `url`."""
        return self._fetched(url, wheel=False)

    def metadata_in(self, wheel: str) -> Answer:
        """The metadata file in the wheel at this address."""
        return self._fetched(wheel, wheel=True)

    def _fetched(self, url: str, *, wheel: bool) -> Answer:
        if self._process.stdin is not None:
            self._process.stdin.write(json.dumps({"url": url, "wheel": wheel}) + "\n")
            self._process.stdin.flush()
        heard = self._heard()
        if error := heard.get("error"):
            return Answer(0, error=str(error))
        return Answer(heard["status"], heard["type"], heard["text"], heard["url"])

    def _heard(self) -> dict[str, Any]:
        line = self._process.stdout.readline() if self._process.stdout is not None else ""
        if not line:
            raise HoleoutError("pip ended before it answered", f"try: {self._python} -m pip --version")
        heard: dict[str, Any] = json.loads(line)
        return heard
