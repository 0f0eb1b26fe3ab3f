"""A headless Chromium that reaches nothing but this machine."""

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


def chromium(*arguments: str, scripts: bool = True, logged: bool = False) -> Chrome | None:
    """A browser with these `arguments`, and with what it logs kept if asked for; None on a machine without one."""
    program, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not (program and driver):
        return None
    try:
        from selenium import webdriver
    except ImportError:
        return None
    options = webdriver.ChromeOptions()
    options.binary_location = program
    for argument in (*QUIET, *arguments):
        options.add_argument(argument)
    if not scripts:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    if logged:
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(options, webdriver.ChromeService(driver))


def phone() -> Chrome | None:
    """A browser with the window of a phone."""
    found = chromium()
    if found is not None:
        size = {"width": 390, "height": 740, "deviceScaleFactor": 1, "mobile": True}
        found.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    return found
