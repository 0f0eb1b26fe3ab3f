"""The tables, as steps that bring any older database to the newest shape, for SQLite and PostgreSQL alike.

A step is never changed once it was released; a new shape is a new step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from holeout.problems import HoleoutError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

STEPS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE room (
            id TEXT PRIMARY KEY,
            talk TEXT NOT NULL,
            code TEXT NOT NULL UNIQUE,
            secret TEXT NOT NULL,
            created BIGINT NOT NULL,
            used BIGINT NOT NULL
        )""",
        """CREATE TABLE suggestion (
            room TEXT NOT NULL REFERENCES room (id) ON DELETE CASCADE,
            id TEXT NOT NULL,
            actor TEXT NOT NULL,
            tool TEXT NOT NULL,
            name TEXT NOT NULL,
            stage TEXT NOT NULL,
            why TEXT NOT NULL,
            standing TEXT NOT NULL
                CHECK (standing IN ('pending', 'shown', 'pinned', 'hidden', 'withdrawn')),
            thanked BOOLEAN NOT NULL,
            reviewed BOOLEAN NOT NULL,
            created BIGINT NOT NULL,
            changed BIGINT NOT NULL,
            PRIMARY KEY (room, id)
        )""",
        """CREATE TABLE voice (
            room TEXT NOT NULL,
            suggestion TEXT NOT NULL,
            actor TEXT NOT NULL,
            created BIGINT NOT NULL,
            PRIMARY KEY (room, suggestion, actor),
            FOREIGN KEY (room, suggestion) REFERENCES suggestion (room, id) ON DELETE CASCADE
        )""",
        """CREATE TABLE alias (
            room TEXT NOT NULL REFERENCES room (id) ON DELETE CASCADE,
            tool TEXT NOT NULL,
            target TEXT NOT NULL,
            created BIGINT NOT NULL,
            PRIMARY KEY (room, tool)
        )""",
        """CREATE TABLE setting (
            room TEXT NOT NULL REFERENCES room (id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY (room, name)
        )""",
    ),
)
_LOCK = 0x686F6C65
"""Any number, the same in every process: who holds PostgreSQL's advisory lock migrates."""

_tables = sa.MetaData()
room = sa.Table(
    "room",
    _tables,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("talk", sa.Text),
    sa.Column("code", sa.Text),
    sa.Column("secret", sa.Text),
    sa.Column("created", sa.BigInteger),
    sa.Column("used", sa.BigInteger),
)
suggestion = sa.Table(
    "suggestion",
    _tables,
    sa.Column("room", sa.Text, primary_key=True),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("actor", sa.Text),
    sa.Column("tool", sa.Text),
    sa.Column("name", sa.Text),
    sa.Column("stage", sa.Text),
    sa.Column("why", sa.Text),
    sa.Column("standing", sa.Text),
    sa.Column("thanked", sa.Boolean),
    sa.Column("reviewed", sa.Boolean),
    sa.Column("created", sa.BigInteger),
    sa.Column("changed", sa.BigInteger),
)
voice = sa.Table(
    "voice",
    _tables,
    sa.Column("room", sa.Text, primary_key=True),
    sa.Column("suggestion", sa.Text, primary_key=True),
    sa.Column("actor", sa.Text, primary_key=True),
    sa.Column("created", sa.BigInteger),
)
alias = sa.Table(
    "alias",
    _tables,
    sa.Column("room", sa.Text, primary_key=True),
    sa.Column("tool", sa.Text, primary_key=True),
    sa.Column("target", sa.Text),
    sa.Column("created", sa.BigInteger),
)
setting = sa.Table(
    "setting",
    _tables,
    sa.Column("room", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text),
)
TABLES = _tables.sorted_tables


def migrate(engine: Engine, steps: tuple[tuple[str, ...], ...] = STEPS) -> int:
    """Take the steps that the database has not had, all or none; gives how many were taken.

    Raises HoleoutError for a database that a newer holeout has made.
    """
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
        done = _version(connection)
        if done > len(steps):
            raise HoleoutError(
                f"The store is of version {done}; this holeout knows versions up to {len(steps)}.",
                hint="Update holeout, or choose another --store.",
            )
        for number, step in enumerate(steps[done:], done + 1):
            for statement in step:
                connection.exec_driver_sql(statement)
            connection.execute(
                sa.text("INSERT INTO migration (version) VALUES (:version)"), {"version": number}
            )
    return len(steps) - done


def _version(connection: Connection) -> int:
    connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS migration (version INTEGER PRIMARY KEY)")
    return int(connection.execute(sa.text("SELECT COALESCE(MAX(version), 0) FROM migration")).scalar_one())
