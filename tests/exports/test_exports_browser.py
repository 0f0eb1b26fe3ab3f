"""The pages in a real browser: accessible by axe's rules, usable by keys, whole on a phone and on paper."""

from __future__ import annotations

import base64
import io
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from exports_example import additions, handout

from holeout.exports.handout import Handout, handout_of
from holeout.exports.html_handout import handout_html
from holeout.exports.html_slides import slides_html
from holeout.talk import load_talk
from tests.browser import chromium

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selenium.webdriver import Chrome

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("exports-browser")]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def browser() -> Iterator[Chrome]:
    with chromium("--hide-scrollbars") as found:
        yield found


@pytest.fixture(scope="module")
def talk() -> Handout:
    """The bundled talk, with something from everybody in it."""
    known = handout_of(load_talk())
    return Handout(
        known.title,
        known.info,
        known.slides,
        known.lifecycle,
        known.pictures,
        known.demos,
        additions("It helped."),
    )


def part_of(talk: Handout) -> Handout:
    """A handout with every kind of thing in it, small enough for axe to look at in seconds."""
    known = talk.lifecycle
    stages = dict(list(known.stages.items())[2:4])
    pitfalls = {id: pitfall for id, pitfall in known.pitfalls.items() if pitfall.stage in stages}
    used = {id for pitfall in pitfalls.values() for id in (*pitfall.tools, *pitfall.sources)}
    small = replace(
        known,
        stages={id: replace(stage, number=number) for number, (id, stage) in enumerate(stages.items(), 1)},
        pitfalls=pitfalls,
        tools={id: tool for id, tool in known.tools.items() if id in used},
        sources={id: source for id, source in known.sources.items() if id in used},
    )
    return replace(talk, lifecycle=small, slides=(*talk.slides[:12], talk.slides[27]), demos=talk.demos[:1])


@pytest.fixture(scope="module")
def pages(talk: Handout, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The addresses of the handout, of a part of it, and of the slides."""
    folder = tmp_path_factory.mktemp("pages")
    made = {
        "handout": handout_html(talk),
        "slides": slides_html(talk),
        "part": handout_html(part_of(talk)),
        "few slides": slides_html(part_of(talk)),
    }
    for name, page in made.items():
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    return {name: (folder / f"{name}.html").as_uri() for name in made}


def look(
    browser: Chrome, width: int = 1280, height: int = 720, scheme: str = "light", media: str = ""
) -> None:
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": features})


def open_page(browser: Chrome, address: str, *, scripts: bool = True) -> None:
    browser.get("about:blank")
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not scripts})
    browser.get(address)
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def press(browser: Chrome, *keys: str) -> None:
    for key in keys:
        browser.switch_to.active_element.send_keys(key)


def faults(browser: Chrome) -> list[str]:
    """What axe finds, a line each."""
    spec = find_spec("axe_playwright_python")
    if spec is None or spec.origin is None:
        pytest.skip("axe-playwright-python, which brings axe, is not installed")
    browser.execute_script((Path(spec.origin).parent / "axe.min.js").read_text(encoding="utf-8"))
    found: dict[str, Any] = browser.execute_async_script(
        "const [rules, done] = arguments; axe.run(document, rules).then(done, (error) => done({error: String(error)}))",
        RULES,
    )
    assert "error" not in found, found
    return [
        f"{one['id']}: {node['target']} {node.get('failureSummary', '')[:200]}"
        for one in found["violations"]
        for node in one["nodes"][:3]
    ]


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_the_handout_is_accessible(browser: Chrome, pages: dict[str, str], width: int, scheme: str) -> None:
    look(browser, width, 900, scheme)
    open_page(browser, pages["part"])
    assert faults(browser) == []


@pytest.mark.parametrize(
    ("keys", "scheme"),
    [("", "light"), ("p", "dark"), ("o", "light"), ("n", "dark"), ("?", "light")],
    ids=["slide", "page", "overview", "notes", "help"],
)
def test_the_slides_are_accessible_in_every_state(
    browser: Chrome, pages: dict[str, str], keys: str, scheme: str
) -> None:
    look(browser, scheme=scheme)
    open_page(browser, f"{pages['few slides']}#7")
    press(browser, *keys)
    assert faults(browser) == []


@pytest.mark.parametrize(("name", "scripts"), [("handout", True), ("slides", True), ("slides", False)])
@pytest.mark.parametrize("width", [320, 900])
def test_nothing_is_wider_than_the_screen(
    browser: Chrome, pages: dict[str, str], name: str, scripts: bool, width: int
) -> None:
    look(browser, width, 700)
    open_page(browser, pages[name], scripts=scripts)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width


def test_on_a_phone_slides_are_a_page_until_they_are_presented(
    browser: Chrome, pages: dict[str, str]
) -> None:
    look(browser, 320, 640)
    open_page(browser, pages["slides"])
    buttons = """
        return [...document.querySelectorAll(".bar > button")].filter((one) => one.checkVisibility())
            .map((one) => [one.textContent, one.getBoundingClientRect()])
            .map(([name, box]) => [name, box.left >= 0 && box.right <= innerWidth])
    """
    assert browser.execute_script(buttons) == [["Present", True]]
    browser.execute_script("document.querySelector('[data-do=page]').click()")
    assert browser.execute_script(buttons) == [["‹", True], ["›", True], ["Notes", True], ["As a page", True]]


@pytest.mark.parametrize("name", ["handout", "slides"])
def test_the_browser_asks_for_nothing_and_complains_of_nothing(
    browser: Chrome, pages: dict[str, str], name: str
) -> None:
    look(browser)
    browser.get_log("performance")
    browser.get_log("browser")
    open_page(browser, pages[name])
    requests = [
        entry["message"]
        for entry in browser.get_log("performance")
        if '"Network.requestWillBeSent"' in entry["message"]
    ]
    assert all(
        f'"url":"{pages[name]}' in request or '"url":"data:' in request
        for request in requests
        if "about:blank" not in request
    )
    assert requests
    assert browser.get_log("browser") == []


def test_the_words_of_the_map_stay_in_their_stages(browser: Chrome, pages: dict[str, str]) -> None:
    look(browser)
    spill = """
        return [...document.querySelectorAll("svg.map text")].filter((text) => {
            const box = text.parentNode.querySelector("rect").getBBox(), words = text.getBBox();
            return words.width && (words.x < box.x || words.x + words.width > box.x + box.width
                || words.y < box.y || words.y + words.height > box.y + box.height);
        }).map((text) => text.textContent)
    """
    open_page(browser, pages["handout"])
    assert browser.execute_script(spill) == []
    open_page(browser, f"{pages['slides']}#7")
    assert browser.execute_script(spill) == []


def where(browser: Chrome) -> tuple[str, list[str]]:
    """The slide and step in the address, and what of the slide is still to come."""
    ahead = browser.execute_script(
        "return [...document.querySelectorAll('.current .ahead')].filter((one) => getComputedStyle(one).visibility"
        " === 'hidden').map((one) => one.dataset.step)"
    )
    return browser.current_url.partition("#")[2], ahead


def test_keys_go_through_steps_and_slides_and_back(
    browser: Chrome, pages: dict[str, str], talk: Handout
) -> None:
    from selenium.webdriver.common.keys import Keys

    look(browser)
    open_page(browser, f"{pages['slides']}#3")
    steps = talk.slides[2].steps
    assert steps > 2
    assert where(browser)[1]
    seen = []
    for _ in range(steps - 1):
        press(browser, Keys.ARROW_RIGHT)
        seen.append(where(browser)[0])
    assert seen == [f"3.{step}" for step in range(1, steps)]
    assert where(browser)[1] == []
    press(browser, Keys.SPACE)
    assert where(browser)[0] == "4"
    press(browser, Keys.PAGE_UP)
    assert where(browser)[0] == f"3.{steps - 1}"
    press(browser, Keys.END)
    assert where(browser)[0] == str(len(talk.slides))
    press(browser, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.HOME)
    assert where(browser)[0] == "1"
    assert "1 of" in browser.execute_script("return document.querySelector('[role=status]').textContent")


def test_the_overview_shows_all_slides_and_leads_to_the_chosen_one(
    browser: Chrome, pages: dict[str, str]
) -> None:
    from selenium.webdriver.common.keys import Keys

    look(browser)
    open_page(browser, pages["slides"])
    shown = "return [...document.querySelectorAll('.slide')].filter((one) => one.checkVisibility()).length"
    assert browser.execute_script(shown) == 1
    press(browser, Keys.ESCAPE)
    assert browser.execute_script(shown) > 20
    press(browser, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ENTER)
    assert browser.execute_script(shown) == 1
    assert where(browser)[0] == "3"
    press(browser, Keys.ESCAPE)
    browser.execute_script("document.querySelectorAll('.slide')[4].click()")
    assert where(browser)[0] == "5"
    assert browser.execute_script(shown) == 1


@pytest.mark.parametrize("size", [(1280, 720), (1024, 768), (1920, 1080)])
def test_every_slide_fits_the_screen_at_its_last_step(
    browser: Chrome, pages: dict[str, str], talk: Handout, size: tuple[int, int]
) -> None:
    look(browser, *size)
    open_page(browser, pages["slides"])
    overflow = browser.execute_script(
        """
        const found = [];
        for (let number = 1; number <= arguments[0]; number++) {
            location.hash = `#${number}.99`;
            dispatchEvent(new HashChangeEvent("hashchange"));
            const page = document.querySelector(".current .page");
            const over = [page.scrollHeight - page.clientHeight, page.scrollWidth - page.clientWidth];
            if (Math.max(...over) > 1) found.push(number);
        }
        return found
        """,
        len(talk.slides),
    )
    assert overflow == []


@pytest.mark.parametrize("scripts", [True, False])
def test_slides_print_one_to_a_page_with_all_their_steps(
    browser: Chrome, pages: dict[str, str], talk: Handout, scripts: bool
) -> None:
    pypdf = pytest.importorskip("pypdf")
    look(browser)
    open_page(browser, pages["slides"], scripts=scripts)
    made = browser.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    printed = [
        page.extract_text() for page in pypdf.PdfReader(io.BytesIO(base64.b64decode(made["data"]))).pages
    ]
    assert len(printed) == len(talk.slides) + (not scripts)
    assert "high or unclear risk of bias" in printed[2]
    assert not any("Spoken text" in text or "Overview" in text for text in printed)


def test_all_slides_and_their_spoken_text_can_be_read_without_scripts(
    browser: Chrome, pages: dict[str, str], talk: Handout
) -> None:
    look(browser)
    open_page(browser, pages["slides"], scripts=False)
    shown = "return [...document.querySelectorAll('.slide')].filter((one) => one.checkVisibility()).length"
    assert browser.execute_script(shown) == len(talk.slides)
    assert browser.execute_script("return document.querySelector('.bar').checkVisibility()") is False


def test_a_bare_deck_makes_accessible_pages_as_well(browser: Chrome, tmp_path: Path) -> None:
    look(browser)
    for name, page in {"handout": handout_html(handout()), "slides": slides_html(handout())}.items():
        path = tmp_path / f"{name}.html"
        path.write_text(page, encoding="utf-8")
        open_page(browser, path.as_uri())
        assert faults(browser) == []
