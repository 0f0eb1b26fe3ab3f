"""Words of messages: things counted, and what is quoted in them."""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """Such as "1 file" and "2 files", or with a plural of its own: "2 people"."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def short(text: str) -> str:
    """`text` on one line and at most 40 characters, to be quoted in a message."""
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:39]}…"
