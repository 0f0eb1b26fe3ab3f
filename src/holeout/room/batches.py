"""Many rows to or from a database as one JSON text.

A whole batch is then one call into the database's own code, during which the other thread of the room runs; row by
row, the two threads would take turns several times for each.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import ColumnElement, Connection, Select
    from sqlalchemy.sql.selectable import NamedFromClause
    from sqlalchemy.types import TypeEngine

SQLITE = "sqlite"


def pack(rows: Iterable[Any]) -> str:
    """Rows as the text that `unpacked` takes apart."""
    return json.dumps(list(rows), ensure_ascii=False, separators=(",", ":"))


def unpacked(
    dialect: str, name: str, types: Sequence[type[TypeEngine[Any]]]
) -> tuple[NamedFromClause, list[ColumnElement[Any]]]:
    """The rows in the parameter `name` as something to select from, and their columns."""
    if dialect == SQLITE:
        table = sa.func.json_each(sa.bindparam(name, type_=sa.Text)).table_valued("value")
        return table, [
            sa.cast(sa.func.json_extract(table.c.value, f"$[{at}]"), kind) for at, kind in enumerate(types)
        ]
    text = sa.cast(sa.bindparam(name, type_=sa.Text), sa.JSON)
    table = sa.func.json_array_elements(text).table_valued("value")
    value = table.c.value
    return table, [
        sa.cast(value.op("->>")(sa.literal_column(str(at))), kind) for at, kind in enumerate(types)
    ]


def unpacked_texts(dialect: str, name: str) -> Select[Any]:
    """The texts in the parameter `name`, a JSON array."""
    function = sa.func.json_each if dialect == SQLITE else sa.func.json_array_elements_text
    text: Any = sa.bindparam(name, type_=sa.Text)
    table = function(text if dialect == SQLITE else sa.cast(text, sa.JSON)).table_valued("value")
    return sa.select(table.c.value)


def packed(dialect: str, columns: Sequence[ColumnElement[Any]]) -> ColumnElement[str]:
    """`columns` of all rows as one text, for `fetch`."""
    if dialect == SQLITE:
        return sa.func.json_group_array(sa.func.json_array(*columns))
    return sa.cast(sa.func.json_agg(sa.func.json_build_array(*columns)), sa.Text)


def fetch(connection: Connection, query: Select[Any], parameters: dict[str, Any]) -> list[list[Any]]:
    """The rows of a query for `packed` columns."""
    text = connection.execute(query, parameters).scalar_one()
    rows: list[list[Any]] = json.loads(text or "[]")
    return rows
