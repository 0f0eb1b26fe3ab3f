"""A favourites file may come from anybody: whatever it holds, there is soon a clear answer."""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path

import pytest
from favourites_makers import HEAD
from hypothesis import given, settings
from hypothesis import strategies as st

from holeout.favourites.fileformat import parse, parse_bytes
from holeout.favourites.model import Limits
from holeout.favourites.store import read_file
from holeout.problems import Level

SIZE = Limits().size
SECONDS = 5.0
"""Of processor time, on a slow machine; the worst takes a fifth of it here, and an unguarded bomb much more."""


def fill(piece: str, size: int = SIZE) -> str:
    """`piece` (with a `#` for its number) again and again, to just below the size limit."""
    pieces: list[str] = []
    length = len(HEAD) + 100
    while length + len(piece) + 6 < size:
        pieces.append(piece.replace("#", str(len(pieces))))
        length += len(pieces[-1].encode())
    return "".join(pieces)


REFUSED = {
    "100,000 favourites": (HEAD + '[[favourite]]\ntool="a"\n' * 100_000, "larger than 256 KiB"),
    "as many favourites as fit": (HEAD + fill('[[favourite]]\ntool="#"\n'), "a file holds at most 500"),
    "as many empty favourites as fit": (HEAD + fill("[[favourite]]\n"), "a file holds at most 500"),
    "as many seals as fit": (HEAD + "[seal]\n" + fill('"pkg:pypi/#"="1-gone"\n'), "at most 2,000"),
    "nested lists": (HEAD + "a=" + "[" * 50_000, "longer than 4,000 characters"),
    "nested lists over lines": (HEAD + "a=" + "[\n" * 50_000, "nested more than 12 deep"),
    "nested tables": (HEAD + "a=" + "{a=" * 1_000, "nested more than 12 deep"),
    "nested lists that close": (HEAD + "a=" + "[" * 40 + "]" * 40, "nested more than 12 deep"),
    "one key of 50,000 parts": ("a" + ".a" * 50_000 + "=1", "longer than 4,000 characters"),
    "keys of many parts": (fill(f"{'a.' * 900}#=1\n"), "more than 4 dots"),
    "headers of many parts": (fill(f"[{'a.' * 900}#]\n"), "more than 4 dots"),
    "one huge key": ("k" * 200_000 + "=1", "longer than 4,000 characters"),
    "a number of 4,000 digits": (HEAD + "a=" + "1" * 3_990, ""),
    "strings that never close": ('"""' + fill('\\"""\n'), ""),
    "literal strings that never close": ("'''" + fill("''\n"), ""),
    "quotes": (fill('"\n'), ""),
    "zero bytes": ("\0" * 1_000, "zero byte"),
    "carriage returns": (fill("\r"), ""),
    "a note of one letter and its accents": (
        HEAD + '[[favourite]]\ntool="a"\nnote="e' + "\u0301" * 1_000 + 'x"',
        None,
    ),
    "headers": (fill("[a#.b.c.d.e]\n"), "does not say its format"),
    "an unknown key of 200 kB": (HEAD + "a=[\n" + fill('"#",\n') + "]", "too large to be kept"),
    "unknown keys nested deep": (HEAD + "a={a={a={a={a={a={a={}}}}}}}", "too large to be kept"),
    "nearly our keys": (HEAD + '[[favourite]]\ntool="a"\n' + fill("note#=1\n"), None),
    "long nearly our keys": (HEAD + '[[favourite]]\ntool="a"\n' + fill("favourite" * 400 + "#=1\n"), None),
    "seals of nobody": (HEAD + fill("[seal.a#######]\n"), None),
    "mangled seals": (HEAD + "[seal]\n" + fill('"#"="1"\n'), None),
    "a wide table": (HEAD + "a=[\n" + fill("{a=[1,{b=2}]},\n") + "]", "too large to be kept"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_an_attack_ends_soon_in_few_clear_words(name: str) -> None:
    text, said = REFUSED[name]
    start = time.process_time()
    reading = parse_bytes(text.encode(), "f")
    assert time.process_time() - start < SECONDS
    assert len(reading.problems) <= 51
    assert all(
        len(str(problem)) < 5_000 and str(problem).isprintable()
        for problem in reading.problems
        if not problem.hint
    )
    if said is None:
        assert reading.file is not None
    else:
        assert reading.file is None
        assert any(said in problem.message for problem in reading.problems if problem.level is Level.ERROR)


def test_a_huge_number_is_no_crash() -> None:
    assert parse(HEAD + "a = " + "1" * 4_500, "f", Limits(line=9_000)).file is None


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=400))
def test_any_bytes_end_in_a_reading(data: bytes) -> None:
    reading = parse_bytes(data, "f")
    assert (reading.file is None) == any(problem.level is Level.ERROR for problem in reading.problems)


PIECES = st.sampled_from(
    [
        "[[favourite]]",
        "[favourite]",
        "[seal]",
        "[seal.annaannaanna]",
        'tool = "a"',
        "tool = 'b'",
        "note = '''\nx\n'''",
        'note = """',
        "tags = [",
        "]",
        "{",
        "}",
        "=",
        ",",
        ".",
        '"',
        "'",
        "\n",
        "\n\n",
        "# é",
        "x.y = 1",
        '"pkg:pypi/a" = "1-gone"',
        'favourite = [{tool="a"}]',
        "1979-05-27 07:32:00",
        "\\",
        "\ufeff",
        "\r\n",
        "\r",
        "inf",
        "\u202e",
    ]
)


@settings(deadline=None, max_examples=500)
@given(st.booleans(), st.lists(PIECES | st.text(max_size=5), max_size=30))
def test_any_text_ends_in_a_reading(headed: bool, pieces: list[str]) -> None:
    text = (HEAD if headed else "") + "\n".join(pieces)
    for problem in parse(text, "f").problems:
        assert 0 <= problem.line <= text.count("\n") + 1


def test_a_pipe_a_folder_a_device_and_a_socket_are_refused_without_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.chdir(tmp_path)  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
        for path, said in {
            tmp_path / "pipe": "this is not a regular file",
            tmp_path: "this is a folder",
            Path("/dev/zero"): "this is not a regular file",
            tmp_path / "socket": "this cannot be read",
            tmp_path / "nothing": "this cannot be read: No such file",
            Path("a\0b"): "this cannot be read",
        }.items():
            (problem,) = read_file(path).problems
            assert problem.message.startswith(said)


def test_a_file_that_is_too_large_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "sparse.favourites.toml"
    with path.open("wb") as file:
        file.truncate(1 << 40)
    (problem,) = read_file(path).problems
    assert problem.message == "this file is larger than 256 KiB"


def test_a_file_nobody_may_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    (problem,) = read_file(tmp_path / "x").problems
    assert problem.message == "this cannot be read: Permission denied"
