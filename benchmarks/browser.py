"""A headless Chromium, as a phone has it, that reaches nothing but this machine."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

QUIET = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium(width: int = 390, height: int = 740) -> Chrome | None:
    """A browser with a window of so many pixels; None on a machine without one."""
    program, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not (program and driver):
        return None
    try:
        from selenium import webdriver
    except ImportError:
        return None
    options = webdriver.ChromeOptions()
    options.binary_location = program
    for argument in QUIET:
        options.add_argument(argument)
    found = webdriver.Chrome(options, webdriver.ChromeService(driver))
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": True}
    found.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    return found
