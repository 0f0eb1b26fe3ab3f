"""The talk in a browser: the whole walk, nobody else's pages, and nothing of the machine that serves it."""

from __future__ import annotations

import base64
import http.client
import json
import socket
import subprocess
import sys
import time
import tomllib
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from benchmarks.screen import Screen
from tests.browser import chromium

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from selenium.webdriver import Chrome

Keys = pytest.importorskip("selenium.webdriver.common.keys").Keys

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("serve")]
PATIENCE = 60.0


@contextmanager
def serving(*, everybody: bool = False) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    arguments = ["--host", "0.0.0.0", "--url", url] if everybody else []  # noqa: S104  (that is what is tried)
    command = [sys.executable, "-m", "holeout", "serve", "--port", str(port), *arguments]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        _until_answered(process, port)
        yield url
    finally:
        process.terminate()
        process.communicate(timeout=20)


def _until_answered(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    process.kill()
    raise AssertionError(process.communicate()[1].decode())


class Visitor:
    """Somebody at the page. Its terminal is a canvas, so what it shows is read from what came over the wire."""

    def __init__(self, browser: Chrome, url: str) -> None:
        self.browser = browser
        self.asked: list[str] = []
        self.terminal = Screen()
        browser.get(url)

    def sees(self, *texts: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not self.terminal.shows(texts):
            assert time.monotonic() < deadline, self.terminal.text()
            self._listen()
            time.sleep(0.05)

    def _listen(self) -> None:
        for entry in self.browser.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            match message["method"], message["params"]:
                case "Network.webSocketCreated", {"url": url}:
                    self.asked.append(url)
                    size = parse_qs(urlsplit(url).query)
                    self.terminal = Screen(int(size["width"][0]), int(size["height"][0]))
                case "Network.webSocketFrameReceived", {"response": {"opcode": 2, "payloadData": data}}:
                    self.terminal.feed(base64.b64decode(data))
                case "Network.requestWillBeSent", {"request": {"url": url}}:
                    self.asked.append(url)

    def types(self, *keys: str) -> None:
        for key in keys:
            self.browser.switch_to.active_element.send_keys(key)


def ask(url: str, path: str, **headers: str) -> tuple[int, dict[str, str]]:
    with closing(http.client.HTTPConnection(url.removeprefix("http://"), timeout=20)) as connection:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        response.read()
        return response.status, {name.lower(): value for name, value in response.getheaders()}


def test_the_walk_from_a_slide_to_a_recorded_favourite_and_no_demo_on_this_machine(own_folders: Path) -> None:
    with serving() as url, chromium("--window-size=1100,720") as browser:
        visitor = Visitor(browser, url)
        visitor.sees("The prototype hole", "1/30")
        visitor.types("m")
        visitor.sees("work comes back")
        visitor.types(Keys.ENTER)
        visitor.sees("The holes here")
        visitor.types(Keys.ENTER)
        visitor.sees("symptom", "See it")
        visitor.types("d")
        visitor.sees("it is off here")
        visitor.types(Keys.ESCAPE)
        visitor.sees("symptom")
        visitor.types("a")
        visitor.sees("A favourite tool")
        visitor.types(*"polars", Keys.TAB, Keys.TAB, *"quick", Keys.ENTER)
        visitor.sees("was added to your")
        assert {urlsplit(asked).hostname for asked in visitor.asked if "://" in asked} == {"127.0.0.1"}
        assert [line for line in browser.get_log("browser") if line["level"] == "SEVERE"] == []
    (file,) = (own_folders / "data").glob("*.favourites.toml")
    (favourite,) = tomllib.loads(file.read_text("utf-8"))["favourite"]
    assert "polars" in str(favourite)


def test_only_its_own_page_reaches_the_program() -> None:
    with serving() as url:
        status, headers = ask(url, "/")
        assert status == 200
        assert "default-src 'none'" in headers["content-security-policy"]
        assert ask(url, "/", Host="evil.example")[0] == 403
        upgrade = {
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
        }
        for origin in ("http://evil.example", "null", f"{url}.evil.example"):
            assert ask(url, "/ws", Origin=origin, **upgrade)[0] == 403
        assert ask(url, "/ws", **upgrade)[0] == 403


def test_a_visitor_from_elsewhere_writes_nothing_to_the_speakers_files(own_folders: Path) -> None:
    with serving(everybody=True) as url, chromium() as browser:
        visitor = Visitor(browser, url)
        visitor.sees("The prototype hole")
        visitor.types("f")
        visitor.sees("Your favourites")
        visitor.types("a")
        visitor.sees("A favourite tool")
        visitor.types(*"polars", Keys.TAB, Keys.TAB, *"quick", Keys.ENTER)
        visitor.sees("was added to your")
    assert not (own_folders / "data").exists()
