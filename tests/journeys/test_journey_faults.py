"""The talk goes on where the machine fails it: no disk, spoilt files, a tiny terminal, a locale of another age."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.conftest import Person

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]

FOLDERS = ("DATA", "STATE", "CONFIG", "RUNTIME", "CACHE")


def leaves_in_peace(person: Person) -> None:
    person.types("q")
    assert person.leaves() == 0
    assert person.running is not None
    assert person.running.left_on() == []


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    path = tmp_path / "deck.md"
    path.write_text("# Größe\n\n---\n\n# Second\n\n---\n\n# Third\n", encoding="utf-8")
    return path


def through_a_talk_without_a_disk(person: Person, deck: Path, no_room: str, unsaved: str) -> None:
    person.start("present", str(deck))
    person.sees("Größe", "No room")
    person.reads(no_room)
    person.types("Right")
    person.sees("Second")
    person.types("f", "a")
    person.sees("A favourite tool")
    person.types("pandera", "Enter")
    person.types("it is strict", "Enter")
    # What was typed is there to be saved once there is room.
    person.sees("Not saved", "pandera", "it is strict")
    person.reads(unsaved)
    person.types("Esc")
    assert person.running is not None
    while person.running.screen.shows(["A favourite tool"]):
        assert person.running.pump(20.0), "the form stays"
    person.types("q")
    person.sees("Second")
    leaves_in_peace(person)


def test_a_home_that_cannot_be_written_costs_what_would_be_kept_and_no_slide(
    person: Person, deck: Path
) -> None:
    person.environment |= {f"HOLEOUT_{name}": "/dev/null/nowhere" for name in FOLDERS}
    through_a_talk_without_a_disk(
        person, deck, "cannot be written: Not a directory", "cannot be written: Not a directory"
    )


def on_a_disk_of_its_own(home: Path, then: str) -> tuple[str, ...]:
    """What starts a program for which `home` is a disk of 64 KiB, once `then` is done to it."""
    script = f'mount -t tmpfs -o size=64k none "{home}" && {then}; exec "$@"'
    return (str(shutil.which("unshare")), "--user", "--map-root-user", "--mount", "sh", "-c", script, "sh")


def can_mount(home: Path) -> bool:
    if shutil.which("unshare") is None:
        return False
    return subprocess.run([*on_a_disk_of_its_own(home, "true"), "true"], check=False).returncode == 0


def test_a_full_disk_costs_what_would_be_kept_and_no_slide(person: Person, deck: Path) -> None:
    person.home.mkdir()
    if not can_mount(person.home):
        pytest.skip("needs unshare with a mount, which gives one program a full disk")
    person.environment["HOLEOUT_CACHE"] = str(person.home / "cache")
    folders = " ".join(f'"{person.environment[f"HOLEOUT_{name}"]}"' for name in FOLDERS)
    fill = f'mkdir -p {folders} && dd if=/dev/zero of="{person.home}/filling" bs=4k 2>/dev/null'
    person.within = on_a_disk_of_its_own(person.home, fill)
    through_a_talk_without_a_disk(person, deck, "disk is full", "No space left on device")


def test_files_of_the_program_that_are_all_spoilt_cost_the_place_alone(person: Person, deck: Path) -> None:
    person.environment["HOLEOUT_CACHE"] = str(person.home / "cache")
    person.start("present", str(deck))
    person.sees("Größe")
    person.types("Right")
    person.sees("Second")
    leaves_in_peace(person)
    kept = [path for path in person.home.rglob("*") if path.is_file()]
    assert {"pages", "splash", "talks"} <= {path.parent.name for path in kept}
    for path in kept:
        path.write_bytes(b"[\xff\xff\xff\x7f\x00 spoilt {")
    person.start("present", str(deck))
    person.sees("Größe", "1/3")
    person.types("Right")
    person.sees("Second")
    leaves_in_peace(person)


def test_with_too_few_files_to_open_for_a_room_the_slides_go_on(person: Person, deck: Path) -> None:
    person.within = ("/bin/sh", "-c", 'ulimit -n 16; exec "$@"', "sh")
    person.start("present", str(deck))
    person.sees("Größe", "No room", "Too many open files")
    person.types("Right")
    person.sees("Second")
    leaves_in_peace(person)


def test_ctrl_z_is_no_way_out_and_a_program_that_was_stopped_comes_back(person: Person, deck: Path) -> None:
    person.start("present", "--no-room", str(deck))
    person.sees("Größe")
    person.types("\x1a", "Right")
    person.sees("Second")
    assert person.running is not None
    for number in (signal.SIGSTOP, signal.SIGCONT):
        os.kill(person.running.pid, number)
    person.types("Right")
    person.sees("Third", "3/3")
    leaves_in_peace(person)


def test_twenty_columns_and_five_rows_are_walked_through(person: Person) -> None:
    person.size = (20, 5)
    person.start("present", "--no-room")
    person.reads("Too small: 20×5. Made for 80×24.")
    person.sees("The prototype")
    assert person.running is not None
    # Not Esc: with the next key it might be heard as that key with Alt.
    for keys in ("m\r", "q", "o", "q", "f", "q", "d", "q"):
        person.types(*keys)
        person.running.settle(0.2)
        assert "Traceback" not in person.running.screen.text()
    person.sees("The prototype")
    leaves_in_peace(person)


def test_a_locale_without_utf_8_spoils_no_letter(person: Person, deck: Path) -> None:
    person.environment |= {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    person.start("present", "--no-room", str(deck))
    person.sees("Größe")
    leaves_in_peace(person)


def test_a_terminal_that_says_nothing_of_itself_gets_the_deck_as_text(person: Person, deck: Path) -> None:
    del person.environment["TERM"]
    person.start("present", "--no-room", str(deck))
    person.sees("Third")
    assert person.leaves() == 0
