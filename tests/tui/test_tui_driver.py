"""The terminal driver between two times that it has the terminal."""

from __future__ import annotations

import os
import signal
from threading import Thread

import pytest
from textual.app import App

from holeout.tui.driver import CleanDriver


async def test_a_reader_of_keys_that_ended_by_itself_leaves_nothing_that_would_end_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    driver = CleanDriver(App[None](), mouse=False)
    driver._key_thread = Thread(target=driver.exit_event.wait)
    driver._key_thread.start()
    driver.disable_input()
    assert not driver._key_thread.is_alive()
    with pytest.raises(BlockingIOError):
        os.read(driver._wake_in, 1)
