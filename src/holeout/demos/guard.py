"""Runs one demo and outlives the app, so that nothing of the demo outlives either.

A script of its own, started as `python -I -S guard.py LINK FOLDER SECONDS MEMORY -- COMMAND...` in a new session,
with the demo's terminal as its standard files. LINK is a socket from the app: when it closes, however the app
went, every process of the demo is ended and FOLDER removed. It says on LINK how the demo ended: `exit CODE`,
`time` or `memory`. On Linux it adopts the demo's orphans, so that daemons cannot slip away.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import resource
import select
import signal
import sys
import termios
import time
from contextlib import suppress

GRACE = 0.3
"""Seconds between asking processes to end and ending them."""
HARD_GRACE = 1.2
"""Seconds after which even a demo that forks faster than it can be counted is left."""
LOOK = 0.2
"""Seconds between two looks at the memory."""
PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
LINUX = sys.platform.startswith("linux")
TERMINAL_SIGNALS = (
    signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP, signal.SIGTTOU, signal.SIGTTIN, signal.SIGHUP, signal.SIGPIPE,
    signal.SIGXFSZ, signal.SIGTERM, signal.SIGCHLD,
)  # fmt: skip


def prctl(option: int, value: int) -> None:
    """Set a property of this process; does nothing where there is no such call."""
    if LINUX:
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def start(command: list[str], folder: str) -> int:
    """Fork the demo into the terminal's foreground and return its process id."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    # The child takes the foreground while still in the background, which would stop it.
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    child = os.fork()
    if child:
        with suppress(OSError):
            os.setpgid(child, child)
        return child
    try:
        become(command, folder)
    except OSError as error:
        os.write(2, f"{command[0]}: {error.strerror}\r\n".encode())
    finally:
        os._exit(127)


def become(command: list[str], folder: str) -> None:
    """Turn this process into the demo's command. Raises OSError where it cannot be run."""
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    os.setpgid(0, 0)
    os.tcsetpgrp(0, os.getpid())
    for number in TERMINAL_SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.chdir(folder)
    os.execvp(command[0], command)  # noqa: S606


def children(pid: int) -> list[int]:
    """The processes that `pid` started or adopted. Linux only; raises OSError when `pid` is gone."""
    found: list[int] = []
    for thread in os.listdir(f"/proc/{pid}/task"):  # noqa: PTH208
        with open(f"/proc/{pid}/task/{thread}/children") as file:  # noqa: PTH123
            found += map(int, file.read().split())
    return found


def family() -> list[int]:
    """Every process of the demo, parents before children."""
    if not LINUX:
        return session()
    found: list[int] = []
    queue = [os.getpid()]
    while queue:
        with suppress(OSError):
            more = children(queue.pop())
            found += more
            queue += more
    return found


def session() -> list[int]:
    """The other processes of this session and those descended from it, as `ps` lists them."""
    import subprocess  # noqa: PLC0415

    listing = subprocess.run(
        ["/bin/ps", "-Ao", "pid=,ppid="], capture_output=True, text=True, check=False
    ).stdout
    parents = {int(pid): int(parent) for pid, parent in map(str.split, listing.splitlines())}
    here = os.getpid()
    found = {here}
    for _ in parents:
        more = {pid for pid, parent in parents.items() if parent in found or in_session(pid, here)} | {here}
        if more == found:
            break
        found = more
    return sorted(found - {here})


def in_session(pid: int, leader: int) -> bool:
    """Whether `pid` is in the session that `leader` leads."""
    try:
        return os.getsid(pid) == leader
    except OSError:
        return False


def tell(pids: list[int], *signals: int) -> None:
    """Send `signals` to each of `pids` that is still there."""
    for pid in pids:
        with suppress(OSError):
            for number in signals:
                os.kill(pid, number)


def reap(main: int) -> int | None:
    """Bury what has ended. The exit code of `main`, if that was among it."""
    code = None
    with suppress(ChildProcessError):
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                break
            if pid == main:
                code = os.waitstatus_to_exitcode(status)
    return code if code is None or code >= 0 else 128 - code


def end_all() -> None:
    """End every process of the demo: ask, wait, freeze so that none can fork away, kill."""
    tell(family(), signal.SIGTERM, signal.SIGHUP, signal.SIGCONT)
    asked = time.monotonic()
    while (left := family()) and time.monotonic() < asked + GRACE:
        time.sleep(0.01)
        reap(0)
    while left and time.monotonic() < asked + HARD_GRACE:
        frozen: set[int] = set()
        while (running := set(left) - frozen) and time.monotonic() < asked + HARD_GRACE:
            tell(sorted(running), signal.SIGSTOP)
            frozen |= running
            left = family()
        tell(left, signal.SIGKILL)
        time.sleep(0.002)
        reap(0)
        left = family()


def remove(folder: str) -> None:
    """Remove the demo's folder, also where it took away its own rights."""
    import shutil  # noqa: PLC0415

    for root, folders, _ in os.walk(folder):
        for name in folders:
            path = os.path.join(root, name)  # noqa: PTH118
            if not os.path.islink(path):  # noqa: PTH114
                with suppress(OSError):
                    os.chmod(path, 0o700)  # noqa: PTH101
    shutil.rmtree(folder, ignore_errors=True)


def memory() -> int:
    """Bytes that the demo's processes hold for themselves. Not known (0) without /proc."""
    total = 0
    if LINUX:
        for pid in family():
            with suppress(OSError, ValueError), open(f"/proc/{pid}/statm") as file:  # noqa: PTH123
                _, resident, shared, *_ = map(int, file.read().split())
                total += resident - shared
    return total * resource.getpagesize()


def listen() -> int:
    """A file descriptor from which the numbers of the signals can be read that this process gets."""
    ears, mouth = os.pipe()
    os.set_blocking(mouth, False)
    signal.set_wakeup_fd(mouth, warn_on_full_buffer=False)
    for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: None)
    return ears


def watch(link: int, ears: int, main: int, end: float, most: int) -> str:
    """Wait until the demo ends, breaks a limit or is no longer wanted; what to say of it."""
    while True:
        ready = select.select([link, ears], [], [], LOOK)[0]
        heard = os.read(ears, 512) if ears in ready else b""
        if (code := reap(main)) is not None:
            return f"exit {code}"
        if link in ready or signal.SIGTERM in heard or signal.SIGHUP in heard:
            return "stopped"
        if time.monotonic() >= end:
            return "time"
        if memory() > most:
            return "memory"


def main() -> None:
    """Run the command, watch it, leave nothing."""
    link, folder, seconds, most = int(sys.argv[1]), sys.argv[2], float(sys.argv[3]), int(sys.argv[4])
    os.set_inheritable(link, False)
    prctl(PR_SET_CHILD_SUBREAPER, 1)
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP, signal.SIGTTIN):
        signal.signal(number, signal.SIG_IGN)
    ears = listen()
    end = time.monotonic() + seconds
    try:
        said = watch(link, ears, start(sys.argv[6:], os.path.join(folder, "work")), end, most)  # noqa: PTH118
        with suppress(OSError):
            os.write(link, f"{said}\n".encode())
    finally:
        end_all()
        remove(folder)


if __name__ == "__main__":
    main()
