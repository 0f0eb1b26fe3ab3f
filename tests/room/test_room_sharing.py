"""One's own favourites in a room, from a terminal: sent, changed, withdrawn, and waiting where there is no network."""

from __future__ import annotations

import argparse
import asyncio
import json
import random
from typing import TYPE_CHECKING

import httpx
import pytest
from roomtesting import open_room, serving

from holeout.cli.favourites import add_to
from holeout.favourites.model import Favourite
from holeout.favourites.store import own_path
from holeout.problems import HoleoutError
from holeout.room.client import RoomClient
from holeout.room.join import read_join_url
from holeout.room.limits import Rates
from holeout.room.outbox import Box, Outbox
from holeout.room.sharing import Sender
from holeout.room.suggestion import Standing

if TYPE_CHECKING:
    from pathlib import Path

    from roomtesting import FakeClock, Opened

NOWHERE = "http://127.0.0.1:1"
POLARS, DVC = Favourite("polars", stage="data", note="fast"), Favourite("dvc", note="data under git")


async def run(*arguments: str) -> int:
    """`holeout favourites ...`, as somebody in another terminal types it."""
    parser = argparse.ArgumentParser()
    add_to(parser.add_subparsers())
    options = parser.parse_args(["favourites", *arguments])
    return await asyncio.to_thread(options.run, options)


def join_url(served: str) -> str:
    return f"{served.replace('http', 'HTTP')}/J/QX7F"


def shown(opened: Opened) -> dict[str, str]:
    return {item.name: item.why for item in opened.room.suggestions.values() if item.standing.visible}


@pytest.fixture
async def open_to_all(opened: Opened) -> Opened:
    await opened.presenter().post("/presenter/board", json={"action": "mode", "mode": "off"})
    return opened


async def test_a_terminal_shares_changes_votes_and_withdraws(
    open_to_all: Opened, served: str, capsys: pytest.CaptureFixture[str]
) -> None:
    url = join_url(served)
    await run("add", "polars", "--stage", "data", "--note", "fast")
    await run("add", "driftwatch", "--note", "sees drift")
    assert await run("share", url) == 0
    assert shown(open_to_all) == {"Polars": "fast", "driftwatch": "sees drift"}
    before = set(open_to_all.room.suggestions)

    await run("edit", "polars", "--note", "six times faster")
    await run("remove", "driftwatch")
    assert await run("share", url) == 0
    assert shown(open_to_all) == {"Polars": "six times faster"}
    assert set(open_to_all.room.suggestions) < before

    await open_to_all.phone().post(open_to_all.join, data={"tool": "scikit-learn", "stage": "train"})
    assert await run("voice", url, "scikit_learn") == 0
    assert await run("voice", url, "Scikit-Learn") == 0
    capsys.readouterr()
    assert await run("board", url) == 0
    told = capsys.readouterr()
    assert "   2  scikit-learn" in told.out
    assert "2 tools, 3 voices" in told.err
    assert await run("voice", url, "scikit-learn", "--take-back") == 0
    assert sum(len(item.voices) for item in open_to_all.room.suggestions.values()) == 0

    assert await run("withdraw", url, "polars") == 0
    assert shown(open_to_all) == {"scikit-learn": ""}
    assert await run("share", url) == 0
    assert "Polars" not in shown(open_to_all), "what was withdrawn by name is not sent again by itself"
    assert await run("share", url, "polars") == 0
    assert shown(open_to_all)["Polars"] == "six times faster"
    assert len({item.actor for item in open_to_all.room.suggestions.values()}) == 2


async def test_without_a_network_favourites_wait_and_arrive_once_when_the_room_is_there(
    tmp_path: Path, clock: FakeClock, rates: Rates, capsys: pytest.CaptureFixture[str]
) -> None:
    async with open_room(tmp_path / "first.sqlite", clock, rates) as opened:
        async with serving(opened.app, opened.room.hub) as url:
            port = int(url.rpartition(":")[2])
        await run("add", "polars", "--stage", "data")
        await run("add", "dvc")
        assert await run("share", join_url(url)) == 1
        assert "2 favourites waiting; later: holeout favourites share" in capsys.readouterr().err
        await run("remove", "dvc")
        opened.room.hub._closed = False
        async with serving(opened.app, opened.room.hub, port):
            assert await run("share") == 0
            assert await run("share") == 0
        names = {item.name for item in opened.room.suggestions.values()}
    assert names == {"Polars", "dvc"}, "what waits is what was shared, until it is shared anew"


async def test_what_a_room_refuses_is_told_and_does_not_wait_for_ever(
    served: str, capsys: pytest.CaptureFixture[str]
) -> None:
    await run("add", "polars")
    assert await run("share", f"{served}/j/NOPE") == 1
    assert "no room with that code" in capsys.readouterr().err
    assert Outbox().boxes() == ()
    for wrong in (("share", served), ("share", "ftp://x"), ("voice", join_url(served), "nothing-like-it"),
                  ("withdraw", join_url(served), "polars"), ("share", join_url(served), "not-mine")):  # fmt: skip
        with pytest.raises(HoleoutError):
            await run(*wrong)


async def test_a_stage_that_the_room_does_not_have_is_left_out(
    opened: Opened, served: str, tmp_path: Path
) -> None:
    box = Box(served, "QX7F").sharing([Favourite("polars", stage="harvest")])
    done = await Sender(Outbox(tmp_path)).send(box)
    assert (done.sent, done.refused) == (1, ())
    assert [item.stage for item in opened.room.suggestions.values()] == [""]


async def test_a_room_that_is_not_asking_just_now_is_asked_again_later(
    opened: Opened, served: str, tmp_path: Path
) -> None:
    outbox = Outbox(tmp_path)
    await opened.presenter().post("/presenter/board", json={"action": "pause"})
    done = await Sender(outbox).send(Box(served, "QX7F").sharing([POLARS]))
    assert "not taking suggestions" in done.trouble
    await opened.presenter().post("/presenter/board", json={"action": "resume"})
    (kept,) = outbox.boxes()
    assert (await Sender(outbox).send(kept)).sent == 1


async def test_who_shares_many_is_slowed_down_and_loses_none(tmp_path: Path, clock: FakeClock) -> None:
    async def wait(seconds: float) -> None:
        clock.seconds += seconds

    async with (
        open_room(tmp_path / "r.sqlite", clock, Rates(device=(0.5, 2))) as opened,
        serving(opened.app, opened.room.hub) as url,
    ):
        favourites = [Favourite(f"tool{n}") for n in range(8)]
        done = await Sender(Outbox(tmp_path / "o"), sleep=wait).send(Box(url, "QX7F").sharing(favourites))
        assert (done.sent, done.trouble, done.box.waiting) == (8, "", ())
        assert len(opened.room.suggestions) == 8


class Lossy(httpx.AsyncBaseTransport):
    """A network that loses requests, and answers after the room has taken what they answer."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._inner = httpx.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        fate = self._chance.random()
        if fate < 0.3:
            raise httpx.ConnectError("lost on the way", request=request)
        answer = await self._inner.handle_async_request(request)
        if fate < 0.6:
            await answer.aread()
            await answer.aclose()
            raise httpx.ReadError("lost on the way back", request=request)
        return answer

    async def aclose(self) -> None:
        await self._inner.aclose()


@pytest.mark.parametrize("seed", range(4))
async def test_over_a_network_that_loses_half_of_everything_each_arrives_once(
    open_to_all: Opened, served: str, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311
    outbox = Outbox(tmp_path / "outbox")
    outbox.keep(Box(served, "QX7F").sharing([Favourite(f"tool-{n}", note="first") for n in range(6)]))
    changed = False
    for _ in range(200):
        box = outbox.boxes()[0]
        if not box.waiting and changed:
            break
        if len([item for item in box.items if item.delivered]) > 2 and not changed:
            changed = True
            outbox.keep(box.sharing([Favourite(f"tool-{n}", note="second") for n in range(3)]))
            box = outbox.boxes()[0]
        await Sender(outbox, lambda url: RoomClient(url, transport=Lossy(chance))).send(box)
    assert shown(open_to_all) == {f"tool-{n}": "second" for n in range(3)}
    assert len(open_to_all.room.suggestions) == 3
    assert len({item.actor for item in open_to_all.room.suggestions.values()}) == 1


def test_a_broken_file_is_left_alone_and_what_waits_is_private(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path)
    outbox.keep(Box(NOWHERE, "QX7F").sharing([POLARS, DVC]))
    (tmp_path / "zzz.json").write_text("{broken")
    (tmp_path / "newer.json").write_text('{"version": 2}')
    (tmp_path / "odd.json").write_text(
        json.dumps({"version": 1, "url": 1, "code": 2, "device": 3, "items": [7]})
    )
    (box,) = outbox.boxes()
    assert [item.tool for item in box.waiting] == ["polars", "dvc"]
    assert (tmp_path / "zzz.json").exists()
    assert all(
        path.stat().st_mode & 0o077 == 0 for path in tmp_path.iterdir() if path.name.startswith("http")
    )


def test_sharing_again_keeps_every_id_and_sends_only_what_differs() -> None:
    box = Box(NOWHERE, "QX7F").sharing([POLARS, DVC])
    arrived = box
    for item in box.items:
        arrived = arrived.with_item(type(item)(**{**_said(item), "tried": True, "delivered": True}))
    assert arrived.sharing([POLARS, DVC]) == arrived
    again = arrived.sharing([Favourite("Polars", stage="data", note="faster")])
    assert [(item.key, item.id, item.withdrawn) for item in again.waiting] == [
        ("pkg:pypi/polars", box.items[0].id, False),
        ("pkg:pypi/dvc", box.items[1].id, True),
    ]
    long = Box(NOWHERE, "QX7F").sharing([Favourite("x", note="é" * 500)])
    assert len(long.items[0].why) == 280


def _said(item: object) -> dict:
    return {name: getattr(item, name) for name in item.__dataclass_fields__}


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("HTTP://192.168.1.23:8080/J/QX7F", ("http://192.168.1.23:8080", "QX7F")),
        ("192.168.1.23:8080/j/qx7f/", ("http://192.168.1.23:8080", "QX7F")),
        (" https://Talk.Example/j/QX7F2M ", ("https://talk.example", "QX7F2M")),
        ("https://talk.example", ("https://talk.example", "")),
        ("http://[::1]:80/j/QX7F", ("http://[::1]:80", "QX7F")),
    ],
)
def test_the_address_is_understood_as_it_stands_on_the_slide(said: str, meant: tuple[str, str]) -> None:
    assert read_join_url(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        "ftp://x/j/QX7F",
        "http://",
        "http://x/other",
        "http://x:99999/j/QX7F",
        "file:///etc/passwd",
        "http://[",
    ],
)
def test_what_is_no_address_of_a_room_is_refused(said: str) -> None:
    with pytest.raises(HoleoutError, match="no address"):
        read_join_url(said)


MAILED = """\
format = "holeout-favourites/1"
[[favourite]]
tool = "polars"
note = "fast"
actor = "annaannaanna"
[[favourite]]
tool = "polars"
note = "lazy frames"
actor = "benbenbenben"
[[favourite]]
tool = "dvc"
actor = "benbenbenben"
"""


async def test_a_file_of_several_people_is_put_on_the_board_with_a_voice_for_each(
    open_to_all: Opened, served: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url, mailed = join_url(served), tmp_path / "everybody.favourites.toml"
    mailed.write_text(MAILED)
    await run("add", "driftwatch")
    assert await run("share", url) == 0
    capsys.readouterr()
    assert await run("share", url, "--file", str(mailed)) == 0
    assert "3 favourites of 2 people sent" in capsys.readouterr().err
    async with RoomClient(served) as client:
        (stage,) = (await client.board())["stages"]
    cards = {card["tool"]: (card["voices"], set(card["whys"])) for card in stage["cards"]}
    assert cards["pkg:pypi/polars"] == (2, {"fast", "lazy frames"})
    assert cards["pkg:pypi/dvc"][0] == cards["pkg:pypi/driftwatch"][0] == 1
    assert await run("share", url, "--file", str(mailed)) == 0
    assert "all is as you sent it before" in capsys.readouterr().err
    mailed.write_text(MAILED.replace("lazy frames", "lazier frames"))
    assert await run("share", url, "--file", str(mailed)) == 0
    assert "1 favourite sent" in capsys.readouterr().err
    assert await run("share", url) == 0, "and one's own are still what one sent oneself"
    assert "all is as you sent it before" in capsys.readouterr().err
    assert await run("share", url, "--forget") == 0
    assert Outbox().boxes() == ()


async def test_two_files_without_names_are_two_people_and_ones_own_elsewhere_is_oneself(
    open_to_all: Opened, served: str, tmp_path: Path
) -> None:
    url = join_url(served)
    for name in ("one", "two"):
        path = tmp_path / f"{name}.favourites.toml"
        path.write_text('format = "holeout-favourites/1"\n[[favourite]]\ntool = "polars"\n')
        assert await run("share", url, "--file", str(path)) == 0
    mine = tmp_path / "mine.favourites.toml"
    assert await run("add", "polars", "--file", str(mine)) == 0
    assert await run("share", url, "--file", str(mine)) == 0
    assert await run("share", url, "--file", str(mine)) == 0
    assert [box.who for box in Outbox().boxes()].count("") == 1
    async with RoomClient(served) as client:
        assert (await client.board())["voices"] == 3


async def test_who_has_only_others_favourites_is_told_so_and_how_to_share_them(
    served: str, tmp_path: Path
) -> None:
    mailed = tmp_path / "everybody.favourites.toml"
    mailed.write_text(MAILED)
    url = join_url(served)
    with pytest.raises(HoleoutError, match="you have no favourites yet"):
        await run("share", url)
    with pytest.raises(HoleoutError, match="is a file") as file_for_tool:
        await run("share", url, str(mailed))
    assert file_for_tool.value.hint == f"holeout favourites share {url} --file {mailed}"
    own_path("prototype-hole").parent.mkdir(parents=True, exist_ok=True)
    own_path("prototype-hole").write_text(MAILED)
    with pytest.raises(HoleoutError, match=r"none of the 3 favourites in .* is your own") as others:
        await run("share", url)
    assert "--file" in others.value.hint


async def test_what_waits_for_a_room_can_be_forgotten() -> None:
    await run("add", "polars")
    assert await run("share", f"{NOWHERE}/j/QX7F") == 1
    assert await run("share", f"{NOWHERE}/j/QX7F", "--forget") == 0
    assert Outbox().boxes() == ()
    assert await run("share") == 0


async def test_a_hostile_room_prints_no_control_characters(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    nasty = "a\x1b]52;c;ZXZpbA==\x07\u202eb"
    card = {"id": "1", "tool": nasty, "name": nasty, "voices": 1, "whys": [nasty], "pinned": True}
    board = {"stages": [{"id": "x", "name": nasty, "cards": [card]}], "cards": 1, "voices": 1}

    async def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/board.json":
            return httpx.Response(200, json=board)
        return httpx.Response(400, json={"error": nasty})

    real = RoomClient.__init__

    def init(self: RoomClient, url: str, *args: object, **more: object) -> None:
        real(self, url, *args, **{**more, "transport": httpx.MockTransport(answer)})

    monkeypatch.setattr(RoomClient, "__init__", init)
    await run("board", "http://evil.example")
    await run("add", "polars")
    await run("share", "http://evil.example/j/QX7F")
    told = capsys.readouterr()
    assert not set(told.out + told.err) & set("\x1b\x07\u202e")


def test_standings_are_those_that_a_terminal_tells_of() -> None:
    assert {"pending", "hidden"} == {s.value for s in Standing if not s.visible} - {"withdrawn"}
