"""What can be written: each operation is one row for one statement, and doing it twice is doing it once.

So a batch whose connection broke may be written again, and a phone may send again what it is not sure of.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from holeout.room import batches, schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy import Connection, Executable
    from sqlalchemy.types import TypeEngine


@dataclass(frozen=True, slots=True)
class PutSuggestion:
    """Add a Suggestion, or change one's own. What the speaker has hidden stays hidden."""

    id: str
    actor: str
    tool: str
    name: str
    stage: str
    why: str
    standing: str
    reviewed: bool
    at: int


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Take back one's own Suggestion and its words. Where others have agreed, their voices for the tool stay."""

    id: str
    actor: str
    at: int


@dataclass(frozen=True, slots=True)
class AddVoice:
    """Say "me too"."""

    id: str
    actor: str
    at: int


@dataclass(frozen=True, slots=True)
class RemoveVoice:
    """Take that back."""

    id: str
    actor: str


@dataclass(frozen=True, slots=True)
class Judge:
    """What the speaker decides about a Suggestion that was not withdrawn."""

    id: str
    standing: str
    at: int


@dataclass(frozen=True, slots=True)
class Thank:
    """Thank for a Suggestion."""

    id: str
    at: int


@dataclass(frozen=True, slots=True)
class DropWaiting:
    """Delete all that waited to be looked at until then."""

    at: int


@dataclass(frozen=True, slots=True)
class SetAlias:
    """Take one tool for another."""

    tool: str
    target: str
    at: int


@dataclass(frozen=True, slots=True)
class DropAlias:
    """Take a tool for itself again."""

    tool: str


@dataclass(frozen=True, slots=True)
class SetSetting:
    """Remember something about the room."""

    name: str
    value: str


OnSuggestion = PutSuggestion | Withdraw | Judge | Thank
OnVoice = AddVoice | RemoveVoice
Operation = OnSuggestion | OnVoice | DropWaiting | SetAlias | DropAlias | SetSetting


BATCHED = (PutSuggestion, AddVoice)
"""What comes in crowds: many of a kind are one statement."""


def execute(connection: Connection, operations: Sequence[Operation], room: str) -> None:
    """Write operations, which are all of one kind, in order."""
    kind: Any = type(operations[0])
    for statement in _statements(kind, connection.dialect.name):
        if kind in BATCHED:
            for some in _without_repeats(operations):
                rows = batches.pack(map(attrgetter(*_names(kind)), some))
                connection.execute(statement, {"p_room": room, "p_batch": rows})
        else:
            connection.execute(statement, [_row(operation, room) for operation in operations])


def _without_repeats(operations: Sequence[Operation]) -> Iterator[list[Operation]]:
    """`operations` in runs, in none of which one Suggestion is written twice: PostgreSQL refuses such a statement."""
    run: dict[object, Operation] = {}
    for operation in operations:
        key = (getattr(operation, "id", ""), getattr(operation, "actor", ""))
        if key in run:
            yield list(run.values())
            run = {}
        run[key] = operation
    yield list(run.values())


def _row(operation: Operation, room: str) -> dict[str, Any]:
    kind: Any = type(operation)
    return {f"p_{name}": getattr(operation, name) for name in _names(kind)} | {"p_room": room}


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(item.name for item in fields(kind))


@cache
def _statements(kind: Any, dialect: str) -> tuple[Executable, ...]:
    made = _MAKERS[kind](_Dialect(dialect))
    return (made, _forget_the_empty()) if kind in {Withdraw, RemoveVoice} else (made,)


@dataclass(frozen=True)
class _Dialect:
    name: str

    @property
    def insert(self) -> Any:
        """Its `insert`; those of the two dialects share their methods, but no type."""
        return sqlite.insert if self.name == batches.SQLITE else postgresql.insert

    def batch(self, kind: Any) -> tuple[Any, dict[str, Any]]:
        """The rows of a batch, and their columns by the name of the field."""
        names = _names(kind)
        table, columns = batches.unpacked(self.name, "p_batch", [_TYPES.get(name, sa.Text) for name in names])
        return table, dict(zip(names, columns, strict=True))


_TYPES: dict[str, type[TypeEngine[Any]]] = {"at": sa.BigInteger, "reviewed": sa.Boolean}


def _p(name: str) -> Any:
    # Typed: PostgreSQL refuses a parameter that it sees used as two types.
    return sa.bindparam(f"p_{name}", type_=_TYPES.get(name, sa.Text))


def _put_suggestion(dialect: _Dialect) -> Executable:
    old = schema.suggestion.c
    table, given = dialect.batch(PutSuggestion)
    values = {
        **{
            name: given[name]
            for name in ("id", "actor", "tool", "name", "stage", "why", "standing", "reviewed")
        },
        "room": _p("room"),
        "thanked": sa.false(),
        "created": given["at"],
        "changed": given["at"],
    }
    # Without a condition SQLite takes the ON of ON CONFLICT for that of a join.
    rows = sa.select(*values.values()).select_from(table).where(sa.true())
    put = dialect.insert(schema.suggestion).from_select(list(values), rows)
    new = put.excluded
    content = [(old[name], new[name]) for name in ("tool", "name", "stage", "why")]
    differs = sa.or_(*(before != after for before, after in content), old.standing == "withdrawn")
    changes: dict[str, Any] = {before.name: after for before, after in content}
    changes["standing"] = sa.case((old.standing == "hidden", old.standing), else_=new.standing)
    changes |= {"reviewed": new.reviewed, "changed": new.changed}
    upsert: Executable = put.on_conflict_do_update(
        index_elements=["room", "id"], set_=changes, where=sa.and_(old.actor == new.actor, differs)
    )
    return upsert


def _own(*conditions: Any) -> Any:
    table = schema.suggestion.c
    return sa.and_(table.room == _p("room"), table.id == _p("id"), *conditions)


def _withdraw(_: _Dialect) -> Executable:
    old = schema.suggestion.c.standing
    standing = sa.case((old == "hidden", old), else_="withdrawn")
    values = {"standing": standing, "name": "", "why": "", "changed": _p("at")}
    return sa.update(schema.suggestion).where(_own(schema.suggestion.c.actor == _p("actor"))).values(values)


def _forget_the_empty() -> Executable:
    # A withdrawn Suggestion is kept for the voices that it has.
    voices, table = schema.voice.c, schema.suggestion.c
    voice = sa.select(voices.actor).where(voices.room == table.room, voices.suggestion == table.id)
    return sa.delete(schema.suggestion).where(_own(table.standing == "withdrawn", ~voice.exists()))


def _add_voice(dialect: _Dialect) -> Executable:
    # Joined, not given: there is no voice for what is not there, nor for what is one's own.
    table = schema.suggestion.c
    batch, given = dialect.batch(AddVoice)
    chosen = (
        sa.select(table.room, table.id, given["actor"], given["at"])
        .select_from(schema.suggestion.join(batch, table.id == given["id"]))
        .where(table.room == _p("room"), table.actor != given["actor"])
    )
    added: Executable = (
        dialect.insert(schema.voice)
        .from_select(["room", "suggestion", "actor", "created"], chosen)
        .on_conflict_do_nothing()
    )
    return added


def _remove_voice(_: _Dialect) -> Executable:
    table = schema.voice.c
    return sa.delete(schema.voice).where(
        table.room == _p("room"), table.suggestion == _p("id"), table.actor == _p("actor")
    )


def _judge(_: _Dialect) -> Executable:
    values = {"standing": _p("standing"), "reviewed": sa.true(), "changed": _p("at")}
    judged = sa.or_(schema.suggestion.c.standing != "withdrawn", _p("standing") == "hidden")
    return sa.update(schema.suggestion).where(_own(judged)).values(values)


def _thank(_: _Dialect) -> Executable:
    return sa.update(schema.suggestion).where(_own()).values(thanked=sa.true(), changed=_p("at"))


def _drop_waiting(_: _Dialect) -> Executable:
    table = schema.suggestion.c
    waited = sa.and_(table.standing == "pending", table.changed <= _p("at"))
    return sa.delete(schema.suggestion).where(table.room == _p("room"), waited)


def _set_alias(dialect: _Dialect) -> Executable:
    put = dialect.insert(schema.alias).values(
        room=_p("room"), tool=_p("tool"), target=_p("target"), created=_p("at")
    )
    upsert: Executable = put.on_conflict_do_update(
        index_elements=["room", "tool"], set_={"target": put.excluded.target}
    )
    return upsert


def _drop_alias(_: _Dialect) -> Executable:
    return sa.delete(schema.alias).where(schema.alias.c.room == _p("room"), schema.alias.c.tool == _p("tool"))


def _set_setting(dialect: _Dialect) -> Executable:
    put = dialect.insert(schema.setting).values(room=_p("room"), name=_p("name"), value=_p("value"))
    upsert: Executable = put.on_conflict_do_update(
        index_elements=["room", "name"], set_={"value": put.excluded.value}
    )
    return upsert


_MAKERS: dict[type[Operation], Callable[[_Dialect], Executable]] = {
    PutSuggestion: _put_suggestion,
    Withdraw: _withdraw,
    AddVoice: _add_voice,
    RemoveVoice: _remove_voice,
    Judge: _judge,
    Thank: _thank,
    DropWaiting: _drop_waiting,
    SetAlias: _set_alias,
    DropAlias: _drop_alias,
    SetSetting: _set_setting,
}
