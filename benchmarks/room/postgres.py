"""A private PostgreSQL on loopback, in a folder of its own, as a user that is not root. Tests use it as well."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 60
"""Seconds for one of the server's own programs."""


def programs() -> Path | None:
    """Where PostgreSQL's programs are, if it is installed."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return places[-1].parent if places else None


class Cluster:
    """One server, with the settings of its packagers but for memory and connections: fsync is on."""

    def __init__(self, found: Path, folder: Path) -> None:
        self._programs = found
        self._data = folder / "data"
        self._folder = folder
        self._user = "postgres" if os.getuid() == 0 else None
        self._password = secrets.token_hex(12)
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port: int = probe.getsockname()[1]
        if self._user:
            os.chown(folder, pwd.getpwnam(self._user).pw_uid, -1)
        secret = folder / "password"
        secret.write_text(self._password)
        secret.chmod(0o644)
        rules = ("-U", "holeout", "--auth=scram-sha-256", f"--pwfile={secret}", "-N")
        self._run("initdb", "-D", str(self._data), *rules)
        secret.unlink()
        self.start()

    @property
    def url(self) -> str:
        """What `--store` takes."""
        return f"postgresql+psycopg://holeout:{self._password}@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        options = (
            f"-h 127.0.0.1 -p {self.port} -k {self._folder} -c shared_buffers=16MB -c max_connections=30"
        )
        log = str(self._folder / "log")
        self._run("pg_ctl", "-D", str(self._data), "-o", options, "-l", log, "-w", "start")

    def stop(self, how: str = "fast") -> None:
        """Stop it: `fast` says goodbye, `immediate` is as good as pulling the plug."""
        self._run("pg_ctl", "-D", str(self._data), "-m", how, "-w", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [self._programs / program, *arguments], check=True, user=self._user, cwd=self._folder,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=PATIENCE,
        )  # fmt: skip


@contextmanager
def cluster(found: Path) -> Iterator[Cluster]:
    """A server for a while. Nothing of it is left."""
    folder = Path(tempfile.mkdtemp(prefix="holeout-postgres-"))
    folder.chmod(0o755)
    made = Cluster(found, folder)
    try:
        yield made
    finally:
        made.stop("immediate")
        shutil.rmtree(folder, ignore_errors=True)
