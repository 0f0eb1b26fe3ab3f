"""The pages, as a browser without scripts uses them."""

from __future__ import annotations

import re
import tomllib
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from roomtesting import HOST

from holeout.favourites.fileformat import parse
from holeout.favourites.forms import MEDIA_TYPES

if TYPE_CHECKING:
    import httpx
    from roomtesting import Opened

STATE = {
    "public": {
        "talk": "demo", "title": "The prototype hole", "author": "A. Speaker", "slide": 3, "slides": 20,
        "slide_title": "The map", "stage": "train", "stage_name": "Training", "text": "What the slide says",
        "blank": False, "asking": True,
        "links": [{"title": "Paper", "url": "https://example.org/paper"},
                  {"title": "Bad", "url": "javascript:alert(1)"}],
    },
    "private": {"notes": [{"text": "Breathe.", "step": 0}], "next_title": "The holes",
                "elapsed": 75.0, "plan": {"begin": 0.0, "end": 45.0}},
}  # fmt: skip


class Page(HTMLParser):
    """What of a page the tests ask about."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "link", "input", "img", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]

    def form(self, action: str) -> dict[str, str]:
        """The fields of the first form with `action`, as a browser would send them untouched."""
        fields: dict[str, str] = {}
        inside = False
        for tag, attributes in self.tags:
            if tag == "form":
                if inside:
                    break
                inside = attributes.get("action") == action
            elif inside and tag in {"input", "textarea", "select"}:
                fields[attributes["name"] or ""] = attributes.get("value") or ""
            elif inside and tag == "option" and "selected" in attributes:
                fields["stage"] = attributes["value"] or ""
        assert fields, f"no form for {action}"
        return fields


@pytest.fixture
async def phone(opened: Opened) -> httpx.AsyncClient:
    await opened.presenter().put("/presenter/state", json=STATE)
    return opened.phone()


async def moderate(opened: Opened, action: str, **fields: str) -> None:
    answer = await opened.presenter().post("/presenter/board", json={"action": action, **fields})
    assert answer.status_code == 200, answer.text
    opened.room._send_boards()


async def look(client: httpx.AsyncClient, path: str) -> Page:
    answer = await client.get(path, follow_redirects=True)
    assert answer.status_code == 200
    return Page(answer.text)


async def test_the_page_shows_where_the_talk_is_and_offers_its_stage(
    opened: Opened, phone: httpx.AsyncClient
) -> None:
    page = await look(phone, opened.join)
    words = " ".join(page.words)
    for expected in ("The prototype hole", "Slide 3 of 20: The map", "Training", "What the slide says"):
        assert expected in words
    assert page.form(opened.join)["stage"] == "train"
    assert [link["href"] for link in page.all("a") if link.get("rel") == "noreferrer"] == [
        "https://example.org/paper"
    ]
    assert "Breathe." not in words


async def test_the_address_in_capitals_from_the_qr_code_opens_the_same_page(opened: Opened) -> None:
    for path in ("/J/QX7F", "/j/qx7f", "/J/qx7f"):
        assert 'action="/j/QX7F"' in (await opened.phone().get(path)).text
    found = await opened.phone().get("/", params={"code": " qx7f "})
    assert (found.status_code, found.headers["location"]) == (303, "/j/QX7F")


async def test_a_suggestion_is_sent_approved_seen_changed_and_withdrawn_without_scripts(
    opened: Opened, phone: httpx.AsyncClient
) -> None:
    form = (await look(phone, opened.join)).form(opened.join)
    sent = await phone.post(opened.join, data={**form, "tool": "nannyml", "why": "Sees drift without labels"})
    assert (sent.status_code, sent.headers["location"]) == (303, "/j/QX7F?done=sent")
    assert "once the speaker has seen it" in (await phone.get(sent.headers["location"])).text
    stranger = opened.phone()
    assert "nannyml" not in (await stranger.get(opened.join)).text

    await moderate(opened, "show", id=form["id"])
    assert "Sees drift without labels" in (await stranger.get(opened.join)).text

    editing = await look(phone, f"{opened.join}?edit={form['id']}")
    fields = editing.form(opened.join)
    assert (fields["id"], fields["tool"]) == (form["id"], "nannyml")
    changed = await phone.post(opened.join, data={**fields, "why": "Even without labels"})
    assert changed.headers["location"].endswith("done=sent")
    assert list(opened.room.suggestions) == [form["id"]]

    gone = await phone.post(f"{opened.join}/withdraw", data={"id": form["id"]})
    assert gone.headers["location"].endswith("done=withdrawn")
    opened.room._send_boards()
    for client in (phone, stranger):
        assert "labels" not in (await client.get(opened.join)).text


async def test_a_double_tap_or_a_sent_form_sent_again_is_one_suggestion(
    opened: Opened, phone: httpx.AsyncClient
) -> None:
    form = (await look(phone, opened.join)).form(opened.join) | {"tool": "polars"}
    codes = [(await phone.post(opened.join, data=form)).status_code for _ in range(3)]
    assert codes == [303] * 3
    assert len(opened.room.suggestions) == 1


async def test_a_voice_is_given_and_taken_back_and_ones_own_has_no_button(
    opened: Opened, phone: httpx.AsyncClient
) -> None:
    await phone.post(opened.join, data={"tool": "polars", "stage": "data"})
    opened.room._send_boards()
    other = opened.phone()
    voice = (await look(other, opened.join)).form(f"{opened.join}/voice")
    await other.post(f"{opened.join}/voice", data=voice)
    await other.post(f"{opened.join}/voice", data=voice)
    opened.room._send_boards()
    assert "2 devices" in (await other.get(opened.join)).text
    again = (await look(other, opened.join)).form(f"{opened.join}/voice/end")
    await other.post(f"{opened.join}/voice/end", data=again)
    opened.room._send_boards()
    page = await phone.get(opened.join)
    assert "1 device<" in page.text
    assert "Me too" not in page.text.partition('id="mine-title"')[0].partition('id="board"')[2]


async def test_a_form_with_faults_comes_back_filled_in_with_a_summary_that_leads_to_the_fields(
    opened: Opened, phone: httpx.AsyncClient
) -> None:
    answer = await phone.post(opened.join, data={"tool": "  ", "why": "x" * 300, "stage": "data"})
    page = Page(answer.text)
    assert answer.status_code == 422
    assert answer.text.count("<title>Error: ") == 1
    ids = {attributes.get("id") for _, attributes in page.tags}
    links = [link["href"] for link in page.all("a") if (link.get("href") or "").startswith("#")]
    assert links == ["#tool", "#why"]
    assert {link[1:] for link in links} <= ids
    assert "x" * 300 in answer.text
    described = [field for field in page.all("input") + page.all("textarea") if field.get("aria-invalid")]
    assert len(described) == 2
    assert all(set((field["aria-describedby"] or "").split()) <= ids for field in described)


async def test_when_the_speaker_is_not_asking_nothing_can_be_sent_but_ones_own_can_be_withdrawn(
    opened: Opened, phone: httpx.AsyncClient
) -> None:
    await phone.post(opened.join, data={"tool": "polars"})
    mine = next(iter(opened.room.suggestions))
    await moderate(opened, "pause")
    page = await phone.get(opened.join)
    assert re.search(r'id="suggest" hidden', page.text)
    refused = await phone.post(opened.join, data={"tool": "pandas"})
    assert refused.status_code == 409
    assert "not taking suggestions" in refused.text
    assert (await phone.post(f"{opened.join}/voice", data={"id": mine})).status_code == 409
    assert (await phone.post(f"{opened.join}/withdraw", data={"id": mine})).status_code == 303
    await moderate(opened, "resume")
    assert (await phone.post(opened.join, data={"tool": "pandas"})).status_code == 303
    await opened.presenter().put("/presenter/state", json={"public": {"asking": False}})
    assert (await phone.post(opened.join, data={"tool": "x"})).status_code == 409


async def test_ones_own_suggestions_are_a_favourites_file_to_take_away(
    opened: Opened, phone: httpx.AsyncClient
) -> None:
    await phone.post(opened.join, data={"tool": "polars", "stage": "data", "why": 'fast & "safe"\nreally'})
    await phone.post(opened.join, data={"tool": "Weights & Biases", "stage": "train"})
    other = opened.phone()
    await other.post(opened.join, data={"tool": "sklearn"})
    opened.room._send_boards()
    lead = next(card.lead for card in opened.room.cards if card.tool == "pkg:pypi/scikit-learn")
    await phone.post(f"{opened.join}/voice", data={"id": lead})
    answer = await phone.get(f"{opened.join}/favourites.toml")
    assert 'filename="demo.favourites.toml"' in answer.headers["content-disposition"]
    tomllib.loads(answer.text)
    reading = parse(answer.text)
    assert not reading.problems
    assert [(item.tool, item.stage, item.note) for item in reading.file.favourites] == [
        ("pkg:pypi/polars", "data", 'fast & "safe"\nreally'),
        ("Weights & Biases", "train", ""),
        ("pkg:pypi/scikit-learn", "", ""),
    ]
    theirs = parse((await other.get(f"{opened.join}/favourites.toml")).text).file
    assert [item.tool for item in theirs.favourites] == ["pkg:pypi/scikit-learn"]
    assert theirs.actor != reading.file.actor


async def test_the_speaker_takes_everything_away_without_formulas_or_hidden_words(
    opened: Opened, phone: httpx.AsyncClient
) -> None:
    await moderate(opened, "mode", mode="off")
    await phone.post(opened.join, data={"tool": "=HYPERLINK(1)", "why": "@SUM(1)"})
    await phone.post(opened.join, data={"tool": "rude", "why": "unprintable"})
    hidden = next(item.id for item in opened.room.suggestions.values() if item.name == "rude")
    await moderate(opened, "hide", id=hidden)
    presenter = opened.presenter()
    csv = (await presenter.get("/presenter/favourites.csv")).text
    assert "'=HYPERLINK" in csv
    assert "'@SUM" in csv
    assert not re.search(r"(^|,)[=@+-]", csv, re.MULTILINE)
    for form in MEDIA_TYPES:
        answer = await presenter.get(f"/presenter/favourites.{form}")
        assert answer.status_code == 200
        assert "unprintable" not in answer.text
        assert phone.cookies["holeout_device"].partition(".")[0] not in answer.text
    assert (await presenter.get("/presenter/favourites.exe")).status_code == 404


async def test_the_remote_signs_in_drives_and_moderates_without_scripts(
    opened: Opened, phone: httpx.AsyncClient
) -> None:
    assert "Presenter" in (await phone.get("/remote")).text
    assert (await phone.post("/presenter/session", data={"token": "wrong"})).status_code == 401
    signed_in = await phone.post("/presenter/session", data={"token": opened.room.keys.token})
    assert (signed_in.status_code, signed_in.headers["location"]) == (303, "/remote")
    words = " ".join((await look(phone, "/remote")).words)
    for expected in ("Breathe.", "The holes", "0:30 behind", "Slide 3 of 20: The map"):
        assert expected in words
    offered = re.findall(r'href="/presenter/favourites\.(\w+)"', (await phone.get("/remote")).text)
    assert offered == list(MEDIA_TYPES)

    listener = opened.room.hub.listen({"commands"})
    assert (await phone.post("/presenter/commands", data={"command": "next", "by": "2"})).status_code == 303
    assert b'{"command":"next","args":{"by":"2"}}' in await listener.next()

    sender = opened.phone()
    await sender.post(opened.join, data={"tool": "nannyml", "why": "drift"})
    page = await look(phone, "/remote")
    action = page.form("/presenter/board")
    assert action["action"] == "show"
    assert (await phone.post("/presenter/board", data=action)).status_code == 303
    assert "drift" in (await phone.get("/remote")).text
    assert [item.standing for item in opened.room.suggestions.values()] == ["shown"]

    await phone.post("/presenter/session/end", data={})
    assert "Breathe." not in (await phone.get("/remote")).text


async def test_merging_pinning_and_thanking_change_the_board(
    opened: Opened, phone: httpx.AsyncClient
) -> None:
    await moderate(opened, "mode", mode="off")
    for tool in ("ydata-profiling", "pandas profiling"):
        await opened.phone().post(opened.join, data={"tool": tool, "stage": "data"})
    opened.room._send_boards()
    await moderate(opened, "merge", tool="pandas profiling", into="ydata-profiling")
    (card,) = opened.room.cards
    assert (card.tool, card.voices) == ("pkg:pypi/ydata-profiling", 2)
    await moderate(opened, "pin", id=card.lead)
    await moderate(opened, "thank", id=card.lead)
    board = (await phone.get("/board")).text
    assert "pinned" in board
    assert "thanks!" in board
    await moderate(opened, "split", tool="pkg:generic/pandas-profiling")
    assert len(opened.room.cards) == 2
    wrong_merges = [
        {"action": "merge", "tool": "a", "into": "A"},
        {"action": "merge", "tool": "", "into": "b"},
    ]
    unknown = [{"action": "mode", "mode": "sometimes"}, {"action": "explode"}, {"action": "show", "id": "no"}]
    for bad in wrong_merges + unknown:
        answer = await opened.presenter().post("/presenter/board", json=bad)
        assert answer.status_code in {404, 422}
        assert answer.json()["error"]


async def test_phones_that_ask_now_and_then_get_304_while_nothing_changed(
    opened: Opened, phone: httpx.AsyncClient
) -> None:
    for path in ("/board.json", "/state.json"):
        first = await phone.get(path)
        tag = {"if-none-match": first.headers["etag"]}
        assert (await phone.get(path, headers=tag)).status_code == 304
    await phone.post(opened.join, data={"tool": "polars"})
    opened.room._send_boards()
    await opened.presenter().put("/presenter/state", json=STATE)
    assert (await phone.get("/board.json", headers=tag)).status_code == 200
    assert (await phone.get("/state.json", headers=tag)).status_code == 200


async def test_every_control_has_a_name_and_every_page_one_heading_and_a_language(
    opened: Opened, phone: httpx.AsyncClient
) -> None:
    await moderate(opened, "mode", mode="off")
    await phone.post(opened.join, data={"tool": "polars", "why": "fast"})
    await opened.phone().post(opened.join, data={"tool": "pandas", "why": "known"})
    opened.room._send_boards()
    await phone.post("/presenter/session", data={"token": opened.room.keys.token})
    for path in (opened.join, "/board", "/remote", "/", "/nowhere"):
        answer = await phone.get(path)
        page = Page(answer.text)
        assert page.open == [], path
        assert len(page.all("h1")) == 1
        assert page.all("html")[0]["lang"] == "en"
        assert page.all("main")
        labelled = {label["for"] for label in page.all("label")}
        ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
        assert len(ids) == len(set(ids)), path
        for field in page.all("input") + page.all("textarea") + page.all("select"):
            assert field.get("type") == "hidden" or field["id"] in labelled
        for _, attributes in page.tags:
            for name in ("aria-labelledby", "aria-describedby"):
                assert set((attributes.get(name) or "").split()) <= set(ids), path


async def test_refusals_are_pages_for_people_and_json_for_programs(opened: Opened) -> None:
    page = await opened.phone().get("/j/NOPE")
    assert page.headers["content-type"].startswith("text/html")
    assert "Check the code on the slide" in page.text
    program = await opened.terminal(accept="application/json").get("/j/NOPE")
    assert program.json() == {"error": "There is no room with that code. Check the code on the slide."}


async def test_the_qr_code_is_a_picture_of_the_way_in(opened: Opened) -> None:
    answer = await opened.phone().get("/qr.svg")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.text.startswith("<svg")
    assert HOST.upper() in (await opened.phone().get("/board")).text
