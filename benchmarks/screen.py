"""What a terminal shows and answers, read from a program's output by a real emulator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pyghostty import Terminal, ffi, lib

if TYPE_CHECKING:
    from collections.abc import Iterable

SYNCHRONISED = 2026
CURSOR_KEYS = 1
CELL = (10, 20)

#: Private modes that a program must switch off again, by their numbers in xterm and its successors.
SHOULD_BE_OFF = {
    1: "application cursor keys",
    47: "alternate screen (47)",
    1000: "mouse buttons",
    1002: "mouse drag",
    1003: "mouse motion",
    1004: "focus reports",
    1006: "mouse in decimals",
    1015: "mouse in decimals (urxvt)",
    1016: "mouse in pixels",
    1047: "alternate screen (1047)",
    1049: "alternate screen",
    2004: "bracketed paste",
    2026: "frame never finished",
    2031: "colour scheme reports",
    2048: "resize reports",
}
SHOULD_BE_ON = {7: "no line wrap", 25: "no cursor"}


class Screen:
    """A dark terminal of the given size that answers every query a current terminal answers."""

    def __init__(self, columns: int = 120, rows: int = 40) -> None:
        self._terminal = Terminal(columns, rows, scrollback=0, fg=(221, 221, 221), bg=(17, 17, 17))
        self._size = (columns, rows)
        self._answers: list[bytes] = []
        self._terminal.on_reply(self._answers.append)
        # The library holds bare C pointers to these; they must live as long as it does.
        self._callbacks = (
            self._on("GhosttyTerminalSizeFn", lib.GHOSTTY_TERMINAL_OPT_SIZE, self._report_size),
            self._on(
                "GhosttyTerminalColorSchemeFn", lib.GHOSTTY_TERMINAL_OPT_COLOR_SCHEME, self._report_dark
            ),
        )

    def _on(self, kind: str, option: int, function: Any) -> object:
        callback = ffi.callback(kind, function)
        lib.ghostty_terminal_set(self._terminal._t[0], option, callback)  # noqa: SLF001  (no public door)
        return callback

    def _report_size(self, _terminal: object, _data: object, size: Any) -> bool:
        size.columns, size.rows = self._size
        size.cell_width, size.cell_height = CELL
        return True

    def _report_dark(self, _terminal: object, _data: object, scheme: Any) -> bool:
        scheme[0] = lib.GHOSTTY_COLOR_SCHEME_DARK
        return True

    def feed(self, data: bytes) -> bytes:
        """Take a program's output, in pieces of any size. Returns what the terminal answers to it."""
        self._terminal.feed(data)
        answer = b"".join(self._answers)
        self._answers.clear()
        return answer

    def shows(self, markers: Iterable[str]) -> bool:
        """Whether every marker is on a finished frame."""
        if self._terminal.mode(SYNCHRONISED):
            return False
        text = self._terminal.text()
        return all(marker in text for marker in markers)

    def text(self) -> str:
        """What a person would see."""
        return str(self._terminal.text())

    @property
    def application_cursor_keys(self) -> bool:
        """Whether arrow keys are to be sent in their application form."""
        return bool(self._terminal.mode(CURSOR_KEYS))

    def left_on(self) -> list[str]:
        """What a program that has ended should have put back, and did not."""
        left = [name for mode, name in SHOULD_BE_OFF.items() if self._terminal.mode(mode)]
        left += [name for mode, name in SHOULD_BE_ON.items() if not self._terminal.mode(mode)]
        if self._terminal.get("kitty_keyboard_flags", "uint8_t"):
            left.append("kitty keyboard")
        return left

    def close(self) -> None:
        """Free the emulator."""
        self._terminal.close()
