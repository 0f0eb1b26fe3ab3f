"""The real commands where the machine fails them: they end with words and a code, never with a traceback."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

NOWHERE = "/dev/null/nowhere"
"""No folder can be made here, whoever asks."""
FOLDERS = ("DATA", "STATE", "CONFIG", "RUNTIME", "CACHE")
HOLEOUT = [sys.executable, "-m", "holeout"]


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    path = tmp_path / "deck.md"
    path.write_text("# Größe\n\n---\n\n# Zwei\n", encoding="utf-8")
    return path


def around(tmp_path: Path, folder: str = "", **more: str) -> dict[str, str]:
    """The environment of somebody with folders of their own, or all of them at `folder`."""
    places = {f"HOLEOUT_{name}": folder or str(tmp_path / name.lower()) for name in FOLDERS}
    return {**os.environ, **places, **more}


def told(ended: subprocess.CompletedProcess[bytes]) -> str:
    text = ended.stderr.decode()
    assert "Traceback" not in text, text
    return text


def shell(command: str, deck: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[bytes]:
    """`command` with `$H` for the program and `$DECK` for the deck."""
    names = {"H": " ".join(HOLEOUT), "DECK": str(deck)}
    return subprocess.run(
        ["bash", "-c", command], env={**environment, **names}, capture_output=True, check=False, timeout=60
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_output_to_a_full_disk_is_told_in_words(tmp_path: Path, deck: Path) -> None:
    for command in ("dump $DECK", "schema", "--version"):
        ended = shell(f"$H {command} > /dev/full", deck, around(tmp_path))
        assert (ended.returncode, ended.stdout) == (1, b"")
        assert "the output cannot be written: No space left on device" in told(ended)
    assert shell("$H check nowhere 2> /dev/full", deck, around(tmp_path)).returncode == 1


def test_a_reader_of_the_output_who_leaves_is_not_complained_of(tmp_path: Path, deck: Path) -> None:
    deck.write_text("\n\n---\n\n".join(f"# {n}" for n in range(3000)))
    ended = shell("$H dump $DECK | head -1; exit ${PIPESTATUS[0]}", deck, around(tmp_path))
    assert (ended.returncode, told(ended)) == (141, "")
    assert ended.stdout.startswith("── slide 1".encode())
    ended = shell("$H dump $DECK | true; exit ${PIPESTATUS[0]}", deck, around(tmp_path))
    assert (ended.returncode, told(ended)) == (141, "")


@pytest.mark.parametrize(
    ("command", "code"),
    [("dump $DECK >&-", 0), ("check $DECK 2>&-", 0), ("$DECK <&-", 0), ("check nowhere 2>&- >&- <&-", 1)],
)
def test_streams_that_are_closed_are_done_without(
    tmp_path: Path, deck: Path, command: str, code: int
) -> None:
    ended = shell(f"$H {command}", deck, around(tmp_path))
    assert ended.returncode == code
    assert "cannot" not in told(ended)


def test_text_is_utf_8_whatever_the_locale_says_and_odd_names_are_told(tmp_path: Path, deck: Path) -> None:
    plain = around(tmp_path, LC_ALL="C", LANG="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert "Größe" in shell("$H dump $DECK", deck, plain).stdout.decode()
    odd = os.fsencode(tmp_path) + b"/\xff.md"
    ended = subprocess.run([*HOLEOUT, "check", odd], env=plain, capture_output=True, check=False)
    assert "there is no talk at" in told(ended)
    Path(os.fsdecode(odd)).write_text("# One\n\n<!-- time: soon -->\n")
    ended = subprocess.run([*HOLEOUT, "check", odd], env=plain, capture_output=True, check=False)
    assert (ended.returncode, b"time: soon" in ended.stdout) == (1, True)
    told(ended)


def test_without_a_home_everything_that_only_reads_works(tmp_path: Path, deck: Path) -> None:
    for command in ("check $DECK", "favourites list", "settings"):
        ended = subprocess.run(
            ["bash", "-c", command.replace("$DECK", str(deck)).join((f"{' '.join(HOLEOUT)} ", ""))],
            env={"PATH": os.environ["PATH"]},
            capture_output=True,
            check=False,
            cwd=tmp_path,
        )
        told(ended)
        assert ended.returncode == 0


HOMELESS = """\
import pwd, sys
def unknown(uid): raise KeyError(uid)
pwd.getpwuid = unknown
from holeout.cli.entry import run
run()"""


@pytest.mark.parametrize(
    ("command", "code", "words"),
    [
        ("check $DECK", 0, ""),
        ("favourites list", 0, "add one"),
        ("check ~nobody-at-all/deck.md", 1, "there is no talk at ~nobody-at-all/deck.md"),
        ("favourites add pandera --note why", 1, "HOME-is-not-set"),
    ],
)
def test_without_a_home_or_an_entry_of_the_user_what_reads_works_and_what_writes_says_why(
    deck: Path, command: str, code: int, words: str
) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", HOMELESS, *command.replace("$DECK", str(deck)).split()],
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        check=False,
        cwd=deck.parent,
    )
    assert words in told(ended)
    assert ended.returncode == code
    assert [path.name for path in deck.parent.iterdir()] == ["deck.md"]


def test_a_login_without_a_folder_of_its_own_is_no_news(tmp_path: Path, deck: Path) -> None:
    environment = around(tmp_path, TMPDIR=str(tmp_path))
    del environment["HOLEOUT_RUNTIME"]
    environment.pop("XDG_RUNTIME_DIR", None)
    ended = shell("$H drive next", deck, environment)
    assert told(ended).splitlines() == ["nobody presents on this machine", "hint: start with holeout present"]


def test_folders_that_cannot_be_written_are_named_where_something_was_to_be_kept(
    tmp_path: Path, deck: Path
) -> None:
    nowhere = around(tmp_path, NOWHERE)
    assert shell("$H check $DECK && $H dump $DECK && $H favourites list", deck, nowhere).returncode == 0
    for command in ("favourites add pandera --note why", "room --port 0", "drive next"):
        ended = shell(f"$H {command}", deck, nowhere)
        assert ended.returncode == 1, command
        assert f"{NOWHERE}" in told(ended), command
    ended = shell(f"$H export {NOWHERE}/x.html $DECK", deck, nowhere)
    assert (ended.returncode, "cannot be written" in told(ended)) == (1, True)


def test_without_uv_demos_are_listed_and_their_recordings_play(tmp_path: Path, deck: Path) -> None:
    (tmp_path / "shadow").mkdir()
    (tmp_path / "shadow" / "uv.py").write_text("raise ImportError")
    without = around(tmp_path, PYTHONPATH=str(tmp_path / "shadow"))
    ended = shell("$H demo list", deck, without)
    assert (ended.returncode, b"green-server " in ended.stdout) == (0, True)
    assert "demos need uv, which is not installed" in told(ended)
    ended = shell("$H demo run green-server", deck, without)
    assert ended.returncode == 1
    assert "demos need uv, which is not installed" in told(ended)
    assert "`holeout demo run green-server --recording` plays its recording" in told(ended)
    ended = shell("$H demo run green-server --recording", deck, without)
    assert (ended.returncode, b"How long will my delivery take" in ended.stdout) == (0, True)
    assert "RECORDED on 20" in told(ended)


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts open files as Linux does")
def test_with_hardly_any_files_to_open_commands_do_what_they_can(tmp_path: Path, deck: Path) -> None:
    for command in ("dump $DECK", "check $DECK", "favourites list"):
        ended = shell(f"ulimit -n 10; $H {command}", deck, around(tmp_path))
        assert ended.returncode == 0, told(ended)


def test_a_port_that_is_taken_is_told(tmp_path: Path, deck: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = shell(f"$H room --port {port}", deck, around(tmp_path))
        assert ended.returncode == 1
        assert f"cannot listen on 127.0.0.1:{port}" in told(ended)
        assert "Choose another --port" in told(ended)
        ended = shell(f"$H serve --port {port}", deck, around(tmp_path))
    assert ended.returncode == 1
    assert told(ended).splitlines() == [
        f"port {port} of 127.0.0.1 cannot be had: Address already in use",
        "hint: choose another with --port",
    ]


@pytest.mark.parametrize(
    ("file", "command", "words"),
    [
        ("config/settings.toml", "check $DECK", "cannot be read: it is not UTF-8\nhint: mend it"),
        ("data/prototype-hole.favourites.toml", "favourites list", "hint: "),
        (
            "data/prototype-hole.favourites.toml",
            "favourites add pandera",
            "hint: your new favourite is safe in ",
        ),
        ("data/prototype-hole.assessment.json", "assess --show", "hint: Mend it, or move it away."),
    ],
)
def test_files_of_a_person_that_are_spoilt_are_named_and_left_as_they_are(
    tmp_path: Path, deck: Path, file: str, command: str, words: str
) -> None:
    path = tmp_path / file
    path.parent.mkdir(parents=True)
    path.write_bytes(b"\xff\xfe[\x00 spoilt")
    ended = shell(f"$H {command}", deck, around(tmp_path))
    assert ended.returncode == 1
    assert str(path) in told(ended)
    assert words in told(ended)
    assert path.read_bytes() == b"\xff\xfe[\x00 spoilt"


def test_a_room_that_may_open_too_few_files_says_so(tmp_path: Path, deck: Path) -> None:
    ended = shell("ulimit -n 16; $H room $DECK", deck, around(tmp_path))
    assert ended.returncode == 1
    assert "Only 16 files may be open here." in told(ended)
    assert "ulimit -n 1024" in told(ended)
