"""What the store keeps, and when it says that it has."""

from __future__ import annotations

import asyncio
import sqlite3
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from roomtesting import CATALOGUE

from holeout.problems import HoleoutError
from holeout.room import schema, store, writer
from holeout.room.operations import (
    AddVoice,
    DropAlias,
    Judge,
    PutSuggestion,
    RemoveVoice,
    SetAlias,
    SetSetting,
    Thank,
    Withdraw,
)
from holeout.room.suggestion import Standing, Suggestion
from holeout.room.tally import Tally
from holeout.room.writer import Refresh, StoreBusyError, StoreFailedError, Writer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from sqlalchemy import Engine

ONE = "019a0000-0000-7000-8000-000000000001"
TWO = "019a0000-0000-7000-8000-000000000002"


class Kept:
    """A room's store with its writer, and what the writer has delivered."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.record = store.open_room(engine, "demo", "", 4)
        self.changes: list[store.Change] = []
        self.writer = Writer(engine, self.record.id, asyncio.get_running_loop(), self.changes.append)

    async def do(self, *operations: object) -> None:
        await asyncio.gather(*(self.writer.write(operation) for operation in operations))

    def all(self) -> store.Change:
        with self.engine.begin() as connection:
            return store.read_all(connection, self.record.id)

    def one(self, suggestion_id: str = ONE) -> Suggestion:
        return self.all().suggestions[suggestion_id]


def put(suggestion_id: str = ONE, actor: str = "anna", **changes: object) -> PutSuggestion:
    values = {
        "tool": "pkg:pypi/polars",
        "name": "polars",
        "stage": "data",
        "why": "fast",
        "standing": "pending",
    }
    return PutSuggestion(suggestion_id, actor, **{**values, "reviewed": False, "at": 10, **changes})


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = store.open_engine(f"sqlite:///{tmp_path / 'kept.sqlite'}")
    yield made
    made.dispose()


@pytest.fixture
async def kept(engine: Engine) -> AsyncIterator[Kept]:
    made = Kept(engine)
    yield made
    await asyncio.to_thread(made.writer.close)


async def test_sending_the_same_suggestion_again_changes_nothing(kept: Kept) -> None:
    await kept.do(put())
    await kept.do(Judge(ONE, "shown", 20), Thank(ONE, 21))
    await kept.do(put(at=30))
    assert kept.one() == Suggestion(
        ONE, "anna", "pkg:pypi/polars", "polars", "data", "fast", Standing.SHOWN, True, True, 10, 21
    )


async def test_a_changed_suggestion_is_looked_at_again(kept: Kept) -> None:
    await kept.do(put())
    await kept.do(Judge(ONE, "pinned", 20))
    await kept.do(put(why="something else entirely", at=30))
    assert (kept.one().standing, kept.one().why, kept.one().created) == (
        Standing.PENDING,
        "something else entirely",
        10,
    )


async def test_nobody_changes_or_withdraws_what_is_not_theirs(kept: Kept) -> None:
    await kept.do(put(standing="shown"))
    await kept.do(put(actor="mallory", why="spam", at=30), Withdraw(ONE, "mallory", 31))
    assert (kept.one().actor, kept.one().why, kept.one().standing) == ("anna", "fast", Standing.SHOWN)


async def test_what_the_speaker_hid_stays_hidden_whatever_its_sender_does(kept: Kept) -> None:
    await kept.do(put(standing="shown"))
    await kept.do(Judge(ONE, "hidden", 20))
    await kept.do(put(why="again", standing="shown", at=30))
    await kept.do(Withdraw(ONE, "anna", 40))
    await kept.do(put(why="and again", standing="shown", at=50))
    assert kept.one().standing is Standing.HIDDEN


async def test_a_withdrawal_deletes_the_words_and_only_the_sender_can_undo_it(kept: Kept) -> None:
    await kept.do(put(standing="shown"), AddVoice(ONE, "ben", 11))
    await kept.do(Withdraw(ONE, "anna", 20))
    await kept.do(Judge(ONE, "shown", 30), Judge(ONE, "pinned", 31))
    assert (kept.one().standing, kept.one().name, kept.one().why) == (Standing.WITHDRAWN, "", "")
    await kept.do(put(standing="shown", at=40))
    assert (kept.one().standing, kept.one().why) == (Standing.SHOWN, "fast")


async def test_what_was_withdrawn_is_gone_when_nobody_agrees_with_it_any_more(kept: Kept) -> None:
    await kept.do(put(ONE), put(TWO), AddVoice(TWO, "ben", 11))
    await kept.do(Withdraw(ONE, "anna", 20), Withdraw(TWO, "anna", 21))
    assert set(kept.all().suggestions) == {TWO}
    await kept.do(RemoveVoice(TWO, "ben"))
    assert kept.all().suggestions == {}
    assert kept.changes[-1].suggestions == {TWO: None}


async def test_a_voice_counts_once_never_for_oneself_and_can_be_taken_back(kept: Kept) -> None:
    await kept.do(put())
    await kept.do(
        AddVoice(ONE, "ben", 1), AddVoice(ONE, "ben", 2), AddVoice(ONE, "anna", 3), AddVoice(TWO, "ben", 4)
    )
    assert kept.one().voices == {"ben"}
    await kept.do(RemoveVoice(ONE, "ben"))
    assert kept.one().voices == frozenset()


async def test_aliases_and_settings_are_kept_and_replaced(kept: Kept) -> None:
    await kept.do(SetAlias("a", "b", 1), SetSetting("mode", "off"))
    await kept.do(SetAlias("a", "c", 2), SetAlias("d", "e", 2), SetSetting("mode", "after"))
    await kept.do(DropAlias("d"))
    found = kept.all()
    assert (found.aliases, found.settings) == ({"a": "c"}, {"mode": "after"})


OPERATIONS = st.one_of(
    st.builds(
        put,
        st.sampled_from([ONE, TWO]),
        st.sampled_from(["anna", "ben"]),
        why=st.sampled_from(["", "a", "b"]),
    ),
    st.builds(Withdraw, st.sampled_from([ONE, TWO]), st.sampled_from(["anna", "ben"]), st.just(5)),
    st.builds(AddVoice, st.sampled_from([ONE, TWO]), st.sampled_from(["anna", "ben", "cleo"]), st.just(5)),
    st.builds(RemoveVoice, st.sampled_from([ONE, TWO]), st.sampled_from(["anna", "ben", "cleo"])),
    st.builds(Judge, st.sampled_from([ONE, TWO]), st.sampled_from(["shown", "hidden"]), st.just(5)),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(OPERATIONS, max_size=12))
def test_what_is_delivered_adds_up_to_what_is_stored(operations: list[object]) -> None:
    async def run() -> None:
        engine = sa.create_engine(
            "sqlite://", poolclass=sa.pool.StaticPool, connect_args={"check_same_thread": False}
        )
        schema.migrate(engine)
        kept = Kept(engine)
        try:
            tally = Tally(CATALOGUE)
            for operation in operations:
                await kept.do(operation)
            await kept.do(*operations)
            for change in kept.changes:
                tally.take(change)
            assert tally.suggestions == kept.all().suggestions
        finally:
            await asyncio.to_thread(kept.writer.close)
            engine.dispose()

    asyncio.run(run())


async def test_writes_that_wait_together_share_a_commit(kept: Kept) -> None:
    ids = [f"019a0000-0000-7000-8000-{number:012}" for number in range(200)]
    await kept.do(*(put(each) for each in ids))
    assert set(kept.all().suggestions) == set(ids)
    assert len(kept.changes) < 50


async def test_a_faulty_write_fails_alone(kept: Kept) -> None:
    good = [kept.writer.write(put(f"id{n}")) for n in range(5)]
    results = await asyncio.gather(
        *good, kept.writer.write(put("bad", standing="nonsense")), return_exceptions=True
    )
    assert [type(result) for result in results] == [type(None)] * 5 + [StoreFailedError]
    assert set(kept.all().suggestions) == {f"id{n}" for n in range(5)}


async def test_a_full_queue_refuses_at_once_and_recovers(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "MAX_QUEUE", 20)
    results = await asyncio.gather(
        *(kept.writer.write(put(f"id{n}")) for n in range(60)), return_exceptions=True
    )
    refused = [result for result in results if result is not None]
    assert refused
    assert {type(result) for result in refused} == {StoreBusyError}
    assert len(kept.all().suggestions) == 60 - len(refused)
    await kept.do(put("later"))


async def test_of_settings_that_need_no_answer_the_newest_is_kept(kept: Kept) -> None:
    for number in range(500):
        kept.writer.keep(SetSetting("state", str(number)))
    await kept.do(put())
    assert kept.all().settings == {"state": "499"}


async def test_closing_writes_what_still_waits(engine: Engine) -> None:
    made = Kept(engine)
    pending = [asyncio.ensure_future(made.writer.write(put(f"id{n}"))) for n in range(300)]
    await asyncio.sleep(0)
    made.writer.keep(SetSetting("state", "last"))
    await asyncio.to_thread(made.writer.close)
    await asyncio.gather(*pending)
    assert len(made.all().suggestions) == 300
    assert made.all().settings == {"state": "last"}


async def test_what_another_process_wrote_is_read_on_request(kept: Kept, engine: Engine) -> None:
    await kept.do(put())
    with engine.begin() as connection:
        connection.execute(schema.suggestion.update().values(why="from elsewhere"))
    kept.writer.refresh(Refresh((ONE,)))
    await kept.do(SetSetting("x", "y"))
    assert any(getattr(change.suggestions.get(ONE), "why", "") == "from elsewhere" for change in kept.changes)


def test_the_tables_are_what_the_queries_think_they_are(engine: Engine) -> None:
    inspected = sa.inspect(engine)
    for table in schema.TABLES:
        assert {column["name"] for column in inspected.get_columns(table.name)} == set(table.columns.keys())
        assert inspected.get_pk_constraint(table.name)["constrained_columns"] == [
            c.name for c in table.primary_key
        ]


def test_steps_are_taken_once_each_in_order_and_a_failing_step_leaves_no_trace(tmp_path: Path) -> None:
    path = tmp_path / "steps.sqlite"
    engine = store.open_engine(f"sqlite:///{path}")
    more = (*schema.STEPS, ("CREATE TABLE later (x TEXT)", "INSERT INTO later VALUES ('once')"))
    assert schema.migrate(engine, more) == 1
    assert schema.migrate(engine, more) == 0
    with pytest.raises(sa.exc.OperationalError):
        schema.migrate(engine, (*more, ("CREATE TABLE half (x TEXT)", "CREATE NONSENSE")))
    with engine.begin() as connection:
        assert connection.exec_driver_sql("SELECT x FROM later").scalars().all() == ["once"]
    assert "half" not in sa.inspect(engine).get_table_names()
    engine.dispose()
    with pytest.raises(HoleoutError, match="version 2"):
        store.open_engine(f"sqlite:///{path}")


@pytest.mark.parametrize("url", ["nonsense", "mysql://x/y", "sqlite:////proc/nowhere/x.sqlite"])
def test_a_store_that_cannot_be_is_refused_with_a_hint(url: str) -> None:
    with pytest.raises(HoleoutError) as caught:
        store.open_engine(url)
    assert caught.value.hint


def test_a_file_that_is_no_store_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("my own notes, long enough to be no database header at all, really " * 3)
    before = path.read_bytes()
    with pytest.raises(HoleoutError, match="cannot be opened"):
        store.open_engine(f"sqlite:///{path}")
    assert path.read_bytes() == before


def test_the_store_is_durable_and_private(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "room.sqlite"
    engine = store.open_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    assert {file.stat().st_mode & 0o777 for file in path.parent.iterdir()} == {0o600}
    engine.dispose()


async def test_deleting_a_room_leaves_nothing_that_was_said_in_its_files(
    engine: Engine, tmp_path: Path
) -> None:
    kept = Kept(engine)
    await kept.do(put(why="a sentence to be forgotten"), AddVoice(ONE, "ben", 1), SetAlias("a", "b", 1))
    await asyncio.to_thread(kept.writer.close)
    other = store.open_room(engine, "another talk", "", 4)
    assert store.delete_room(engine, "demo", "") == 1
    engine.dispose()
    rest = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"to be forgotten" not in rest
    assert kept.record.secret.hex().encode() not in rest
    with sqlite3.connect(tmp_path / "kept.sqlite") as connection:
        assert connection.execute("SELECT code FROM room").fetchall() == [(other.code,)]
        for table in ("suggestion", "voice", "alias", "setting"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)  # noqa: S608
    connection.close()


def test_a_room_is_found_again_by_its_talk_or_code_and_deleted_when_nobody_uses_it(engine: Engine) -> None:
    first = store.open_room(engine, "demo", "", 4)
    assert store.open_room(engine, "demo", "", 6) == first
    assert store.open_room(engine, "", first.code, 4) == first
    assert store.open_room(engine, "demo", "QXQX", 4).id != first.id
    with pytest.raises(HoleoutError, match="that of the talk 'demo'"):
        store.open_room(engine, "another", "QXQX", 4)
    assert store.delete_unused(engine, days=1) == 0
    with engine.begin() as connection:
        connection.execute(schema.room.update().where(schema.room.c.id == first.id).values(used=0))
    assert store.delete_unused(engine, days=1) == 1
