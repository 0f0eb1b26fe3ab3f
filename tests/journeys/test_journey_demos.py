"""Demos in the real program: nothing of them is left, whatever they are and however the program ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from holeout.demos.offline import network_cut
from tests.tui.demo_talk import write_talk

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.conftest import Person

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
SLEEPER = '[sys.executable, "-c", "import time; time.sleep(600)", sys.argv[0]]'
DEAF = (
    '[sys.executable, "-c", "import signal, time\\n'
    'for n in (1, 2, 15): signal.signal(n, signal.SIG_IGN)\\ntime.sleep(600)", sys.argv[0]]'
)
READY = 'print("all are up", flush=True)\ntime.sleep(600)\n'
KINDS = {
    "forking": f"""
import os, subprocess, sys, time
subprocess.Popen({SLEEPER})
if os.fork() == 0:
    while True:
        if os.fork():
            os._exit(0)
        time.sleep(0.005)
{READY}""",
    "setsid": f"""
import subprocess, sys, time
subprocess.Popen({SLEEPER}, start_new_session=True)
subprocess.Popen(["setsid", "--fork", *{SLEEPER}])
{READY}""",
    "deaf": f"""
import signal, subprocess, sys, time
for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
    signal.signal(number, signal.SIG_IGN)
subprocess.Popen({DEAF})
{READY}""",
}
ENDINGS = {"killed": signal.SIGKILL, "terminated": signal.SIGTERM, "hung up": signal.SIGHUP}
CASES = [(kind, "killed") for kind in KINDS] + [("deaf", "terminated"), ("setsid", "hung up")]


def left_of(token: str) -> list[str]:
    """The processes that carry `token` in their command line."""
    listing = subprocess.run(["ps", "-wwAo", "pid=,stat=,args="], capture_output=True, text=True, check=True)
    return [line for line in listing.stdout.splitlines() if token in line and " Z" not in line[:16]]


def prepare(person: Person, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [*person.within, sys.executable, "-m", "holeout", "demo", "prepare", *arguments]
    return subprocess.run(
        command, env=person.environment, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="orphans can be adopted on Linux only")
@pytest.mark.parametrize(("kind", "ending"), CASES, ids=["-".join(case) for case in CASES])
def test_two_seconds_after_the_program_nothing_of_a_demo_is_left(
    person: Person, tmp_path: Path, kind: str, ending: str
) -> None:
    token = f"{kind}-{uuid4().hex[:12]}"
    talk = write_talk(tmp_path / "talk", f"# One\n\n<!-- demo: {token} -->\n", {token: KINDS[kind]})
    (tmp_path / "temporary").mkdir()
    person.environment["TMPDIR"] = str(tmp_path / "temporary")
    made = prepare(person, "--talk", str(talk.path), "--agree")
    assert made.returncode == 0, made.stderr
    person.start("present", str(talk.path), "--no-room")
    person.sees("runs it here")
    person.types("d")
    person.sees("all are up")
    assert len(left_of(token)) >= 3
    assert list((tmp_path / "temporary").glob("holeout-demo-*"))
    assert person.running is not None
    os.kill(person.running.pid, ENDINGS[ending])
    person.leaves()
    deadline = time.monotonic() + 2.0
    while left_of(token) or list((tmp_path / "temporary").glob("holeout-demo-*")):
        assert time.monotonic() < deadline, left_of(token)
        time.sleep(0.02)


@pytest.mark.skipif(not network_cut(), reason="this system lets nobody make a network of their own")
def test_without_a_network_and_preparation_the_recording_is_offered(person: Person) -> None:
    person.environment["HOLEOUT_CACHE"] = str(person.home / "cache")
    person.within = network_cut()
    person.start("present", "--no-room")
    person.sees("The prototype hole")
    person.types("g", *"green server", "Enter")
    person.sees("flu, from searches")
    person.types("Right", "d")
    person.sees("Not prepared. d plays its recording")
    person.types("d")
    person.sees("RECORDED 20", "not running now", "ALERT FallbackShare fires")
    person.types("D")
    person.sees("RECORDED 20", "Watch:")
    person.types("p")
    person.sees("check the network")
    person.types("v")
    person.sees("RECORDED 20", "ALERT FallbackShare fires")


@pytest.mark.network
def test_preparation_that_was_killed_goes_on_and_the_demo_then_needs_no_network(person: Person) -> None:
    person.environment["HOLEOUT_CACHE"] = str(person.home / "cache")
    command = [sys.executable, "-m", "holeout", "demo", "prepare", "green-server", "polite-nonsense"]
    with subprocess.Popen(command, env=person.environment, stderr=subprocess.PIPE, text=True) as preparing:
        assert preparing.stderr is not None
        assert any("2/2 polite-nonsense" in line for line in preparing.stderr)
        preparing.kill()
    assert prepare(person, "green-server", "polite-nonsense").returncode == 0
    person.within = network_cut()
    again = prepare(person, "--prove", "green-server", "polite-nonsense")
    assert again.returncode == 0, again.stderr
    assert "2 of 2 proved their point" in again.stderr


def test_a_demo_in_a_plain_terminal_ends_with_its_own_exit_code(person: Person, tmp_path: Path) -> None:
    ends = 'import sys\nprint("you typed", input())\nsys.exit(7)\n'
    talk = write_talk(tmp_path / "talk", "# One\n", {"ends": ends}, interactive=True)
    assert prepare(person, "--talk", str(talk.path), "--agree").returncode == 0
    person.start("demo", "run", "ends", "--talk", str(talk.path))
    person.sees("ctrl+] ends the demo")
    person.types(*"seven", "Enter")
    person.sees("you typed seven")
    assert person.leaves() == 7
    assert person.running is not None
    assert person.running.left_on() == []


def test_a_demo_is_changed_in_the_persons_own_editor(person: Person, tmp_path: Path) -> None:
    talk = write_talk(
        tmp_path / "talk", "# One\n\n<!-- demo: tiny -->\n", {"tiny": 'print("it really ran")\n'}
    )
    assert prepare(person, "--talk", str(talk.path), "--agree").returncode == 0
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import pathlib, sys\n"
        "path = pathlib.Path(sys.argv[1])\n"
        "path.write_text(path.read_text().replace('really', input('What did it do? ')))\n"
    )
    person.environment["VISUAL"] = f"{sys.executable} {editor}"
    person.start(str(talk.path))
    person.sees("runs it here")
    person.types("D")
    person.sees("it really ran", "Ended.")
    person.types("E")
    person.sees("What did it do?")
    person.types(*"quickly", "Enter")
    person.sees("Your copy +1")
    person.types("\x12")
    person.sees("it quickly ran", "(your copy)")
    person.types("q")
    person.sees("runs it here")
    person.types("q")
    assert person.leaves() == 0
    assert "really" in (talk.path / "content" / "demos" / "tiny.py").read_text()
