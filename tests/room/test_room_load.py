"""The load generator of the benchmark says what is true, on a small room."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks.room import boards
from benchmarks.room.__main__ import fifths, parser
from holeout.room.sse import GZIP_HEAD, packed

if TYPE_CHECKING:
    from roomtesting import Opened

ROOT = Path(__file__).parents[2]


async def helper(module: str, port: str, *arguments: str) -> dict[str, float]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", f"benchmarks.room.{module}", "--ports", port, "--code", "QX7F", *arguments,
        stdout=asyncio.subprocess.PIPE, cwd=ROOT,
    )  # fmt: skip
    out, _ = await process.communicate()
    assert process.returncode == 0
    return json.loads(out)


async def test_what_it_counts_as_acknowledged_is_stored_and_every_board_is_timed(
    opened: Opened, served: str
) -> None:
    await opened.presenter().post("/presenter/board", json={"action": "mode", "mode": "off"})
    port = served.rpartition(":")[2]
    sent, seen = await asyncio.gather(
        helper("senders", port, "--seconds", "1", "--connections", "4", "--devices", "20", "--each", "2"),
        helper("boards", port, "--seconds", "1", "--boards", "12", "--every", "0.2", "--grace", "2",
               "--token", opened.room.keys.token),
    )  # fmt: skip
    tools = [item.tool for item in opened.room.suggestions.values()]
    assert len(tools) == sent["distinct"] + 1, "and the probe"
    assert sent["acknowledged"] >= sent["distinct"] > 0
    assert sent["p50"] > 0
    assert seen["boards"] == 12
    assert seen["complete"] == seen["changes"] > 0
    assert seen["lost"] == 0
    assert 0 <= seen["p50"] <= seen["p99"] <= seen["most"]


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (b'{"name":"probe","voices":17,"pinned":true}', 17),
        (b'data: {"cards":3,"stages":[{"id":"","name":"","cards":[[0,18],1,2]}]}', 18),
        (b'"cards":[[0,18],1]}\n\n"cards":[[0,19],1]}', 19),
        (b'"cards":[0,[1,5]]', 0),
    ],
)
def test_the_count_of_the_probe_is_read_from_whole_boards_and_from_changes(data: bytes, count: int) -> None:
    assert boards._latest(packed(data)) == count
    assert boards._latest(GZIP_HEAD + packed(data)) == count


def test_the_command_line_keeps_a_run_within_bounds() -> None:
    assert parser().parse_args([]).seconds == 60
    for wrong in (["--seconds", "3600"], ["--boards", "100000"], ["--connections", "0"]):
        with pytest.raises(SystemExit):
            parser().parse_args(wrong)


def test_memory_is_told_by_fifths_of_the_time() -> None:
    assert fifths([1.0, 1, 2, 2, 3, 3, 4, 4, 5, 5]) == [1, 2, 3, 4, 5]
    assert fifths([7.0]) == [7]
