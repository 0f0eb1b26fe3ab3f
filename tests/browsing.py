"""Looking at pages in a browser: waiting, reading, axe's rules, and codes that are decoded from what is drawn."""

from __future__ import annotations

import base64
import importlib.util
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def wait(browser: Any, condition: Callable[[Any], object], seconds: float = 30) -> None:
    """Wait for a state of the page."""
    from selenium.webdriver.support.wait import WebDriverWait

    WebDriverWait(browser, seconds, poll_frequency=0.05).until(condition)


def text_of(browser: Any, css: str) -> str:
    """The text of the first element that fits."""
    return browser.execute_script("return document.querySelector(arguments[0])?.textContent ?? ''", css)


def complaints(browser: Any) -> list[str]:
    """What the browser logged as severe."""
    return [entry["message"] for entry in browser.get_log("browser") if entry["level"] == "SEVERE"]


def as_phone(browser: Any, width: int = 320, scheme: str = "light") -> None:
    """Show pages as a phone of this width does."""
    size = {"width": width, "height": 740, "deviceScaleFactor": 2, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})


def axe_core() -> str:
    """The accessibility rules of axe-core, from the one package of the index that keeps them fresh."""
    found = importlib.util.find_spec("axe_playwright_python")
    if found is None or not found.origin:
        pytest.skip("axe-playwright-python is not installed")
    return Path(found.origin).with_name("axe.min.js").read_text()


def violations(browser: Any, rules: str) -> list[str]:
    """What axe finds on the page, a line each."""
    browser.execute_script(rules)
    return browser.execute_async_script(
        """
        const [tags, done] = arguments;
        axe.run({ runOnly: tags }).then(
            (found) => done(found.violations.map((rule) => `${rule.id}: ${rule.nodes[0].html.slice(0, 120)}`)),
            (error) => done([String(error)]),
        );""",
        RULES,
    )


def narrow_faults(browser: Any) -> list[str]:
    """What is too wide, or too small to touch, at 320 pixels."""
    return browser.execute_script("""
        const faults = [];
        if (document.documentElement.scrollWidth > innerWidth) faults.push("scrolls sideways");
        for (const element of document.querySelectorAll("button, .button, input:not([type=hidden]), select, summary")) {
            const box = element.getBoundingClientRect();
            if (box.width && (box.height < 44 || box.width < 44)) faults.push(element.outerHTML.slice(0, 80));
            const size = parseFloat(getComputedStyle(element).fontSize);
            if (box.width && size < 16) faults.push("small text " + element.outerHTML.slice(0, 80));
        }
        return faults;""")


def photo_of(browser: Any, css: str) -> bytes:
    """A picture of the first element that fits, as PNG."""
    from selenium.webdriver.common.by import By

    return base64.b64decode(browser.find_element(By.CSS_SELECTOR, css).screenshot_as_base64)


def decoded(png: bytes) -> list[str]:
    """The text of every QR code in a picture, by a decoder that has nothing to do with whoever drew it."""
    import zxingcpp
    from PIL import Image

    with Image.open(BytesIO(png)) as image:
        return [found.text for found in zxingcpp.read_barcodes(image.convert("L"))]
