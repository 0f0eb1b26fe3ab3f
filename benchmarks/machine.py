"""Where the figures come from: the machine, the versions, and byte code compiled beforehand."""

from __future__ import annotations

import compileall
import os
import platform
import subprocess
import sysconfig
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.peers import Program


def describe() -> dict[str, str]:
    """The machine in a few lines."""
    return {
        "processor": _from_proc("cpuinfo", "model name") or platform.processor() or platform.machine(),
        "cores": str(len(os.sched_getaffinity(0))),
        "memory": f"{int((_from_proc('meminfo', 'MemTotal') or '0 kB').split()[0]) / 1024**2:.0f} GiB",
        "system": f"{platform.system()} {platform.release()}",
        "python": f"{platform.python_implementation()} {platform.python_version()}",
    }


def _from_proc(name: str, key: str) -> str:
    for line in Path("/proc", name).read_text(encoding="utf-8").splitlines():
        if line.startswith(key):
            return line.partition(":")[2].strip()
    return ""


def load() -> float:
    """How many processes wanted a core over the last minute."""
    return os.getloadavg()[0]


def version(program: Program) -> str:
    """What the program calls its version, on its first line; empty where it does not say."""
    path = program.path()
    if not program.version or path is None:
        return ""
    done = subprocess.run(
        [path, *program.version[1:]],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    lines = (done.stdout or done.stderr).strip().splitlines()
    return lines[0].strip() if lines else ""


def compile_environment() -> None:
    """Compile what our own programs import: a start that compiles is a start that nobody has twice."""
    places = [sysconfig.get_path("purelib")]
    spec = find_spec("holeout")
    places += list(spec.submodule_search_locations or ()) if spec else []
    for place in places:
        compileall.compile_dir(place, quiet=2, workers=len(os.sched_getaffinity(0)))
