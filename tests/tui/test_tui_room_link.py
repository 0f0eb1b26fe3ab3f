"""The presenter's line to a room that is hosted elsewhere."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

from holeout.room.client import StateChanged
from holeout.room.launch import READY
from holeout.room.runtime import RoomAddress, find_local_room
from holeout.tui.room_link import RoomLink


async def test_of_a_hosted_room_the_slide_shows_what_its_audience_is_to_type() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "holeout.room", "--talk", "hosted", "--public-url", "https://talk.example", "--code",
         "QX7F2M"],
        stdout=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout
    assert await asyncio.to_thread(process.stdout.readline) == READY
    hosted = find_local_room("hosted")
    assert hosted
    opened: list[RoomAddress] = []
    heard: asyncio.Queue[object] = asyncio.Queue()
    failures: list[str] = []
    link = RoomLink(
        "my-talk",
        Path(),
        opened=opened.append,
        hear=heard.put_nowait,
        failed=failures.append,
        url=f"{hosted.url}/j/{hosted.code}",
        token=hosted.token,
        moderate="after",
    )
    link.offer({"public": {"slide": 7}})
    running = asyncio.ensure_future(link.run())
    async with asyncio.timeout(20):
        while not isinstance(message := await heard.get(), StateChanged) or not message.public:
            pass
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    link.close()
    assert opened[-1].join_url == "HTTPS://TALK.EXAMPLE/J/QX7F2M"
    assert failures == []
    process.terminate()
    assert await asyncio.to_thread(process.wait, 10) == 0
    process.stdout.close()


async def test_an_address_of_no_room_is_told_and_the_talk_goes_on() -> None:
    failures: list[str] = []
    link = RoomLink("my-talk", Path(), opened=print, hear=print, failed=failures.append, url="ftp://x")
    await link.run()
    assert failures == [
        "'ftp://x' is no address of a room\nhint: it looks like http://192.168.1.23:8080/j/QX7F"
    ]
