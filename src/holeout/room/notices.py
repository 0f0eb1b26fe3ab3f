"""What other processes with the same PostgreSQL database have changed, heard by LISTEN.

A notice only names what changed; it is then read from the database. So a lost notice loses nothing for long:
everything is read again after each reconnect and once a minute.
"""

from __future__ import annotations

import asyncio
import json
import logging
from typing import TYPE_CHECKING

from holeout.room.writer import CHANNEL, Refresh

if TYPE_CHECKING:
    from collections.abc import Callable

    import psycopg
    from sqlalchemy import Engine

log = logging.getLogger("holeout.room")
RESYNC = 60.0
LONGEST_WAIT = 5.0
"""Seconds."""


async def follow_notices(
    engine: Engine, room: str, origin: str, refresh: Callable[[Refresh], None], command: Callable[[str], None]
) -> None:
    """Hand what others changed to `refresh`, and their commands to `command`, until cancelled."""
    import psycopg  # noqa: PLC0415  (there only where PostgreSQL is used)

    wait = 0.25
    address = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(address, autocommit=True) as connection:
                await connection.execute(f"LISTEN {CHANNEL}")
                wait = 0.25
                await _listen(connection, room, origin, refresh, command)
        except (psycopg.Error, OSError) as error:
            log.warning("the database is away: %s", error)
        await asyncio.sleep(wait)
        wait = min(LONGEST_WAIT, wait * 2)


async def _listen(
    connection: psycopg.AsyncConnection,
    room: str,
    origin: str,
    refresh: Callable[[Refresh], None],
    command: Callable[[str], None],
) -> None:
    while True:
        refresh(Refresh(whole=True, aliases=True, settings=True))
        async for notify in connection.notifies(timeout=RESYNC):
            try:
                notice = json.loads(notify.payload)
                if notice["room"] != room or notice["origin"] == origin:
                    continue
                changed = Refresh(
                    tuple(notice.get("ids", ())),
                    tuple((suggestion_id, actor) for suggestion_id, actor in notice.get("voices", ())),
                    aliases=notice.get("aliases", False),
                    settings=notice.get("settings", False),
                    whole=notice.get("whole", False),
                )
            except (ValueError, KeyError, TypeError):
                continue  # from a newer holeout; the next resync brings what it meant
            for text in notice.get("texts", ()):
                command(text)
            refresh(changed)
