"""Writes to the terminal beside the program, and outlives the terminal."""

from __future__ import annotations

from contextlib import suppress

from textual.drivers._writer_thread import WriterThread

GONE = (OSError, ValueError)
"""What a write raises when there is no terminal any more."""


class LastingWriter(WriterThread):
    """Goes on taking what is written when its terminal is gone, and throws it away.

    The stock thread dies of the first error; its queue fills, and the program that wants to leave waits for ever.
    """

    def run(self) -> None:
        """Write until told to stop."""
        gone = False
        while (text := self._queue.get()) is not None:
            try:
                if not gone:
                    self._file.write(text)
                    if not self._queue.qsize():
                        self._file.flush()
            except GONE:
                gone = True
        with suppress(*GONE):
            self._file.flush()
