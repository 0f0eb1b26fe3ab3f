"""Favourites that wait for a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holeout.room.outbox import Outbox

if TYPE_CHECKING:
    from pathlib import Path

    from roomtesting import Opened

NOWHERE = "http://127.0.0.1:1"


async def test_what_cannot_be_sent_waits_and_arrives_once_when_the_room_is_there(
    opened: Opened, served: str, tmp_path: Path
) -> None:
    outbox = Outbox(tmp_path / "outbox")
    outbox.put(NOWHERE, "QX7F", "polars", why="fast")
    assert (await outbox.send()).waiting == 1
    (waiting,) = outbox.waiting()
    assert waiting.why == "fast"

    outbox = Outbox(tmp_path / "outbox")
    outbox.put(served, "QX7F", "pandas", stage="data")
    outbox.put(served, "QX7F", "pandas", stage="data", why="changed my mind about the words")
    outbox.put(served, "QX7F", "sklearn")
    done = await outbox.send()
    assert (done.sent, done.waiting, done.refused) == (2, 1, ())
    assert {item.tool for item in opened.room.suggestions.values()} == {
        "pkg:pypi/pandas",
        "pkg:pypi/scikit-learn",
    }
    assert len({item.actor for item in opened.room.suggestions.values()}) == 1, "one person is one device"


async def test_what_a_room_refuses_for_good_is_told_and_does_not_wait_for_ever(
    served: str, tmp_path: Path
) -> None:
    outbox = Outbox(tmp_path / "outbox")
    outbox.put(served, "NOPE", "polars")
    outbox.put(served, "QX7F", "polars", stage="no such stage")
    done = await outbox.send()
    assert done.sent == done.waiting == 0
    assert [words for _, words in done.refused if "code" in words or "stage" in words] == [
        w for _, w in done.refused
    ]
    assert len(done.refused) == 2
    assert outbox.waiting() == ()


def test_a_broken_file_is_left_alone_and_what_waits_is_private(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path)
    outbox.put(NOWHERE, "QX7F", "polars")
    (tmp_path / "zzz.json").write_text("{broken")
    (tmp_path / "newer.json").write_text('{"version": 2}')
    assert len(outbox.waiting()) == 1
    assert (tmp_path / "zzz.json").exists()
    assert all(path.stat().st_mode & 0o077 == 0 for path in tmp_path.iterdir() if len(path.name) > 20)
