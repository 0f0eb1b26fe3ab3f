"""Work that a process of its own does while this one loads what it will need next."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def ahead(work: Callable[[], object]) -> Callable[[], bool]:
    """Begin `work`. What is returned waits for its end, and says whether it was done without an exception.

    Where there is no second processor nothing is begun. To be called before there is any thread.
    """
    if not hasattr(os, "sched_getaffinity") or len(os.sched_getaffinity(0)) < 2:
        return lambda: False
    pid = os.fork()
    if pid == 0:
        _do(work)
    return lambda: os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def _do(work: Callable[[], object]) -> None:
    """Do `work` and end this process, whatever happens; its parent tells the user what went wrong."""
    code = 1
    try:
        work()
        code = 0
    finally:
        os._exit(code)
