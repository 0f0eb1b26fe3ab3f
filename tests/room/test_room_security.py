"""Attacks on a room in a hall full of strangers: each is tried."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

import httpx
import pytest
from roomtesting import HOST, open_room

from holeout.favourites.forms import MEDIA_TYPES
from holeout.room.app import build_app
from holeout.room.bodies import MAX_BODY
from holeout.room.guard import Hosts
from holeout.room.limits import Rates
from holeout.room.store import Change
from holeout.room.suggestion import Standing, Suggestion

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from roomtesting import FakeClock, Opened

FORM = {"tool": "polars", "why": "fast"}
PAYLOADS = [
    "<img src=x onerror=alert(1)>",
    '"><script>alert(1)</script>',
    "javascript:alert(1)",
    "</title><svg onload=alert(1)>",
    "{{7331*7}}${7331*7}",
    "' OR 1=1 --",
    "[@click=app.exit]x[/]",
]


def _stored(opened: Opened) -> list[str]:
    return [text for item in opened.room.suggestions.values() for text in (item.name, item.why, item.tool)]


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "room.test.evil.example", "", "[::", "room.test@evil"]
)
async def test_a_rebound_name_gets_421_from_every_route(opened: Opened, host: str) -> None:
    client = opened.presenter()
    for method, path in (
        ("GET", opened.join),
        ("POST", opened.join),
        ("GET", "/presenter/state"),
        ("GET", "/static/room.css"),
    ):
        answer = await client.request(method, path, headers={"host": host})
        assert answer.status_code == 421, (method, path)


async def test_the_room_answers_to_its_names_with_any_port(opened: Opened) -> None:
    for host in (HOST, HOST.upper(), f"{HOST}:8080", "127.0.0.1:1"):
        assert (await opened.phone().get(opened.join, headers={"host": host})).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": f"http://{HOST}.evil.example"},
        {"origin": f"http://{HOST}:81"},
        {"origin": "http://["},
        {"origin": f"http://{HOST}", "sec-fetch-site": "cross-site"},
        {"cookie": "holeout_device=x"},
    ],
)
async def test_a_form_on_another_site_sends_nothing(opened: Opened, headers: dict[str, str]) -> None:
    answer = await opened.terminal().post(opened.join, data=FORM, headers=headers)
    assert answer.status_code == 403
    assert not opened.room.suggestions


async def test_a_forged_form_cannot_drive_the_slides_of_a_signed_in_phone(opened: Opened) -> None:
    phone = opened.phone()
    await phone.post("/presenter/session", data={"token": opened.room.keys.token})
    own = await phone.post("/presenter/commands", data={"command": "next"})
    forged = await phone.post(
        "/presenter/commands", data={"command": "next"}, headers={"origin": "http://evil.example"}
    )
    assert (own.status_code, forged.status_code) == (303, 403)


async def test_behind_a_proxy_that_renames_the_host_the_public_origin_counts_as_own(opened: Opened) -> None:
    hosts = Hosts(frozenset({HOST}), origin="https://talk.example")
    transport = httpx.ASGITransport(build_app(opened.room, hosts, secure=True))
    async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}") as client:
        own = await client.post(opened.join, data=FORM, headers={"origin": "https://talk.example"})
        other = await client.post(opened.join, data=FORM, headers={"origin": "http://talk.example"})
    assert (own.status_code, other.status_code) == (303, 403)
    assert "Secure" in own.headers["set-cookie"]


async def test_cookies_are_out_of_reach_of_scripts_and_other_sites(opened: Opened) -> None:
    device = (await opened.phone().get(opened.join)).headers["set-cookie"]
    session = await opened.phone().post("/presenter/session", data={"token": opened.room.keys.token})
    for cookie in (device, session.headers["set-cookie"]):
        assert "HttpOnly" in cookie
        assert "samesite=strict" in cookie.lower()
    assert opened.room.keys.token not in session.headers["set-cookie"]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/presenter/state"),
        ("PUT", "/presenter/state"),
        ("POST", "/presenter/commands"),
        ("POST", "/presenter/board"),
        ("GET", "/presenter/events"),
        ("GET", "/presenter/favourites.csv"),
    ],
)
@pytest.mark.parametrize(
    "headers",
    [{}, {"authorization": "Bearer wrong"}, {"authorization": "Bearer "}, {"authorization": "Basic eDp5"},
     {"cookie": "holeout_presenter=guess"}],
)  # fmt: skip
async def test_without_the_token_nothing_of_the_presenters_is_seen_or_done(
    opened: Opened, method: str, path: str, headers: dict[str, str]
) -> None:
    client = opened.phone(**headers)
    answer = await client.request(
        method, path, json={"command": "next", "action": "pause"} if method != "GET" else None
    )
    assert answer.status_code == 401
    assert not opened.room.paused


async def test_a_device_cookie_is_no_presenters_cookie(opened: Opened) -> None:
    phone = opened.phone()
    await phone.get(opened.join)
    phone.cookies.set("holeout_presenter", phone.cookies["holeout_device"])
    assert (await phone.post("/presenter/commands", data={"command": "next"})).status_code == 401


async def test_the_right_token_still_works_while_guesses_are_slowed_down(
    tmp_path: Path, clock: FakeClock
) -> None:
    async with open_room(tmp_path / "r.sqlite", clock, Rates(guesses=(0.1, 3))) as opened:
        guesser = opened.terminal(authorization="Bearer wrong")
        codes = [(await guesser.get("/presenter/state")).status_code for _ in range(5)]
        assert codes == [401, 401, 401, 429, 429]
        assert (await opened.presenter().get("/presenter/state")).status_code == 200
        assert (await opened.phone().get("/j/WRNG")).status_code == 429
        assert (await opened.phone().get(opened.join)).status_code == 200


async def test_a_wrong_code_finds_no_room(opened: Opened) -> None:
    for path in ("/j/QX7G", "/J/X", "/j/QX7F0", "/j/%00"):
        assert (await opened.phone().get(path)).status_code == 404
        assert (await opened.phone().post(path.replace("/J/", "/j/"), data=FORM)).status_code == 404
    assert not opened.room.suggestions


async def test_no_more_than_the_limit_of_a_body_is_read(opened: Opened) -> None:
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        while True:
            read += 1024
            yield b"a" * 1024

    phone = opened.phone()
    streamed = await phone.post(
        opened.join, content=endless(), headers={"content-type": "application/x-www-form-urlencoded"}
    )
    announced = await phone.post(opened.join, data={**FORM, "why": "x" * MAX_BODY})
    assert (streamed.status_code, announced.status_code) == (413, 413)
    assert read <= MAX_BODY + 4096


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"[" * 4000, "application/json", 422),
        (b'{"tool": NaN}', "application/json", 422),
        (b"[]", "application/json", 422),
        (b"\xff\xfe", "application/json", 422),
        (b'{"tool": 5, "why": ["x"]}', "application/json", 422),
        (b"tool=%ff%fe", "application/x-www-form-urlencoded", 422),
        (b"&".join(b"a%d=1" % n for n in range(100)), "application/x-www-form-urlencoded", 422),
        (b"tool=polars", "text/plain", 415),
        (b"x", "multipart/form-data; boundary=x", 415),
        (b"tool=polars", "", 415),
    ],
)
async def test_broken_bodies_are_refused_in_words(
    opened: Opened, content: bytes, kind: str, status: int
) -> None:
    answer = await opened.phone().post(opened.join, content=content, headers={"content-type": kind})
    assert answer.status_code == status
    assert not opened.room.suggestions


@pytest.mark.parametrize("payload", PAYLOADS)
async def test_markup_in_a_suggestion_is_only_ever_text(opened: Opened, payload: str) -> None:
    await opened.presenter().post("/presenter/board", json={"action": "mode", "mode": "off"})
    phone = opened.phone()
    assert (await phone.post(opened.join, data={"tool": payload, "why": payload})).status_code == 303
    public = {
        "title": payload,
        "slide_title": payload,
        "slide": 1,
        "links": [{"title": payload, "url": payload}],
    }
    await opened.presenter().put("/presenter/state", json={"public": public, "private": {"notes": payload}})
    opened.room._send_boards()
    remote = opened.phone()
    await remote.post("/presenter/session", data={"token": opened.room.keys.token})
    for page in (await phone.get(opened.join), await phone.get("/board"), await remote.get("/remote")):
        assert page.status_code == 200
        for dangerous in ("<img", "<svg", "alert(1)</script>", 'href="javascript:', "51317"):
            assert dangerous not in page.text.replace('<img src="/qr.svg"', "")


async def test_control_and_direction_characters_stop_at_the_door(opened: Opened) -> None:
    nasty = "a\x1b]52;c;ZXZpbA==\x07b\x9b31m\u202egnp.exe\u2066\U000e0041z" + "e" + "\u0301" * 50
    await opened.phone().post(opened.join, data={"tool": nasty, "why": nasty})
    stored = "".join(_stored(opened))
    assert stored
    assert not set(stored) & set("\x1b\x07\x9b\u202e\u2066\U000e0041")
    assert "\u0301" * 4 not in stored


async def test_every_answer_has_the_headers_that_keep_browsers_in_bounds(opened: Opened) -> None:
    phone = opened.phone()
    for answer in (await phone.get(opened.join), await phone.get("/nowhere"), await phone.get("/static/room.js"),
                   await phone.get("/board.json"), await phone.post(opened.join, data={})):  # fmt: skip
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        # no-referrer would make Chromium send `Origin: null` with the room's own forms.
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["x-content-type-options"] == "nosniff"


async def test_no_page_needs_inline_scripts_styles_or_another_site(opened: Opened) -> None:
    phone = opened.phone()
    await phone.post("/presenter/session", data={"token": opened.room.keys.token})
    for path in (opened.join, "/board", "/remote", "/", "/nowhere"):
        page = (await phone.get(path)).text
        for inline in ("<style", " style=", " onclick", " onload", "<script>", "https://", "//cdn"):
            assert inline not in page, path
        assert page.count("<script") == page.count('<script type="module" src="/static/')


async def test_nothing_is_served_from_outside_the_static_folder(opened: Opened) -> None:
    for path in (
        "/static/../templates/base.html",
        "/static/%2e%2e/now.py",
        "/static//etc/passwd",
        "/static/..%2fnow.py",
    ):
        assert (await opened.phone().get(path)).status_code == 404


async def test_one_device_is_slowed_down_and_the_rest_of_the_hall_is_not(
    tmp_path: Path, clock: FakeClock
) -> None:
    async with open_room(tmp_path / "r.sqlite", clock, Rates(device=(0.5, 3))) as opened:
        loud, other = opened.phone(), opened.phone()
        await loud.get(opened.join)
        codes = [(await loud.post(opened.join, data={"tool": f"tool{n}"})).status_code for n in range(4)]
        assert codes == [303, 303, 303, 429]
        late = await loud.post(opened.join, data={"tool": "tool9"})
        assert int(late.headers["retry-after"]) >= 1
        assert (await other.post(opened.join, data=FORM)).status_code == 303
        clock.seconds += 60
        assert (await loud.post(opened.join, data={"tool": "tool9"})).status_code == 303


async def test_no_limit_depends_on_the_address_from_which_a_phone_comes(
    tmp_path: Path, clock: FakeClock
) -> None:
    async with open_room(tmp_path / "r.sqlite", clock, Rates(device=(0.5, 1))) as opened:
        codes = []
        for _ in range(40):
            phone = opened.phone()
            await phone.get(opened.join)
            codes.append((await phone.post(opened.join, data=FORM)).status_code)
        assert set(codes) == {303}


async def test_a_flood_is_answered_with_when_to_come_back(tmp_path: Path, clock: FakeClock) -> None:
    async with open_room(tmp_path / "r.sqlite", clock, Rates(requests=(1, 5))) as opened:
        answers = [await opened.phone().get("/healthz") for _ in range(8)]
        assert [answer.status_code for answer in answers] == [200] * 5 + [503] * 3
        assert answers[-1].headers["retry-after"]


async def test_forged_device_cookies_are_nobody_and_cannot_act_for_anybody(opened: Opened) -> None:
    honest = opened.phone()
    await honest.post(opened.join, data=FORM)
    mine = next(iter(opened.room.suggestions))
    cookie = honest.cookies["holeout_device"]
    forged = opened.phone()
    forged.cookies.set("holeout_device", cookie.partition(".")[0] + ".aaaaaaaaaaaaaaaaaaaa")
    answer = await forged.post(f"{opened.join}/withdraw", data={"id": mine})
    assert answer.status_code == 404
    taken = await forged.post(opened.join, data={**FORM, "id": mine, "why": "mine now"})
    assert taken.status_code == 409
    assert opened.room.suggestions[mine].why == "fast"
    assert opened.room.suggestions[mine].standing is Standing.PENDING


async def test_who_sent_something_is_on_no_page_and_in_no_stream(opened: Opened) -> None:
    await opened.presenter().post("/presenter/board", json={"action": "mode", "mode": "off"})
    phone = opened.phone()
    await phone.post(opened.join, data=FORM)
    opened.room._send_boards()
    actor = next(iter(opened.room.suggestions.values())).actor
    device = phone.cookies["holeout_device"].partition(".")[0]
    seen = [
        (await opened.phone().get(path)).text
        for path in (opened.join, "/board", "/board.json", "/state.json")
    ]
    seen.append(json.dumps(opened.room.moderators_board()))
    for text in seen:
        assert "olars" in text or "revision" in text
        assert actor not in text
        assert device not in text
    assert device not in b"".join(file.read_bytes() for file in opened.path.parent.iterdir()).decode(
        "latin-1"
    )


async def test_no_address_is_logged(opened: Opened, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        transport = httpx.ASGITransport(opened.app, client=("203.0.113.9", 4711))
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}") as client:
            await client.post(opened.join, json=FORM)
            await client.get("/j/NOPE")
    assert "203.0.113.9" not in caplog.text


async def test_a_listener_too_many_is_turned_away_but_the_presenter_gets_in(opened: Opened) -> None:
    opened.room.hub.most = 0
    answer = await opened.phone().get("/events")
    assert answer.status_code == 503
    assert answer.headers["retry-after"]


async def test_a_new_room_looks_at_words_before_it_shows_them_and_lets_known_names_through(
    opened: Opened,
) -> None:
    await opened.phone().post(opened.join, data={"tool": "polars"})
    await opened.phone().post(opened.join, data={"tool": "polars", "why": "rude words"})
    await opened.phone().post(opened.join, data={"tool": "rude name"})
    opened.room._send_boards()
    told = opened.room.public_board
    assert '"Polars"' in told
    assert "rude" not in told


@pytest.mark.parametrize(
    "headers",
    [
        {"x-forwarded-for": "203.0.113.9"},
        {"x-forwarded-host": "evil.example", "x-forwarded-proto": "https"},
        {"forwarded": "for=203.0.113.9;host=evil.example;proto=https"},
        {"x-real-ip": "203.0.113.9"},
    ],
)
async def test_what_a_proxy_might_have_said_is_taken_from_nobody(
    opened: Opened, caplog: pytest.LogCaptureFixture, headers: dict[str, str]
) -> None:
    phone = opened.phone(**headers)
    with caplog.at_level(logging.DEBUG):
        assert (await phone.get(opened.join)).status_code == 200
        sent = await phone.post(opened.join, data=FORM)
    assert sent.status_code == 303
    assert sent.headers["location"].startswith("/j/")
    assert "203.0.113.9" not in caplog.text
    rebound = await opened.phone(**{**headers, "host": "evil.example"}).get(opened.join)
    assert rebound.status_code == 421


async def test_the_token_opens_nothing_in_an_address_or_a_form(opened: Opened) -> None:
    token = opened.room.keys.token
    assert len(token) * 5 >= 128, "letters and digits of five bits each"
    phone = opened.phone()
    assert (await phone.get("/presenter/state", params={"token": token})).status_code == 401
    pause = {"action": "pause", "token": token}
    assert (await phone.post("/presenter/board", data=pause)).status_code == 401
    assert not opened.room.paused


async def test_neither_browser_nor_address_of_a_sender_is_stored(opened: Opened) -> None:
    transport = httpx.ASGITransport(opened.app, client=("203.0.113.9", 4711))
    headers = {"user-agent": "Telltale/9.9 (of Anna)", "accept-language": "xx-telltale"}
    async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}", headers=headers) as client:
        assert (await client.post(opened.join, json=FORM)).status_code == 201
    kept = b"".join(file.read_bytes() for file in opened.path.parent.iterdir() if file.is_file())
    assert b"polars" in kept
    for trace in (b"elltale", b"203.0.113.9", b"4711"):
        assert trace not in kept


async def test_no_export_says_which_device_sent_what(opened: Opened) -> None:
    await opened.presenter().post("/presenter/board", json={"action": "mode", "mode": "off"})
    phone = opened.phone()
    await phone.post(opened.join, data=FORM)
    cookie = phone.cookies["holeout_device"]
    for form in MEDIA_TYPES:
        told = (await opened.presenter().get(f"/presenter/favourites.{form}")).text
        assert "olars" in told
        assert cookie.partition(".")[0] not in told
        assert cookie.partition(".")[2] not in told
    assert cookie not in (await phone.get(f"{opened.join}/favourites.toml")).text


async def test_withdrawing_frees_the_place_and_cannot_fill_the_room(opened: Opened) -> None:
    opened.room.most = 5
    phone = opened.phone()
    for number in range(12):
        sent = await phone.post(opened.join, data={"tool": f"tool{number}"})
        assert sent.status_code == 303
        (mine,) = opened.room.suggestions
        assert (await phone.post(f"{opened.join}/withdraw", data={"id": mine})).status_code == 303
    assert not opened.room.suggestions
    for number in range(6):
        full = await opened.phone().post(opened.join, data={"tool": f"tool{number}"})
    assert (full.status_code, "full" in full.text) == (409, True)


async def test_thousands_of_tools_make_no_page_too_large_to_open(opened: Opened) -> None:
    await opened.presenter().post("/presenter/board", json={"action": "mode", "mode": "off"})
    many = {
        str(n): Suggestion(str(n), f"a{n}", f"pkg:pypi/t{n}", f"t{n}", "", "w" * 280, Standing.SHOWN)
        for n in range(3_000)
    }
    opened.room.take(Change(many))
    opened.room._send_boards()
    phone = opened.phone()
    for path in (opened.join, "/board", "/board.json"):
        assert len((await phone.get(path)).content) < 200_000
    own = opened.phone()
    await own.post(opened.join, data={"tool": "mine"})
    assert len((await own.get(opened.join)).content) < 200_000


async def test_no_listener_makes_the_room_hold_what_it_does_not_read(opened: Opened) -> None:
    lazy = opened.room.hub.listen({"board", "public", "commands"})
    for number in range(500):
        opened.room.publish({"public": {"text": "x" * 1_000, "slide": number}})
        opened.room.command("next", {"n": number})
    assert len(opened.room.hub.pending(lazy)) < 20_000


async def test_a_fault_of_ours_is_an_answer_with_every_header_and_says_nothing_of_the_inside(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(_: object) -> None:
        raise RuntimeError("the inside")

    monkeypatch.setattr(opened.room.writer, "write", broken)
    answer = await opened.terminal().post(opened.join, json=FORM)
    assert answer.status_code == 500
    assert "error" in answer.json()
    assert answer.headers["content-security-policy"]
    assert "the inside" not in answer.text
    assert "the inside" in caplog.text
