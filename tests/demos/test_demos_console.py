from __future__ import annotations

import io
import os
import pty
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from demos_help import SMALL, launch, running, until
from hypothesis import given
from hypothesis import strategies as st

from holeout.demos.cast import EXIT, OUTPUT, Cast, Event, Recorder
from holeout.demos.console import Console, play_in_console, run_in_console
from holeout.demos.plain import PlainLines


def test_into_a_pipe_go_plain_lines_as_they_ended() -> None:
    out = io.BytesIO()
    script = r"printf '\033[1;31mred\033[0m\r\n10%%\r100%% done\n\033]0;title\007last'"
    outcome = run_in_console(launch("sh", "-c", script), Console(out))
    assert out.getvalue() == b"red\n100% done\nlast\n"
    assert outcome.code == 0


def test_into_a_terminal_goes_what_the_program_printed() -> None:
    out = io.BytesIO()
    run_in_console(launch("printf", r"\033[1mbold\n"), Console(out, size=SMALL, fixed=True))
    assert out.getvalue() == b"\x1b[1mbold\r\n"


def test_a_recording_is_made_on_the_way() -> None:
    recorder = Recorder(SMALL, time.monotonic)
    outcome = run_in_console(launch("sh", "-c", "echo hi; exit 2"), Console(io.BytesIO()), recorder)
    cast = recorder.finish(outcome)
    assert "".join(event.data for event in cast.events if event.code == OUTPUT) == "hi\r\n"
    assert cast.exit_code == 2


def test_a_reader_that_goes_away_ends_the_demo() -> None:
    class Gone(io.BytesIO):
        def write(self, _data: object) -> int:
            raise BrokenPipeError

    process = launch("yes")
    with pytest.raises(BrokenPipeError):
        run_in_console(process, Console(Gone(), size=SMALL, fixed=True))
    assert process.outcome is not None
    assert not process.folder.exists()


@given(st.lists(st.binary(max_size=40), max_size=8))
def test_lines_are_the_same_however_the_output_is_cut(chunks: list[bytes]) -> None:
    whole, cut = PlainLines(), PlainLines()
    expected = whole.take(b"".join(chunks)) + whole.finish()
    assert b"".join(map(cut.take, chunks)) + cut.finish() == expected
    assert b"\x1b[" not in expected


def test_a_recording_plays_at_its_own_pace_and_at_once_into_a_pipe() -> None:
    cast = Cast(SMALL, (Event(0.5, OUTPUT, "a\r\n"), Event(2.0, OUTPUT, "b"), Event(3.0, EXIT, "0")))
    slept: list[float] = []
    out = io.BytesIO()
    play_in_console(cast, Console(out), slept.append)
    assert (out.getvalue(), slept) == (b"a\nb\n", [])
    play_in_console(cast, Console(io.BytesIO(), size=SMALL), slept.append)
    assert sum(slept) == pytest.approx(3.0)


APP = """
import os, sys
from holeout.demos.console import Console, run_in_console
from holeout.demos.emulator import Size
from holeout.demos.process import Process
process = Process(sys.argv[1:], env=dict(PATH=os.environ["PATH"], TERM="xterm"), size=Size(80, 24))
print(process.folder, flush=True)
sys.exit(run_in_console(process, Console.own()).code)
"""


class InTerminal:
    """A command in a terminal of its own, as a person types into it."""

    def __init__(self, *command: str) -> None:
        self.master, slave = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-c", APP, *command],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
        )
        os.close(slave)
        os.set_blocking(self.master, False)
        self.seen = b""

    def read(self) -> bytes:
        with suppress(OSError):
            self.seen += os.read(self.master, 65536)
        return self.seen

    def wait_for(self, text: bytes) -> None:
        assert until(lambda: text in self.read(), 10), self.seen

    def end(self) -> int:
        assert until(lambda: self.read() and self.process.poll() is not None, 10), self.seen
        os.close(self.master)
        return self.process.wait()


def test_keys_go_to_the_demo_and_its_exit_code_comes_back() -> None:
    shell = InTerminal("sh", "-c", 'echo ready; read answer; echo "you said $answer"; exit 6')
    shell.wait_for(b"ready")
    os.write(shell.master, b"yes\r")
    shell.wait_for(b"you said yes")
    assert shell.end() == 6


def test_ctrl_c_interrupts_the_demo_and_not_the_command() -> None:
    shell = InTerminal("sh", "-c", "trap 'echo caught; exit 9' INT; echo ready; while :; do sleep 0.02; done")
    shell.wait_for(b"ready")
    os.write(shell.master, b"\x03")
    shell.wait_for(b"caught")
    assert shell.end() == 9


def test_one_key_ends_a_demo_that_hears_nothing_and_tidies_the_terminal() -> None:
    shell = InTerminal(
        "sh", "-c", r"trap '' INT TERM HUP; printf '\033[?1049hready'; while :; do sleep 0.02; done"
    )
    shell.wait_for(b"ready")
    os.write(shell.master, b"\x1d")
    assert shell.end() == 128 + signal.SIGTERM
    assert b"\x1b[?1049l" in shell.seen


def test_a_command_that_is_terminated_leaves_no_demo_behind() -> None:
    token = f"600.{os.getpid()}"
    shell = InTerminal("sh", "-c", f"echo ready; sleep {token}")
    shell.wait_for(b"ready")
    folder = Path(shell.seen.split()[0].decode())
    shell.process.terminate()
    assert shell.end() == 128 + signal.SIGTERM
    assert until(lambda: not running(f"sleep {token}") and not folder.exists(), 2.0)
