"""The recordings and asciinema's own: each program plays what the other has recorded."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from demos_help import SMALL, launch, output_of

from holeout.demos.cast import OUTPUT, Cast, read_cast
from holeout.demos.ghostty import GhosttyEmulator
from holeout.demos.player import Player

FOLDER = Path(__file__).parents[2] / "content" / "demos"
KINDS = ("green-server", "read-your-labels", "shadow-first", "wizard-of-oz")
"""Lines that are written over, lines that are typed, a screen drawn anew for each key, and the whole terminal."""
ASCIINEMA = (sys.executable, "-m", "asciinema")


def screen_of(output: bytes) -> str:
    emulator = GhosttyEmulator(SMALL)
    emulator.feed(output)
    emulator.take_changes()
    text = emulator.text()
    emulator.close()
    return text


def printed(cast: Cast) -> bytes:
    return "".join(event.data for event in cast.events if event.code == OUTPUT).encode()


def played(cast: Cast) -> bytes:
    """What a person sees who plays `cast` to its end."""
    player = Player(cast)
    player.seek(cast.duration)
    return player.read(1_000_000) or b""


@pytest.mark.parametrize("id", KINDS)
def test_asciinema_shows_what_a_recording_shows(id: str) -> None:
    path = FOLDER / f"{id}.cast"
    ours = read_cast(path.read_text(encoding="utf-8"), path.name)
    shown = output_of(launch(*ASCIINEMA, "play", "--speed", "1000", str(path)), 30)
    assert screen_of(shown).split() == screen_of(played(ours)).split()


@pytest.mark.parametrize("third", [False, True], ids=["version 2", "the same as version 3"])
def test_what_asciinema_records_is_played(tmp_path: Path, third: bool) -> None:
    path = tmp_path / "theirs.cast"
    script = "import time; print('\\033[1mgrüße\\033[0m'); time.sleep(0.2); print('一二三')"
    (tmp_path / "shown.py").write_text(script)
    command = f"{sys.executable} {tmp_path / 'shown.py'}"
    output_of(launch(*ASCIINEMA, "rec", "--quiet", "--command", command, str(path)), 30)
    text = path.read_text(encoding="utf-8")
    cast = read_cast(as_version_3(text) if third else text, "theirs.cast")
    assert cast.size == SMALL
    assert screen_of(played(cast)).split() == ["grüße", "一二三"]
    times = [event.time for event in cast.events]
    assert times[-1] - times[0] > 0.15


def as_version_3(text: str) -> str:
    """A recording of version 2 as asciinema 3 writes it: other names in the header, times since the event before."""
    header, *events = map(json.loads, text.splitlines())
    term = {"cols": header["width"], "rows": header["height"], "type": header["env"]["TERM"]}
    lines = [{"version": 3, "term": term, "timestamp": header["timestamp"]}]
    before = 0.0
    for time, code, data in events:
        lines.append([round(time - before, 6), code, data])
        before = time
    return "".join(json.dumps(line) + "\n" for line in [*lines, [0.0, "x", "0"]])
