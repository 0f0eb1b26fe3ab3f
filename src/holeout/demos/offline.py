"""A network of its own for a program, in which there is nothing but the program's own machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache

_LOOPBACK_UP = """
import fcntl, os, socket, struct, sys
request = struct.pack("16sH14x", b"lo", 0x41)
fcntl.ioctl(socket.socket(), 0x8914, request)
os.execv(sys.argv[1], sys.argv[1:])
"""
"""Sets the flags IFF_UP and IFF_RUNNING by SIOCSIFFLAGS: a new network's loopback is down."""
QUICK = 10.0


@cache
def network_cut() -> tuple[str, ...]:
    """What to write before a command (with its whole path) to cut it off the network; empty where that cannot be done.

    Linux namespaces do it: as root, or as a user where the system lets users make them.
    """
    unshare = shutil.which("unshare") if sys.platform == "linux" else None
    if unshare is None:
        return ()
    user = () if os.geteuid() == 0 else ("--map-root-user",)
    cut = (unshare, *user, "--net", sys.executable, "-I", "-S", "-c", _LOOPBACK_UP)
    try:
        tried = subprocess.run(
            [*cut, sys.executable, "-I", "-S", "-c", ""], capture_output=True, timeout=QUICK, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return cut if tried.returncode == 0 else ()
