"""Where a room is kept: one code path for SQLite and PostgreSQL, on SQLAlchemy Core.

Opening and reading are here; writing is `writer`. Nothing here is called from the event loop.
"""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.engine import make_url

from holeout import folders
from holeout.problems import HoleoutError
from holeout.room import batches, schema
from holeout.room.credentials import new_code, new_id, new_secret
from holeout.room.runtime import room_name
from holeout.room.suggestion import Standing, Suggestion

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy import Connection, Engine, RowMapping, Select

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
_STANDINGS = {standing.value: standing for standing in Standing}


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
            f"The store cannot be opened: {error.orig}.",
            hint=f"Is {parsed!r} right, its folder writable, and the disk not full?",
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


def find_room(engine: Engine, talk: str, code: str) -> Change:
    """What is kept of the room of `code`, or of the talk's newest. Raises HoleoutError when there is none."""
    rooms = schema.room
    with engine.begin() as connection:
        query = sa.select(rooms.c.id).where(rooms.c.code == code if code else rooms.c.talk == talk)
        found = connection.execute(query.order_by(rooms.c.used.desc()).limit(1)).scalar()
        if found is None:
            raise HoleoutError(
                f"There is no room {code or f'of the talk {talk!r}'} in this store.",
                hint="Say where it is with --store, or which with --code.",
            )
        return read_all(connection, found)


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
    for suggestion_id, actor in connection.execute(_all_voices, {"p_room": room}):
        heard[suggestion_id].add(actor)
    found = {
        row[0]: _suggestion(row, frozenset(heard.get(row[0], ())))
        for row in connection.execute(_all_suggestions, {"p_room": room})
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
    return Change(
        _some(connection, room, ids) if ids else {},
        _heard(connection, room, voices) if voices else {},
        _aliases(connection, room) if aliases else None,
        _settings(connection, room) if settings else None,
    )


def now_ms() -> int:
    """Milliseconds since 1970."""
    return time.time_ns() // 1_000_000


_columns = [schema.suggestion.c[name] for name in _KEPT]
_in_room = sa.bindparam("p_room", type_=sa.Text)
_all_suggestions = sa.select(*_columns).where(schema.suggestion.c.room == _in_room)
_all_voices = sa.select(schema.voice.c.suggestion, schema.voice.c.actor).where(
    schema.voice.c.room == _in_room
)


def _some(connection: Connection, room: str, ids: Collection[str]) -> dict[str, Suggestion | None]:
    found: dict[str, Suggestion | None] = dict.fromkeys(ids)
    parameters = {"p_room": room, "p_ids": batches.pack(found)}
    for row in batches.fetch(connection, _of_ids(connection.dialect.name), parameters):
        found[row[0]] = _suggestion(row)
    return found


@cache
def _of_ids(dialect: str) -> Select[Any]:
    table = schema.suggestion.c
    return sa.select(batches.packed(dialect, _columns)).where(
        table.room == _in_room, table.id.in_(batches.unpacked_texts(dialect, "p_ids"))
    )


def _suggestion(row: Sequence[Any], voices: frozenset[str] = frozenset()) -> Suggestion:
    id, standing, actor, tool, name, stage, why, thanked, reviewed, created, changed = row
    return Suggestion(
        id,
        actor,
        tool,
        name,
        stage,
        why,
        _STANDINGS[standing],
        bool(thanked),
        bool(reviewed),
        created,
        changed,
        voices,
    )


def _heard(connection: Connection, room: str, asked: Collection[Voice]) -> dict[str, dict[str, bool]]:
    found: dict[str, dict[str, bool]] = {}
    for suggestion_id, actor in asked:
        found.setdefault(suggestion_id, {})[actor] = False
    parameters = {"p_room": room, "p_voices": batches.pack(asked)}
    for suggestion_id, actor in batches.fetch(connection, _of_voices(connection.dialect.name), parameters):
        found[suggestion_id][actor] = True
    return found


@cache
def _of_voices(dialect: str) -> Select[Any]:
    table = schema.voice.c
    asked, (suggestion_id, actor) = batches.unpacked(dialect, "p_voices", [sa.Text, sa.Text])
    same = sa.and_(table.suggestion == suggestion_id, table.actor == actor)
    return (
        sa.select(batches.packed(dialect, [table.suggestion, table.actor]))
        .select_from(schema.voice.join(asked, same))
        .where(table.room == _in_room)
    )


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
