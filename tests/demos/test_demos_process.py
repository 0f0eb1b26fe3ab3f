from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path
from uuid import uuid4

import pytest
from demos_help import SMALL, launch, output_of, running, until

from holeout.demos.console import Console, run_in_console
from holeout.demos.emulator import Size
from holeout.demos.feed import Reason
from holeout.demos.process import Limits

NASTY = """
import os, signal, subprocess, sys, time
token = sys.argv[1]
sleep = [sys.executable, "-c", "import time; time.sleep(600)", token]
ignore = "import signal, time\\nfor n in (1, 2, 15): signal.signal(n, signal.SIG_IGN)\\ntime.sleep(600)"
deaf = [sys.executable, "-c", ignore, token]
subprocess.Popen(sleep)                                 # a plain child
subprocess.Popen(sleep, process_group=0)                # in a group of its own
subprocess.Popen(sleep, start_new_session=True)         # in a session of its own
subprocess.Popen(deaf, start_new_session=True)          # which ignores every polite signal
if os.fork() == 0:                                      # a daemon, forked twice
    os.setsid()
    if os.fork() == 0:
        os.execv(sleep[0], sleep)
    os._exit(0)
print("all are up", flush=True)
os.execv(deaf[0], deaf)
"""
FAMILY = 7  # the guard, the program and the five that it starts


@pytest.fixture
def token() -> str:
    return f"holeout-test-{uuid4().hex}"


def read_until(process, text: bytes) -> bytes:
    seen = bytearray()

    def there() -> bool:
        seen.extend(process.read(65536) or b"")
        return text in seen

    assert until(there), bytes(seen)
    return bytes(seen)


def test_output_and_exit_code_of_a_program_arrive_whole() -> None:
    process = launch("sh", "-c", "echo one; echo two; exit 3")
    assert output_of(process) == b"one\r\ntwo\r\n"
    assert process.outcome is not None
    assert (process.outcome.code, process.outcome.reason) == (3, Reason.EXITED)


def test_a_program_ended_by_a_signal_says_so_as_a_shell_does() -> None:
    process = launch("sh", "-c", "kill -9 $$")
    output_of(process)
    assert process.outcome is not None
    assert process.outcome.code == 128 + signal.SIGKILL


def test_a_command_that_does_not_exist_is_named_in_the_terminal() -> None:
    process = launch("no-such-program")
    assert b"no-such-program: No such file" in output_of(process)
    assert process.outcome is not None
    assert process.outcome.code == 127


def test_the_program_has_a_terminal_of_the_given_size_and_hears_of_another() -> None:
    process = launch(
        "sh", "-c", 'stty size; trap "stty size; exit" WINCH; echo set; while :; do sleep 0.02; done'
    )
    assert b"24 80" in read_until(process, b"set")
    process.resize(Size(101, 33))
    assert b"33 101" in output_of(process)


def test_input_reaches_the_program_and_ctrl_c_interrupts_it() -> None:
    process = launch("sh", "-c", "stty -echo; echo up; exec cat")
    read_until(process, b"up")
    process.write("grüße\n".encode())
    assert "grüße".encode() in read_until(process, "grüße".encode())
    process.write(b"\x03")
    output_of(process)
    assert process.outcome is not None
    assert process.outcome.code == 128 + signal.SIGINT


def test_a_program_that_does_not_read_holds_nobody_up_and_its_input_is_kept() -> None:
    process = launch("sh", "-c", "stty raw -echo; echo up; sleep 0.3; head -c 300000 | wc -c")
    read_until(process, b"up")
    process.write(b"x" * 300_000)
    assert process.pending
    seen = bytearray()

    def counted() -> bool:
        process.flush()
        seen.extend(process.read(65536) or b"")
        return b"300000" in seen

    assert until(counted)
    assert not process.pending
    process.close()


def test_home_temporary_and_working_folder_are_its_own_and_go_with_it() -> None:
    script = "import os,tempfile,pathlib; print(os.environ['HOME'], tempfile.gettempdir(), os.getcwd())"
    process = launch(sys.executable, "demo.py", **{"demo.py": script})
    folder = process.folder
    home, temporary, work = output_of(process).decode().split()
    assert {Path(home).parent, Path(temporary).parent, Path(work).parent} == {folder}
    assert not folder.exists()


def test_folders_without_rights_are_removed_and_links_out_of_them_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir(mode=0o750)
    (outside / "kept").write_text("")
    process = launch("sh", "-c", f"ln -s {outside} link; mkdir -p a/b; touch a/b/c; chmod 000 a/b a")
    folder = process.folder
    output_of(process)
    assert not folder.exists()
    assert (outside / "kept").exists()
    assert outside.stat().st_mode & 0o777 == 0o750


def test_nothing_of_the_outside_environment_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "hunter2")
    assert b"hunter2" not in output_of(launch("env"))


@pytest.mark.parametrize(
    ("command", "limits", "reason", "words"),
    [
        (["sleep", "60"], Limits(seconds=0.3), Reason.TIME, "longer than its 0.3 seconds"),
        (["yes"], Limits(output=200_000), Reason.OUTPUT, "printed more than its 0.2 MB"),
        (
            [sys.executable, "-c", "x = b'x' * 300_000_000; import time; time.sleep(60)"],
            Limits(memory=100_000_000),
            Reason.MEMORY,
            "more than its 100 MB of memory",
        ),
    ],
    ids=["time", "output", "memory"],
)
def test_a_broken_limit_ends_the_program_and_says_which(
    command: list[str], limits: Limits, reason: Reason, words: str
) -> None:
    process = launch(*command, limits=limits)
    output_of(process)
    assert process.outcome is not None
    assert process.outcome.reason is reason
    assert words in process.outcome.message
    assert process.outcome.code != 0


def test_a_limit_that_was_broken_is_told_however_the_program_is_watched() -> None:
    process = launch("sleep", "60", limits=Limits(seconds=0.3))
    outcome = run_in_console(process, Console(io.BytesIO()))
    assert outcome.reason is Reason.TIME


def test_memory_is_counted_over_all_processes_of_a_program() -> None:
    part = "x = b'x' * 60_000_000; import time; time.sleep(60)"
    script = f"import subprocess, sys\nfor _ in range(3): subprocess.Popen([sys.executable, '-c', {part!r}])\ninput()"
    process = launch(sys.executable, "-c", script, limits=Limits(memory=120_000_000))
    output_of(process)
    assert process.outcome is not None
    assert process.outcome.reason is Reason.MEMORY


def test_stopping_ends_every_process_however_it_hides(token: str) -> None:
    process = launch(sys.executable, "-c", NASTY, token)
    read_until(process, b"all are up")
    assert until(lambda: len(running(token)) == FAMILY), running(token)
    process.close()
    assert running(token) == []
    assert not process.folder.exists()
    assert process.outcome is not None
    assert process.outcome.reason is Reason.STOPPED


def test_background_processes_do_not_outlive_the_program(token: str) -> None:
    background = f"{sys.executable} -c 'import time; time.sleep(600)' {token} &"
    process = launch("sh", "-c", f"setsid {background} {background} echo done; exit 5")
    output_of(process)
    assert running(token) == []
    assert process.outcome is not None
    assert process.outcome.code == 5


def test_a_program_that_forks_without_end_is_ended(token: str) -> None:
    hop = "import os, time\nwhile True:\n  if os.fork(): os._exit(0)\n  time.sleep(0.001)"
    process = launch(
        sys.executable, "-c", f"import os\nif os.fork() == 0:\n  exec({hop!r})\nos.wait(); input()", token
    )
    assert until(lambda: running(token))
    process.close()
    assert until(lambda: not running(token), 1.0), running(token)


APP = """
import os, signal, sys, time
from holeout.demos.console import Console, run_in_console
from holeout.demos.emulator import Size
from holeout.demos.process import Process
process = Process(sys.argv[1:], env=dict(PATH=os.environ["PATH"]), size=Size(80, 24))
seen = b""
while b"all are up" not in seen:
    seen += process.read(65536) or b""
    time.sleep(0.005)
{before}
print(process.folder, flush=True)
time.sleep(600)
"""
ENDINGS = {
    "killed": (signal.SIGKILL, ""),
    "terminated": (signal.SIGTERM, ""),
    "hung up": (signal.SIGHUP, ""),
    "aborted": (signal.SIGABRT, ""),
    "crashed": (signal.SIGUSR1, "signal.signal(signal.SIGUSR1, lambda *_: 1 / 0)"),
    "left without a word": (signal.SIGUSR1, "signal.signal(signal.SIGUSR1, lambda *_: os._exit(0))"),
}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="orphans can be adopted on Linux only")
@pytest.mark.parametrize(("number", "before"), ENDINGS.values(), ids=ENDINGS)
def test_nothing_is_left_within_two_seconds_when_the_app_is(number: int, before: str, token: str) -> None:
    script = textwrap.dedent(APP).format(before=before)
    command = [sys.executable, "-c", script, sys.executable, "-c", NASTY, token]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as app:
        assert app.stdout is not None
        folder = Path(app.stdout.readline().strip())
        assert folder.is_dir()
        assert until(lambda: len(running(token)) >= FAMILY), running(token)
        os.kill(app.pid, number)
    assert until(lambda: not running(token), 2.0), running(token)
    assert until(lambda: not folder.exists(), 1.0)


def test_a_lost_guard_is_told_and_its_folder_removed() -> None:
    process = launch("sleep", "60", size=SMALL)
    os.kill(process.pid, signal.SIGKILL)
    output_of(process)
    assert process.outcome is not None
    assert process.outcome.reason is Reason.LOST
    assert not process.folder.exists()


def test_closing_twice_and_using_it_afterwards_does_nothing() -> None:
    process = launch("cat")
    process.close()
    process.close()
    process.write(b"x")
    process.resize(Size(10, 10))
    process.stop()
    assert process.read(10) == b""
    assert process.fileno() is None
