"""Suggesting where no room can be reached: the page, the file and the code, and reading those later."""

from __future__ import annotations

import argparse
import json
import random
import string
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest

from holeout.cli import favourites, room
from holeout.favourites.scanning import scan_file
from tests.browser import chromium
from tests.browsing import (
    as_phone,
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
    from collections.abc import Iterator
    from pathlib import Path

pytest.importorskip("selenium.webdriver")
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

pytestmark = pytest.mark.browser
WHY = 'Says "why"\\\\: 6× faster, für alle 👍'


def run(*arguments: object) -> int:
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers()
    for module in (favourites, room):
        module.add_to(commands)
    options = parser.parse_args([str(argument) for argument in arguments])
    return options.run(options)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium("--force-color-profile=srgb") as found:
        as_phone(found)
        yield found


@pytest.fixture
def page(browser: Any, tmp_path: Path) -> str:
    """The page as it is handed around: a file, opened as one."""
    saved = tmp_path / "suggest.html"
    assert run("room", "page", "-o", saved) == 0
    browser.get(saved.as_uri())
    browser.execute_script("localStorage.clear()")
    browser.get(saved.as_uri())
    return saved.as_uri()


def suggest(browser: Any, tool: str, why: str = "", stage: str = "") -> None:
    browser.find_element(By.ID, "tool").send_keys(tool)
    if stage:
        browser.find_element(By.CSS_SELECTOR, f'#stage option[value="{stage}"]').click()
    # Keys cannot type what is beyond the first plane of Unicode.
    browser.execute_script("arguments[0].value = arguments[1]", browser.find_element(By.ID, "why"), why)
    browser.find_element(By.ID, "tool").send_keys(Keys.ENTER)
    wait(browser, lambda b: tool in text_of(b, "#own"))


def test_a_suggestion_made_without_a_network_is_read_from_a_photo_of_its_code(
    browser: Any, page: str, tmp_path: Path
) -> None:
    suggest(browser, "driftwatch", WHY, "monitor")
    suggest(browser, "Weights & Biases")
    photos = []
    for number in (1, 2):
        photo = tmp_path / f"photo{number}.png"
        photo.write_bytes(photo_of(browser, f"#own li:nth-child({number}) svg"))
        photos.append(photo)
    out = tmp_path / "all.favourites.toml"
    assert run("favourites", "scan", *photos, "-o", out) == 0
    scanned = {item.tool: item for file in scan_file(out).files for item in file.favourites}
    assert scanned["driftwatch"].note == WHY.strip()
    assert scanned["driftwatch"].stage == "monitor"
    assert "Weights & Biases" in scanned
    assert len({item.actor for item in scanned.values()} | {file.actor for file in scan_file(out).files}) <= 2
    assert complaints(browser) == []


def test_the_file_to_download_and_to_mail_says_the_same_as_the_codes(
    browser: Any, page: str, tmp_path: Path
) -> None:
    suggest(browser, "driftwatch", WHY, "monitor")
    suggest(browser, "dvc")
    mail = browser.find_element(By.ID, "mail").get_attribute("href")
    subject, _, body = mail.partition("&body=")
    assert subject == "mailto:?subject=Favourite%20tools"
    mailed = tmp_path / "mailed.favourites.toml"
    mailed.write_text(unquote(body))
    (file,) = scan_file(mailed).files
    assert [(item.tool, item.note) for item in file.favourites] == [("driftwatch", WHY), ("dvc", "")]
    name = browser.find_element(By.ID, "file").get_attribute("download")
    assert name == "prototype-hole.favourites.toml"
    saved = tmp_path / "codes.txt"
    photos = [photo_of(browser, f"#own li:nth-child({number}) svg") for number in (1, 2)]
    saved.write_text("\n".join(text for photo in photos for text in decoded(photo)))
    from_codes = [(item.tool, item.note) for file in scan_file(saved).files for item in file.favourites]
    assert from_codes == [("driftwatch", WHY), ("dvc", "")]


def test_what_was_suggested_is_there_after_the_page_was_closed_and_can_be_removed(
    browser: Any, page: str
) -> None:
    suggest(browser, "driftwatch")
    browser.get(page)
    assert "driftwatch" in text_of(browser, "#own")
    browser.find_element(By.CSS_SELECTOR, "#own button").click()
    wait(browser, lambda b: text_of(b, "#own") == "")
    assert not browser.find_element(By.ID, "take").is_displayed()
    browser.find_element(By.ID, "tool").send_keys("  ", Keys.ENTER)
    wait(browser, lambda b: "Enter the name" in text_of(b, "#status"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_can_be_read_touched_and_heard_by_everybody_and_loads_nothing(
    browser: Any, page: str, scheme: str
) -> None:
    as_phone(browser, scheme=scheme)
    suggest(browser, "driftwatch", WHY)
    assert violations(browser, axe_core()) + narrow_faults(browser) == []
    browser.get_log("performance")
    browser.get(page)
    sent = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = [
        message["params"]["request"]["url"]
        for message in sent
        if message["method"] == "Network.requestWillBeSent"
    ]
    assert asked == [page]
    assert violations(browser, axe_core()) + narrow_faults(browser) == []


MATRICES = """
const [texts, done] = arguments;
const all = texts.map((text) => matrix(text).map((row) => row.map(Number).join("")));
done(all);
"""


def test_codes_of_every_size_are_read_by_another_program(browser: Any, page: str) -> None:
    from importlib.resources import files

    script = files("holeout.room.pages").joinpath("static/qr.js").read_text().replace("export ", "")
    chance = random.Random(7)  # noqa: S311
    lengths = [1, 14, 15, 26, 27, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624,
               666, 711, 779, 857, 911, 997, 1059, 1125, 1190, 1264, 1370, 1452, 1538, 1628, 1722, 1809, 1911, 1989,
               2099, 2213, 2331]  # fmt: skip
    texts = ["".join(chance.choices(string.printable[:94], k=length)) for length in lengths]
    texts.append("für 漢字 👍" * 20)
    drawn = browser.execute_async_script(f"{script}\n{MATRICES}", texts)
    assert len({len(rows) for rows in drawn}) == 40, "every version is among them"
    for text, rows in zip(texts, drawn, strict=True):
        assert decoded(_painted(rows)) == [text], f"{len(text)} characters, {len(rows)} modules"
    too_long = browser.execute_script(
        f"{script}\ntry {{ matrix('x'.repeat(2332)) }} catch (error) {{ return error.name }}"
    )
    assert too_long == "RangeError"


def _painted(rows: list[str], scale: int = 3, quiet: int = 4) -> bytes:
    from PIL import Image

    side = len(rows) + 2 * quiet
    image = Image.new("L", (side, side), 255)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark == "1":
                image.putpixel((x + quiet, y + quiet), 0)
    kept = BytesIO()
    image.resize((side * scale, side * scale), Image.Resampling.NEAREST).save(kept, "PNG")
    return kept.getvalue()
