"""`holeout drive` from a script."""

from __future__ import annotations

import asyncio
import json

import pytest

from holeout.cli.main import main
from holeout.presenting.commands import DRIVEN
from holeout.room.client import LocalRoom, RoomClient, start_room

STATE = {
    "public": {"slide": 3, "slides": 30, "step": 1, "steps": 5, "slide_title": "The map"},
    "private": {"elapsed": 310.0, "running": False, "plan": {"total": 600.0, "begin": 60.0, "end": 180.0}},
}


async def opened() -> LocalRoom:
    room = await start_room("talk", linger=0.1)
    async with RoomClient(room.address.url, room.address.token) as presenter:
        await presenter.publish(STATE)
    return room


def test_where_the_presentation_is_and_that_nobody_hears_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    room = asyncio.run(opened())
    try:
        assert main(["drive"]) == 0
        assert capsys.readouterr().out == "slide 3/30, step 2/5: The map\n5:10 · 2:10 behind\n"
        assert main(["drive", "--format", "json"]) == 0
        assert json.loads(capsys.readouterr().out)["public"]["slide"] == 3
        assert main(["drive", "next"]) == 1
        assert "presenter is away" in capsys.readouterr().err
    finally:
        asyncio.run(room.stop())
    assert main(["drive", "next"]) == 1
    assert "holeout present" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["go-to"], ["next", "7"], ["sideways"]])
def test_a_command_that_nobody_would_understand_is_refused(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["drive", *arguments])
    assert left.value.code == 2


def test_everything_a_desk_drives_can_be_driven(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["drive", "--help"])
    told = capsys.readouterr().out
    assert all(name.replace("_", "-") in told for name in (*DRIVEN, "go_to"))
