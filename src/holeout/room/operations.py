"""What can be written: each operation is one row for one statement, and doing it twice is doing it once.

So a batch whose connection broke may be written again, and a phone may send again what it is not sure of.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from holeout.room import schema

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Executable
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
Operation = OnSuggestion | OnVoice | SetAlias | DropAlias | SetSetting


def row(operation: Operation, room: str) -> dict[str, Any]:
    """The parameters of an operation's statement."""
    kind: Any = type(operation)
    return {f"p_{name}": getattr(operation, name) for name in _names(kind)} | {"p_room": room}


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(item.name for item in fields(kind))


@cache
def statements(kind: type[Operation], dialect: str) -> tuple[Executable, ...]:
    """The statements for one kind of operation, in order."""
    made = _MAKERS[kind](sqlite.insert if dialect == "sqlite" else postgresql.insert)
    return (made, _forget_the_empty()) if kind in {Withdraw, RemoveVoice} else (made,)


_Insert = Any  # the two dialects' `insert` share their methods, but no type


_TYPES: dict[str, type[TypeEngine[Any]]] = {"at": sa.BigInteger, "reviewed": sa.Boolean}


def _p(name: str) -> Any:
    # Typed: PostgreSQL refuses a parameter that it sees used as two types.
    return sa.bindparam(f"p_{name}", type_=_TYPES.get(name, sa.Text))


def _put_suggestion(insert: _Insert) -> Executable:
    old = schema.suggestion.c
    values = {
        name: _p(name)
        for name in ("room", "id", "actor", "tool", "name", "stage", "why", "standing", "reviewed")
    }
    put = insert(schema.suggestion).values(**values, thanked=sa.false(), created=_p("at"), changed=_p("at"))
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


def _withdraw(_: _Insert) -> Executable:
    old = schema.suggestion.c.standing
    standing = sa.case((old == "hidden", old), else_="withdrawn")
    values = {"standing": standing, "name": "", "why": "", "changed": _p("at")}
    return sa.update(schema.suggestion).where(_own(schema.suggestion.c.actor == _p("actor"))).values(values)


def _forget_the_empty() -> Executable:
    # A withdrawn Suggestion is kept for the voices that it has.
    voices, table = schema.voice.c, schema.suggestion.c
    voice = sa.select(voices.actor).where(voices.room == table.room, voices.suggestion == table.id)
    return sa.delete(schema.suggestion).where(_own(table.standing == "withdrawn", ~voice.exists()))


def _add_voice(insert: _Insert) -> Executable:
    # Selected, not given: there is no voice for what is not there, nor for what is one's own.
    table = schema.suggestion.c
    chosen = sa.select(table.room, table.id, _p("actor"), _p("at")).where(_own(table.actor != _p("actor")))
    added: Executable = (
        insert(schema.voice)
        .from_select(["room", "suggestion", "actor", "created"], chosen)
        .on_conflict_do_nothing()
    )
    return added


def _remove_voice(_: _Insert) -> Executable:
    table = schema.voice.c
    return sa.delete(schema.voice).where(
        table.room == _p("room"), table.suggestion == _p("id"), table.actor == _p("actor")
    )


def _judge(_: _Insert) -> Executable:
    values = {"standing": _p("standing"), "reviewed": sa.true(), "changed": _p("at")}
    judged = sa.or_(schema.suggestion.c.standing != "withdrawn", _p("standing") == "hidden")
    return sa.update(schema.suggestion).where(_own(judged)).values(values)


def _thank(_: _Insert) -> Executable:
    return sa.update(schema.suggestion).where(_own()).values(thanked=sa.true(), changed=_p("at"))


def _set_alias(insert: _Insert) -> Executable:
    put = insert(schema.alias).values(room=_p("room"), tool=_p("tool"), target=_p("target"), created=_p("at"))
    upsert: Executable = put.on_conflict_do_update(
        index_elements=["room", "tool"], set_={"target": put.excluded.target}
    )
    return upsert


def _drop_alias(_: _Insert) -> Executable:
    return sa.delete(schema.alias).where(schema.alias.c.room == _p("room"), schema.alias.c.tool == _p("tool"))


def _set_setting(insert: _Insert) -> Executable:
    put = insert(schema.setting).values(room=_p("room"), name=_p("name"), value=_p("value"))
    upsert: Executable = put.on_conflict_do_update(
        index_elements=["room", "name"], set_={"value": put.excluded.value}
    )
    return upsert


_MAKERS: dict[type[Operation], Callable[[_Insert], Executable]] = {
    PutSuggestion: _put_suggestion,
    Withdraw: _withdraw,
    AddVoice: _add_voice,
    RemoveVoice: _remove_voice,
    Judge: _judge,
    Thank: _thank,
    SetAlias: _set_alias,
    DropAlias: _drop_alias,
    SetSetting: _set_setting,
}
