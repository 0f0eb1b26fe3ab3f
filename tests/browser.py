"""Headless Chromium, for the tests that look at pages as their readers do."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from benchmarks import browser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selenium.webdriver import Chrome


@contextmanager
def chromium(*arguments: str, scripts: bool = True) -> Iterator[Chrome]:
    """A browser of its own with these `arguments`, and with what it logs kept. Skips where there is none, but in CI."""
    found = browser.chromium(*arguments, scripts=scripts, logged=True)
    if found is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(
            "there is no Chromium with its driver and selenium"
        )
    try:
        yield found
    finally:
        found.quit()
