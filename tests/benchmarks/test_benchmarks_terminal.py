from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator

import pytest

from benchmarks import processes
from benchmarks.terminal import EndedError, Running, now

# The forked child only becomes another program, which threads of the test runner do not hinder.
pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")

RAW = "import os, sys, time, tty; tty.setraw(0); say = lambda text: os.write(1, text.encode());"
Start = Callable[[str], Running]


@pytest.fixture
def start() -> Iterator[Start]:
    started: list[Running] = []

    def begin(code: str) -> Running:
        started.append(Running([sys.executable, "-c", code], dict(os.environ)))
        return started[-1]

    yield begin
    for running in started:
        running.close()


def test_the_program_gets_the_answer_to_its_query(start: Start) -> None:
    running = start(RAW + r"say('\x1b[5n'); answer = os.read(0, 64); say('got ' + repr(answer))")
    running.wait_for([r"got b'\x1b[0n'"], 20)


@pytest.mark.parametrize(
    ("mode", "key", "read"),
    [
        ("", "right", r"\x1b[C"),
        (r"\x1b[?1h", "right", r"\x1bOC"),
        (r"\x1b[?1h", "G", "G"),
        ("", "end", r"\x1b[F"),
    ],
)
def test_keys_are_sent_as_the_program_asked_for_them(start: Start, mode: str, key: str, read: str) -> None:
    running = start(RAW + rf"say('{mode}ready'); say('read ' + repr(os.read(0, 64)))")
    running.wait_for(["ready"], 20)
    running.press(key)
    running.wait_for([f"read b'{read}'"], 20)


def test_a_slide_counts_from_the_last_byte_that_completes_it(start: Start) -> None:
    running = start(RAW + "say('Slide 0002'); os.read(0, 1); say(' end-0002'); os.read(0, 1)")
    running.wait_for(["Slide 0002"], 20)
    asked = now()
    running.press("x")
    shown = running.wait_for(["Slide 0002", "end-0002"], 20)
    assert asked < shown <= now()


def test_a_program_that_ends_early_is_told_with_its_status(start: Start) -> None:
    running = start("import sys; print('sorry'); sys.exit(3)")
    with pytest.raises(EndedError, match="ended with 3"):
        running.wait_for(["Slide 0001"], 20)
    assert "sorry" in running.screen.text()


def test_a_program_that_never_shows_the_slide_is_given_up(start: Start) -> None:
    running = start(RAW + "say('something else'); time.sleep(60)")
    running.wait_for(["something else"], 20)
    with pytest.raises(EndedError, match=r"did not show Slide 0001 within 0\.05 s"):
        running.wait_for(["Slide 0001"], 0.05)


def test_a_terminal_left_in_disorder_is_told(start: Start) -> None:
    running = start(RAW + r"say('\x1b[?1049h\x1b[?25l')")
    assert running.wait_end(20) is not None
    assert running.left_on() == ["alternate screen", "no cursor", "raw input"]


def test_a_terminal_left_in_order_is_clean(start: Start) -> None:
    running = start(r"print('\x1b[?1049h\x1b[?25l slides \x1b[?25h\x1b[?1049l')")
    assert running.wait_end(20) is not None
    assert running.left_on() == []


def test_all_output_counts_even_what_came_with_the_end(start: Start) -> None:
    running = start("import os; os.write(1, b'x' * 3000)")
    running.wait_end(20)
    assert running.bytes == 3000


def test_a_program_that_does_not_end_has_no_end(start: Start) -> None:
    running = start(RAW + "say('up'); time.sleep(60)")
    running.wait_for(["up"], 20)
    assert running.wait_end(0.02) is None


def test_a_child_that_outlives_its_program_is_found_and_ended(start: Start) -> None:
    code = (
        "import subprocess; subprocess.Popen(['sleep', '60'], start_new_session=True); print('up'); input()"
    )
    running = start(code)
    running.wait_for(["up"], 20)
    members = running.members()
    assert len(members) == 2
    running.press("\n")
    running.wait_end(20)
    assert processes.outlive(members, 0) == 1
    assert processes.outlive(members, 5) == 0


def test_a_signal_that_the_runner_ignores_still_ends_the_program(start: Start) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        running = start("import os; os.kill(os.getpid(), 1); input()")
    finally:
        signal.signal(signal.SIGHUP, before)
    running.wait_end(20)
    assert running.status == -signal.SIGHUP


def test_cpu_and_memory_of_a_living_program_are_known(start: Start) -> None:
    running = start("print('up'); input()")
    running.wait_for(["up"], 20)
    assert processes.cpu_ms(running.pid) > 0
    assert 1 < processes.peak_mib(running.pid) < 1000


def test_a_process_that_is_gone_costs_nothing() -> None:
    assert processes.peak_mib(2**22 + 1) == 0
    assert processes.started(2**22 + 1) == ""
