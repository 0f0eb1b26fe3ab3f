"""The pages in Chromium, with and without scripts, on a plain http address such as a hall's network gives."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from contextlib import ExitStack, aclosing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from holeout.favourites.fileformat import parse
from holeout.room.join import remote_url
from holeout.room.launch import READY
from holeout.room.runtime import RoomAddress, find_local_room
from tests.browser import chromium
from tests.browsing import (
    axe_core,
    complaints,
    decoded,
    narrow_faults,
    photo_of,
    text_of,
    violations,
    wait,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytest.importorskip("selenium.webdriver")

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

pytestmark = pytest.mark.browser
NAME = "room.example"
STATE = {
    "public": {"title": "The prototype hole", "slide": 3, "slides": 20, "slide_title": "The map", "stage": "data",
               "stage_name": "Data", "text": "Holes", "pitfalls": [{"id": "x", "title": "Nobody owns the schema"}],
               "links": [{"title": "A paper", "url": "https://example.org/paper"}]},
    "private": {"notes": [{"text": "Breathe.", "step": 0}, {"text": "Point.", "step": 1}],
                "shown": "   The map\n\n     hole",
                "next_title": "Next one", "next_text": "  Next page", "elapsed": 75.0, "running": False,
                "plan": {"total": 1200.0, "begin": 0.0, "end": 45.0}},
}  # fmt: skip


class Served:
    """A real room, called by a name that is not localhost."""

    def __init__(self, address: RoomAddress) -> None:
        self.address = address
        self.url = f"http://{NAME}:{address.url.rpartition(':')[2]}"
        self.join = f"{self.url}/j/{address.code}"

    def presenter(self, method: str, path: str, body: object) -> None:
        headers = {"authorization": f"Bearer {self.address.token}"}
        httpx.request(method, self.address.url + path, json=body, headers=headers).raise_for_status()

    def board(self) -> dict[str, Any]:
        headers = {"authorization": f"Bearer {self.address.token}"}
        return httpx.get(f"{self.address.url}/board.json", headers=headers).json()

    def suggest(self, **fields: str) -> None:
        httpx.post(f"{self.address.url}/j/{self.address.code}", json=fields).raise_for_status()


@pytest.fixture
def served(folders: Path) -> Iterator[Served]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = str(probe.getsockname()[1])
    talk = Path(__file__).parents[2]
    process = subprocess.Popen(
        [sys.executable, "-m", "holeout.room", "--talk", "demo", "--path", str(talk), "--port", port,
         "--public-url", f"http://{NAME}:{port}", "--moderate", "off"],
        stdout=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout
    assert process.stdout.readline() == READY
    address = find_local_room("demo")
    assert address
    room = Served(address)
    room.presenter("PUT", "/presenter/state", STATE)
    yield room
    process.terminate()
    assert process.wait(10) == 0
    process.stdout.close()


@pytest.fixture
def browser() -> Iterator[Callable[..., Any]]:
    with ExitStack() as opened:

        def start(*, scripts: bool = True, width: int = 360) -> Any:
            names = f"--host-resolver-rules=MAP {NAME} 127.0.0.1, MAP evil.example 127.0.0.1"
            found = opened.enter_context(chromium(names, "--force-color-profile=srgb", scripts=scripts))
            size = {"width": width, "height": 740, "deviceScaleFactor": 2, "mobile": True}
            found.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
            return found

        yield start


def test_a_phone_follows_the_talk_and_suggests_with_scripts(
    served: Served, browser: Callable[..., Any]
) -> None:
    phone = browser()
    phone.get(served.join)
    public = STATE["public"] | {
        "slide": 4,
        "slide_title": "Somewhere else",
        "text": "<img src=x onerror=alert(1)>",
        "pitfalls": [{"id": "y", "title": "Another <b>hole</b>"}],
        "links": [{"title": "bad", "url": "javascript:alert(1)"}],
    }
    assert text_of(phone, '[data-list="pitfalls"]').strip() == "Nobody owns the schema"
    served.presenter("PUT", "/presenter/state", {"public": public})
    wait(phone, lambda b: text_of(b, '[data-field="place"]') == "Slide 4 of 20: Somewhere else")
    assert phone.find_elements(By.CSS_SELECTOR, "pre img, [data-list] b, [data-list] a") == []
    assert text_of(phone, '[data-list="pitfalls"]') == "Another <b>hole</b>"
    assert not phone.find_element(By.ID, "links").is_displayed()

    before = phone.find_element(By.NAME, "id").get_attribute("value")
    tool = phone.find_element(By.ID, "tool")
    tool.send_keys("driftwatch", Keys.TAB, Keys.TAB, "<b>drift</b> without labels", Keys.TAB, Keys.ENTER)
    wait(phone, lambda b: "on the board" in text_of(b, "#status"))
    assert phone.switch_to.active_element == tool
    assert phone.find_element(By.NAME, "id").get_attribute("value") != before
    wait(phone, lambda b: "driftwatch" in text_of(b, "#board"))
    assert "<b>drift</b> without labels" in text_of(phone, "#board")
    assert "yours" in text_of(phone, "#board")

    served.suggest(tool="polars", stage="data")
    wait(phone, lambda b: b.find_elements(By.CSS_SELECTOR, "#board button"))
    phone.find_element(By.CSS_SELECTOR, "#board button").click()
    wait(phone, lambda b: "2 devices" in text_of(b, "#board"))
    wait(phone, lambda b: text_of(b, "#board button") == "Take back")
    assert phone.switch_to.active_element.text == "Take back", "the focus stays where it was"
    assert complaints(phone) == []

    phone.find_element(By.ID, "tool").send_keys("   ", Keys.ENTER)
    wait(phone, lambda b: "Enter the name" in text_of(b, "#status"))
    assert phone.find_element(By.ID, "tool").get_attribute("aria-invalid") == "true"


def test_a_phone_suggests_and_speaks_without_scripts(served: Served, browser: Callable[..., Any]) -> None:
    served.suggest(tool="polars", stage="data")
    phone = browser(scripts=False)
    phone.get(served.join)
    phone.find_element(By.ID, "tool").send_keys("driftwatch")
    phone.find_element(By.CSS_SELECTOR, "#suggest button").click()
    wait(phone, lambda b: "done=shown" in b.current_url)
    assert "on the board" in phone.find_element(By.ID, "status").text
    wait(phone, lambda b: served.board()["cards"] == 2)
    phone.refresh()
    wait(phone, lambda b: len(b.find_elements(By.CSS_SELECTOR, "#board .card")) == 2)
    phone.find_element(By.CSS_SELECTOR, "#board button").click()
    wait(phone, lambda b: "done=voiced" in b.current_url)
    phone.refresh()
    phone.find_element(By.CSS_SELECTOR, "#mine-title ~ ul button").click()
    wait(phone, lambda b: "done=withdrawn" in b.current_url)


def test_what_is_sent_without_a_network_arrives_once_when_it_is_back(
    served: Served, browser: Callable[..., Any]
) -> None:
    phone = browser()
    phone.get(served.join)
    network = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
    phone.execute_cdp_cmd("Network.enable", {})
    phone.execute_cdp_cmd("Network.emulateNetworkConditions", network)
    phone.find_element(By.ID, "why").send_keys("data under git")
    phone.find_element(By.ID, "tool").send_keys("dvc", Keys.ENTER)
    wait(phone, lambda b: "Trying again" in text_of(b, "#status"))
    wait(phone, lambda b: b.find_element(By.ID, "along").is_displayed())
    (code,) = decoded(photo_of(phone, "#along-code svg"))
    (told,) = parse(code).file.favourites
    assert (told.tool, told.note, told.stage) == ("dvc", "data under git", "data")
    phone.execute_cdp_cmd(
        "Network.emulateNetworkConditions",
        network | {"offline": False, "downloadThroughput": -1, "uploadThroughput": -1},
    )
    wait(phone, lambda b: "on the board" in text_of(b, "#status"))
    assert not phone.find_element(By.ID, "along").is_displayed()
    wait(phone, lambda _: served.board()["voices"] == 1)


def test_the_remote_takes_its_token_from_the_link_hides_it_and_drives(
    served: Served, browser: Callable[..., Any]
) -> None:
    phone = browser()
    for _ in range(2):  # the second time with the cookie
        phone.get("about:blank")
        phone.get(remote_url(served.url, served.address.token))
        wait(phone, lambda b: text_of(b, "h1") == "The prototype hole")
        wait(phone, lambda b: b.current_url == f"{served.url}/remote")
    assert served.address.token not in phone.page_source
    assert phone.execute_script("return document.cookie") == ""
    assert shown_notes(phone) == ["note now: Breathe.", "click later: click 1", "note later: Point."]
    wait(phone, lambda b: text_of(b, '[data-field="elapsed"]') == "1:15 paused")
    assert text_of(phone, '[data-field="remaining"]') == "left 18:45"
    assert text_of(phone, '[data-field="pace_words"]') == "0:30 behind"
    assert (text_of(phone, "#page"), text_of(phone, "#next-page")) == ("The map\n\n  hole", "Next page")

    served.presenter("PUT", "/presenter/state", {**STATE, "public": STATE["public"] | {"step": 1}})
    wait(phone, lambda b: shown_notes(b)[1] == "click now: click 1")
    assert shown_notes(phone)[0] == "note done: Breathe."

    def go_to() -> None:
        phone.find_element(By.CSS_SELECTOR, "summary").click()
        phone.find_element(By.ID, "slide").send_keys("pitfalls", Keys.ENTER)

    for action, command in (
        (lambda: phone.find_element(By.CSS_SELECTOR, "button.main").click(), ("next", {})),
        (lambda: phone.find_element(By.TAG_NAME, "body").send_keys(Keys.ARROW_LEFT), ("previous", {})),
        (go_to, ("go_to", {"slide": "pitfalls"})),
    ):
        assert asyncio.run(_commands_while(served, action)) == command
    assert phone.current_url == f"{served.url}/remote"
    wait(phone, lambda b: "presenter is away" in text_of(b, "#status"))

    served.presenter("POST", "/presenter/board", {"action": "mode", "mode": "before"})
    served.suggest(tool="driftwatch", why="drift")
    wait(phone, lambda b: "driftwatch" in text_of(b, "#queue"))
    phone.find_element(By.CSS_SELECTOR, "#queue button").click()
    wait(phone, lambda b: text_of(b, '[data-field="waiting"]') == "0")
    wait(phone, lambda _: served.board()["cards"] == 1)


def shown_notes(browser: Any) -> list[str]:
    return browser.execute_script(
        "return [...document.querySelectorAll('#notes p')].map((p) => `${p.className}: ${p.textContent}`)"
    )


async def _commands_while(served: Served, action: Callable[[], None]) -> tuple[str, dict[str, Any]]:
    from holeout.room.client import CommandReceived, Connected, RoomClient

    async with (
        RoomClient(served.address.url, served.address.token, presenting=True) as projector,
        asyncio.timeout(10),
        aclosing(projector.events()) as events,
    ):
        async for message in events:
            if isinstance(message, Connected):
                doing = asyncio.ensure_future(asyncio.to_thread(action))
            if isinstance(message, CommandReceived):
                await doing
                return message.name, dict(message.args)
    raise AssertionError


def test_the_board_shows_what_arrives_at_once_and_as_text(
    served: Served, browser: Callable[..., Any]
) -> None:
    wall = browser(width=1280)
    wall.get(f"{served.url}/board")
    for payload in ("<svg onload=alert(1)>", "</p><script>alert(2)</script>", "javascript:alert(3)"):
        served.suggest(tool=payload, why=payload)
    wait(wall, lambda b: len(b.find_elements(By.CSS_SELECTOR, "#board .card")) == 3)
    assert wall.find_elements(By.CSS_SELECTOR, "#board svg, #board script, #board a") == []
    assert complaints(wall) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_can_be_read_touched_and_heard_by_everybody(
    served: Served, browser: Callable[..., Any], scheme: str
) -> None:
    rules = axe_core()
    served.suggest(tool="polars", why="fast", stage="data")
    phone = browser(width=320)
    phone.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    )
    faulty = f"{served.join}?edit=none"
    pages = [
        served.join,
        faulty,
        f"{served.url}/privacy",
        f"{served.url}/offline",
        f"{served.url}/board",
        f"{served.url}/",
        f"{served.url}/remote",
        f"{served.url}/j/NOPE",
    ]
    found = {}
    for page in pages:
        phone.get(page)
        if page == faulty:
            phone.execute_script("document.getElementById('suggest').submit()")
            wait(phone, lambda b: b.find_elements(By.ID, "faults"))
        found[page] = violations(phone, rules) + narrow_faults(phone)
    phone.get(f"{served.url}/remote#{served.address.token}")
    phone.refresh()
    wait(phone, lambda b: b.find_elements(By.CSS_SELECTOR, ".drive"))
    found["remote"] = violations(phone, rules) + narrow_faults(phone)
    assert {page: faults for page, faults in found.items() if faults} == {}


def test_a_form_on_another_site_is_refused_by_what_the_browser_says_of_it(
    served: Served, browser: Callable[..., Any], tmp_path: Path
) -> None:
    victim = browser()
    victim.get(served.join)
    trap = tmp_path / "trap.html"
    trap.write_text(
        f'<form id="f" method="post" action="{served.join}"><input name="tool" value="forged"></form>'
    )
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", str(tmp_path)],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    ) as other:  # fmt: skip
        assert other.stdout
        port = other.stdout.readline().decode().partition("port ")[2].split()[0]
        victim.get(f"http://evil.example:{port}/trap.html")
        victim.execute_script("document.getElementById('f').submit()")
        wait(victim, lambda b: "not accepted" in b.page_source)
        other.terminate()
    assert served.board()["cards"] == 0
