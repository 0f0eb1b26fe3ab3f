"""An environment for each demo, made by uv once with a network and used without one ever after."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import sysconfig
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from holeout.demos.disk import Disk, size_of
from holeout.files import told, write_atomically
from holeout.folders import cache_folder
from holeout.problems import HoleoutError
from holeout.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from holeout.demos.model import Demo

QUICK = 60.0
"""Seconds for the questions to uv that use no network."""
CANCEL_LOOK = 0.1
_STYLING = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_NOT_FOR_UV = ("VIRTUAL_ENV", "CONDA_PREFIX", "PYTHONPATH", "PYTHONHOME")
_ONE_THREAD = (
    "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS", "VECLIB_MAXIMUM_THREADS",
    "BLIS_NUM_THREADS", "RAYON_NUM_THREADS", "LOKY_MAX_CPU_COUNT",
)  # fmt: skip
_SILENCE = {
    "DO_NOT_TRACK": "1", "DVC_NO_ANALYTICS": "1", "MLFLOW_DISABLE_TELEMETRY": "true", "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1", "GRADIO_ANALYTICS_ENABLED": "False", "DISABLE_PANDERA_IMPORT_WARNING": "True",
    "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false", "ANONYMIZED_TELEMETRY": "False", "WANDB_MODE": "offline",
    "GX_ANALYTICS_ENABLED": "False", "BENTOML_DO_NOT_TRACK": "True", "KEDRO_DISABLE_TELEMETRY": "1",
    "MARIMO_SKIP_UPDATE_CHECK": "1",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Prepared:
    """A demo's environment: its interpreter, its bytes on disk, and those of them that no earlier one had."""

    python: Path
    size: int
    added: int


class Environments:
    """Makes and finds the environments of demos in `folder`, with the uv at `uv`.

    An environment depends on the demo's metadata alone: a change of its code asks for nothing new. Raises
    HoleoutError where there is no uv.
    """

    def __init__(self, folder: Path | None = None, uv: Sequence[str] = ()) -> None:
        self.folder = folder or cache_folder() / "demos"
        self._uv = tuple(uv) or (_find_uv(),)
        self._disk = Disk()

    def python_of(self, demo: Demo) -> Path | None:
        """The interpreter that has what `demo` requires, or None until it is prepared. Uses no network."""
        if not self._asks("sync", demo, "--check", "--offline"):
            return None
        answer = self._ask("python", "find", "--offline", "--script", str(self._script(demo)))
        path = Path(answer.stdout.strip())
        return path if answer.returncode == 0 and path.is_file() else None

    def prepared(self, demo: Demo) -> bool:
        """Whether `demo` can run now, without a network."""
        return self._asks("sync", demo, "--check", "--offline")

    def prepare(
        self,
        demo: Demo,
        on_line: Callable[[str], None] = lambda _line: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Prepared:
        """Fetch and install what `demo` requires, telling `on_line` each step; what is prepared needs no network.

        `cancelled` is asked ten times a second. Raises HoleoutError with uv's reason when it cannot be done, or
        was cancelled; what was fetched until then is kept for the next time.
        """
        if (python := self.python_of(demo)) is None:
            python = self._fetch(demo, on_line, cancelled)
        size = size_of(python.parent.parent)
        with suppress(OSError):  # it is only told how large the environment is
            write_atomically(self._script(demo).with_suffix(".size"), str(size), durable=False)
        return Prepared(python, size, self._disk.add(python.parent.parent))

    def _fetch(self, demo: Demo, on_line: Callable[[str], None], cancelled: Callable[[], bool]) -> Path:
        command = [*self._uv, "sync", "--script", str(self._script(demo))]
        try:
            running = subprocess.Popen(
                command, env=self._env(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                text=True, encoding="utf-8", errors="replace", start_new_session=True,
            )  # fmt: skip
        except OSError as error:
            raise HoleoutError(
                f"uv cannot be started: {error.strerror}", "install uv, then try again"
            ) from error
        with running:
            said = _follow(running, on_line, cancelled)
        if cancelled():
            raise HoleoutError(
                f"preparing {demo.id} was cancelled", "what was fetched is kept for the next time"
            )
        python = self.python_of(demo) if running.returncode == 0 else None
        if python is None:
            reason = "\n".join(said[-8:]) or f"uv ended with exit code {running.returncode}"
            raise HoleoutError(
                f"{demo.id} cannot be prepared:\n{reason}", "check the network, then prepare it again"
            )
        return python

    def size(self, demo: Demo) -> int:
        """Bytes that the environment of `demo` took when it was last prepared; 0 if it never was."""
        try:
            return int(self._script(demo).with_suffix(".size").read_text(encoding="ascii"))
        except (OSError, ValueError):
            return 0

    def total_size(self) -> int:
        """Bytes that all environments take on disk, with what they share counted once."""
        return size_of(self.folder)

    def run_env(self, python: Path) -> dict[str, str]:
        """The variables that a demo runs with: few, quiet, and one thread per library."""
        return demo_env(os.environ, python)

    def _script(self, demo: Demo) -> Path:
        # uv names an environment after its script's path, so the path says what the environment depends on.
        key = hashlib.sha256(demo.metadata.encode()).hexdigest()[:16]
        path = self.folder / "scripts" / f"{key}.py"
        if not path.is_file():
            with told(path):
                write_atomically(path, demo.metadata + "\n")
        return path

    def _asks(self, verb: str, demo: Demo, *options: str) -> bool:
        return self._ask(verb, *options, "--script", str(self._script(demo))).returncode == 0

    def _ask(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        try:
            return subprocess.run(
                [*self._uv, *arguments], env=self._env(), stdin=subprocess.DEVNULL, capture_output=True, text=True,
                encoding="utf-8", errors="replace", timeout=QUICK, check=False,
            )  # fmt: skip
        except OSError as error:
            raise HoleoutError(
                f"uv cannot be started: {error.strerror}", "install uv, then try again"
            ) from error
        except subprocess.TimeoutExpired as error:
            raise HoleoutError(
                "uv does not answer", f"remove {self.folder} and prepare the demos again"
            ) from error

    def _env(self) -> dict[str, str]:
        env = {name: value for name, value in os.environ.items() if name not in _NOT_FOR_UV}
        own = {
            "UV_CACHE_DIR": str(self.folder / "uv"),
            "UV_PYTHON": sys.executable,
            "UV_PYTHON_DOWNLOADS": "never",
            "UV_COMPILE_BYTECODE": "1",
        }
        # A network that swallows everything (a hotel's sign-in page) must not hang the preparation.
        return {"UV_HTTP_TIMEOUT": "20"} | env | own


def demo_env(outside: Mapping[str, str], python: Path) -> dict[str, str]:
    """The variables of a demo that runs with `python`; of those `outside`, only what a program cannot do without."""
    kept = {name: outside[name] for name in ("LANG", "LC_ALL", "LC_CTYPE", "TZ", "USER") if name in outside}
    search = f"{python.parent}{os.pathsep}{outside.get('PATH', os.defpath)}"
    return {
        "LANG": "C.UTF-8",
        **kept,
        **_SILENCE,
        **dict.fromkeys(_ONE_THREAD, "1"),
        "PATH": search,
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "NO_PROXY": "localhost,127.0.0.1,::1",
        "PYTHONUNBUFFERED": "1",
        "PYTHONNOUSERSITE": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "MPLBACKEND": "Agg",
    }


def _wait_for_sysconfig() -> None:
    """Return when Python's table of its own build is whole: while one thread fills it, another sees it half empty.

    Seen with CPython 3.11; `find_uv_bin` would add a name to None.
    """
    deadline = time.monotonic() + QUICK
    while sysconfig.get_config_var("EXE") is None and time.monotonic() < deadline:
        time.sleep(0.01)


def _find_uv() -> str:
    try:
        from uv import find_uv_bin  # noqa: PLC0415

        _wait_for_sysconfig()
        return find_uv_bin()
    except (ImportError, FileNotFoundError) as error:
        raise HoleoutError(
            "demos need uv, which is not installed", "install holeout anew, with its dependencies"
        ) from error


def _follow(
    running: subprocess.Popen[str], on_line: Callable[[str], None], cancelled: Callable[[], bool]
) -> list[str]:
    """Pass on what uv says until it ends or is cancelled; everything that it said."""
    said: list[str] = []

    def listen() -> None:
        for raw in running.stderr or ():
            if line := clean_line(_STYLING.sub("", raw)):
                said.append(line)
                on_line(line)

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    try:
        while running.poll() is None and not cancelled():
            time.sleep(CANCEL_LOOK)
    finally:
        # Cancelled, or interrupted by ctrl+c.
        if running.poll() is None:
            _end(running)
    listener.join(timeout=2)
    return said


def _end(running: subprocess.Popen[str]) -> None:
    # uv may be building a package: its helpers go with it.
    for number in (15, 9):
        with suppress(ProcessLookupError):
            os.killpg(running.pid, number)
        with suppress(subprocess.TimeoutExpired):
            running.wait(2)
            return
