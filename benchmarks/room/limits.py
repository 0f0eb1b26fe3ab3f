"""What the disk allows: commits a second of one row each, with nothing of ours in between."""

from __future__ import annotations

import os
import sqlite3
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ROW = ("019a0000-0000-7000-8000-000000000001", "actor", "pkg:pypi/polars", "polars", "data", "why " * 10)
TABLE = "CREATE TABLE raw (id TEXT, actor TEXT, tool TEXT, name TEXT, stage TEXT, why TEXT)"


def syncs(folder: Path, seconds: float) -> float:
    """Writes of 4 KiB a second, each forced to disk."""
    handle = os.open(folder / "synced", os.O_WRONLY | os.O_CREAT, 0o600)
    page = b"x" * 4096

    def once() -> None:
        os.pwrite(handle, page, 0)
        os.fdatasync(handle)

    try:
        return _a_second(once, seconds)
    finally:
        os.close(handle)


def sqlite_commits(folder: Path, seconds: float) -> float:
    """Transactions of one row a second in SQLite, as durable as the room's own."""
    connection = sqlite3.connect(folder / "raw.sqlite", isolation_level=None)
    connection.execute("PRAGMA journal_mode = wal")
    connection.execute("PRAGMA synchronous = full")
    connection.execute(TABLE)

    def once() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO raw VALUES (?, ?, ?, ?, ?, ?)", ROW)
        connection.execute("COMMIT")

    try:
        return _a_second(once, seconds)
    finally:
        connection.close()


def postgres_commits(url: str, seconds: float) -> float:
    """The same in PostgreSQL, on one connection."""
    import psycopg

    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(TABLE)
        try:
            return _a_second(
                lambda: connection.execute("INSERT INTO raw VALUES (%s, %s, %s, %s, %s, %s)", ROW), seconds
            )
        finally:
            connection.execute("DROP TABLE raw")


def _a_second(once: Callable[[], object], seconds: float) -> float:
    once()
    began = time.perf_counter()
    count = 0
    while time.perf_counter() - began < seconds:
        once()
        count += 1
    return count / (time.perf_counter() - began)
