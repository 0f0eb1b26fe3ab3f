"""Decks that come down a pipe."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest

from holeout.cli import stdin
from holeout.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path


class Pipe(io.TextIOWrapper):
    """Standard input with a deck in it."""

    def __init__(self, data: bytes, *, keyboard: bool = False) -> None:
        super().__init__(io.BytesIO(data))
        self._keyboard = keyboard

    def isatty(self) -> bool:
        return self._keyboard


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's own standard input stays as it is."""
    monkeypatch.setattr(stdin, "TERMINAL", "/nowhere/tty")


def test_a_piped_deck_is_dumped_and_checked_by_its_lines(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "part.md").write_text("from a file\n")
    monkeypatch.chdir(tmp_path)
    deck = b"\xef\xbb\xbf# One\r\n\r\n<!-- include: part.md -->\r\n\r\n---\r\n\r\n# Two\r\n<!-- time: soon -->\r\n"
    monkeypatch.setattr(sys, "stdin", Pipe(deck))
    assert main(["dump", "-"]) == 0
    told = capsys.readouterr().out
    assert "from a file" in told
    assert "Two" in told
    monkeypatch.setattr(sys, "stdin", Pipe(deck))
    assert main(["check", "-"]) == 1
    assert capsys.readouterr().out.startswith("<stdin>:8:1: `time: soon`")


def test_bytes_that_are_no_text_are_read_all_the_same(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", Pipe(bytes(range(256)) * 4))
    assert main(["dump", "-"]) == 0
    assert "\x1b" not in capsys.readouterr().out


def test_a_keyboard_is_no_deck(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", Pipe(b"", keyboard=True))
    assert main(["present", "-"]) == 1
    assert "pipe one in" in capsys.readouterr().err
