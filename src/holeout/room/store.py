"""Where a room is kept: one code path for SQLite and PostgreSQL, on SQLAlchemy Core.

Opening and reading are here; writing is `writer`. Nothing here is called from the event loop.
"""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import make_url

from holeout import folders
from holeout.problems import HoleoutError
from holeout.room import schema
from holeout.room.credentials import new_code, new_id, new_secret
from holeout.room.runtime import room_name
from holeout.room.suggestion import Standing, Suggestion

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sqlalchemy import Connection, Engine, RowMapping, Select

T = TypeVar("T")
Voice = tuple[str, str]
"""A Suggestion's id, and the actor who may have said "me too" to it."""
_KEPT = (
    "id",
    "standing",
    "actor",
    "tool",
    "name",
    "stage",
    "why",
    "thanked",
    "reviewed",
    "created",
    "changed",
)
MANY = 500
"""Ids in one query; SQLite's limit is far above, but a query should stay readable in a log."""


@dataclass(frozen=True, slots=True)
class RoomRecord:
    """A room as it is kept. `id` never leaves the store."""

    id: str
    talk: str
    code: str
    secret: bytes = field(repr=False)
    created: int


@dataclass(frozen=True, slots=True)
class Change:
    """What is now in the store, where it may have changed. A Suggestion that is gone is None.

    `voices` says by Suggestion of some actors whether they have a voice there. `aliases` and `settings` are
    whole, or None when they are as before. `whole` says that all Suggestions are here, with their voices; else
    theirs are as before but for `voices`.
    """

    suggestions: Mapping[str, Suggestion | None] = field(default_factory=dict)
    voices: Mapping[str, Mapping[str, bool]] = field(default_factory=dict)
    aliases: Mapping[str, str] | None = None
    settings: Mapping[str, str] | None = None
    whole: bool = False


def default_url(talk: str) -> str:
    """The store of a talk whose speaker has said nothing: a file in the data folder."""
    return f"sqlite:///{folders.data_folder() / 'rooms' / f'{room_name(talk)}.sqlite'}"


def open_engine(url: str) -> Engine:
    """Connect to a store and bring its tables up to date. Raises HoleoutError in words for its user."""
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() not in {"sqlite", "postgresql"}:
            raise HoleoutError(
                f"A room cannot be kept in {parsed.get_backend_name()}.", hint="Use SQLite or PostgreSQL."
            )
        if parsed.get_backend_name() == "sqlite" and parsed.database:
            _prepare_file(Path(parsed.database))
        engine = sa.create_engine(parsed, pool_size=2, max_overflow=2, pool_pre_ping=True)
    except sa.exc.ArgumentError as error:
        raise HoleoutError(
            f"{url!r} is no address of a store.",
            hint="Use sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME.",
        ) from error
    except ModuleNotFoundError as error:
        raise HoleoutError(
            f"The store needs the package {error.name}.",
            hint="For PostgreSQL: pip install 'holeout[postgres]'",
        ) from error
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _set_up_sqlite)
        sa.event.listen(engine, "begin", _begin_at_once)
    elif engine.dialect.name != "postgresql":
        raise HoleoutError(
            f"A room cannot be kept in {engine.dialect.name}.", hint="Use SQLite or PostgreSQL."
        )
    try:
        schema.migrate(engine)
    except sa.exc.DBAPIError as error:
        raise HoleoutError(
            f"The store cannot be opened: {error.orig}", hint=f"Is {parsed!r} right?"
        ) from error
    return engine


def open_room(engine: Engine, talk: str, code: str, code_length: int) -> RoomRecord:
    """The room of this `code`, else the talk's newest, else a new one. Notes that it was used now.

    Raises HoleoutError when the code is another talk's.
    """
    rooms = schema.room
    with engine.begin() as connection:
        query = sa.select(rooms).where(rooms.c.code == code if code else rooms.c.talk == talk)
        found = connection.execute(query.order_by(rooms.c.used.desc()).limit(1)).mappings().first()
        if found is not None and talk and found["talk"] != talk:
            raise HoleoutError(
                f"The code {code} is that of the talk {found['talk']!r}.", hint="Choose another --code."
            )
        if found is not None:
            connection.execute(rooms.update().where(rooms.c.id == found["id"]).values(used=now_ms()))
            return _record(found)
        values = {
            "id": new_id(), "talk": talk, "code": code or new_code(code_length),
            "secret": new_secret().hex(), "created": now_ms(), "used": now_ms(),
        }  # fmt: skip
        connection.execute(rooms.insert().values(values))
        return _record(values)


def delete_room(engine: Engine, talk: str, code: str) -> int:
    """Delete every trace of the room of `code`, or of all rooms of `talk`; gives how many there were."""
    rooms = schema.room
    with engine.begin() as connection:
        chosen = rooms.c.code == code if code else rooms.c.talk == talk
        deleted = connection.execute(rooms.delete().where(chosen)).rowcount
    if deleted and engine.dialect.name == "sqlite":
        _wipe(engine)
    return deleted


def delete_unused(engine: Engine, days: int) -> int:
    """Delete the rooms that nobody has used for so many days; gives how many."""
    rooms = schema.room
    with engine.begin() as connection:
        old = rooms.c.used < now_ms() - days * 86_400_000
        return connection.execute(rooms.delete().where(old)).rowcount


def read_all(connection: Connection, room: str) -> Change:
    """Everything that is kept of a room."""
    heard: defaultdict[str, set[str]] = defaultdict(set)
    for suggestion_id, actor in connection.execute(_voices(room)):
        heard[suggestion_id].add(actor)
    found = {
        row[0]: _suggestion(row, frozenset(heard.get(row[0], ())))
        for row in connection.execute(_suggestions(room))
    }
    return Change(found, {}, _aliases(connection, room), _settings(connection, room), whole=True)


def read_some(
    connection: Connection,
    room: str,
    ids: Collection[str] = (),
    voices: Collection[Voice] = (),
    *,
    aliases: bool = False,
    settings: bool = False,
) -> Change:
    """The Suggestions of these ids and these voices, and the aliases and settings if asked for."""
    wanted = sorted(set(ids))
    found: dict[str, Suggestion | None] = dict.fromkeys(wanted)
    for some in _in_parts(wanted):
        query = _suggestions(room).where(schema.suggestion.c.id.in_(some))
        found |= {row[0]: _suggestion(row) for row in connection.execute(query)}
    return Change(
        found,
        _heard(connection, room, sorted(set(voices))),
        _aliases(connection, room) if aliases else None,
        _settings(connection, room) if settings else None,
    )


def now_ms() -> int:
    """Milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def _suggestions(room: str) -> Select[Any]:
    return sa.select(*(schema.suggestion.c[name] for name in _KEPT)).where(schema.suggestion.c.room == room)


def _voices(room: str) -> Select[Any]:
    voices = schema.voice.c
    return sa.select(voices.suggestion, voices.actor).where(voices.room == room)


def _suggestion(row: Sequence[Any], voices: frozenset[str] = frozenset()) -> Suggestion:
    suggestion_id, standing, *values = row
    given = dict(zip(_KEPT[2:], values, strict=True))
    return Suggestion(suggestion_id, standing=Standing(standing), voices=voices, **given)


def _heard(connection: Connection, room: str, asked: Sequence[Voice]) -> dict[str, dict[str, bool]]:
    found: dict[str, dict[str, bool]] = {}
    for some in _in_parts(asked):
        ids, actors = zip(*some, strict=True)
        query = _voices(room).where(schema.voice.c.suggestion.in_(ids), schema.voice.c.actor.in_(actors))
        there = {(suggestion_id, actor) for suggestion_id, actor in connection.execute(query)}
        for suggestion_id, actor in some:
            found.setdefault(suggestion_id, {})[actor] = (suggestion_id, actor) in there
    return found


def _in_parts(many: Sequence[T]) -> Iterator[Sequence[T]]:
    return (many[start : start + MANY] for start in range(0, len(many), MANY))


def _aliases(connection: Connection, room: str) -> dict[str, str]:
    table = schema.alias
    query = sa.select(table.c.tool, table.c.target).where(table.c.room == room)
    return {row.tool: row.target for row in connection.execute(query)}


def _settings(connection: Connection, room: str) -> dict[str, str]:
    table = schema.setting
    query = sa.select(table.c.name, table.c.value).where(table.c.room == room)
    return {row.name: row.value for row in connection.execute(query)}


def _record(row: Mapping[str, Any] | RowMapping) -> RoomRecord:
    return RoomRecord(row["id"], row["talk"], row["code"], bytes.fromhex(row["secret"]), row["created"])


def _prepare_file(path: Path) -> None:
    # SQLite gives its -wal and -shm files the mode of the database: nobody else reads what people wrote.
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError as error:
        raise HoleoutError(f"{path}: {error.strerror}.", hint="Choose another --store.") from error


def _set_up_sqlite(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None
    # FULL is what makes an answer a promise: with NORMAL, WAL loses acknowledged rows in a power cut.
    # fullfsync is for macOS, where a plain fsync does not reach the disk.
    for pragma in ("journal_mode = wal", "synchronous = full", "fullfsync = on", "foreign_keys = on",
                   "busy_timeout = 5000", "secure_delete = on"):  # fmt: skip
        connection.execute(f"PRAGMA {pragma}")


def _wipe(engine: Engine) -> None:
    # What was deleted would else stay readable in the log that SQLite keeps beside the file.
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def _begin_at_once(connection: Connection) -> None:
    # The driver's own BEGIN waits until the first write, and can then find the database changed under it.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
