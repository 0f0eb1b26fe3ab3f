"""Writing to a terminal that goes away."""

from __future__ import annotations

import io
import threading

from textual.drivers import linux_driver

from holeout.tui.driver import CleanDriver
from holeout.tui.writer import LastingWriter


class Closed(io.StringIO):
    """A terminal that was closed after so many writes."""

    def __init__(self, after: int) -> None:
        super().__init__()
        self._left = after

    def write(self, text: str) -> int:
        self._left -= 1
        if self._left < 0:
            raise OSError(5, "Input/output error")
        return super().write(text)

    def flush(self) -> None:
        if self._left < 0:
            raise OSError(5, "Input/output error")


def test_a_program_whose_terminal_is_gone_may_write_and_leave() -> None:
    for after in (0, 3, 1000):
        terminal = Closed(after)
        writer = LastingWriter(terminal)
        writer.start()

        def leave(writer: LastingWriter = writer) -> None:
            for number in range(200):
                writer.write(f"{number} ")
            writer.stop()

        leaving = threading.Thread(target=leave, daemon=True)
        leaving.start()
        leaving.join(20)
        assert not leaving.is_alive(), "it waits for ever"
        assert terminal.getvalue() == "".join(f"{number} " for number in range(min(after, 200)))


def test_the_driver_writes_that_way() -> None:
    assert issubclass(CleanDriver, linux_driver.LinuxDriver)
    assert linux_driver.WriterThread is LastingWriter
