"""Emoji by their short names, as code forges write them: `:rocket:`."""

from __future__ import annotations

import re

_SHORT = re.compile(r"(?<!\w):(?:[+-]1|\w{1,60}):(?!\w)", re.ASCII)


def with_emoji(text: str) -> str:
    """`text` with the short names that are known replaced."""
    return _SHORT.sub(_replaced, text) if ":" in text else text


def _replaced(found: re.Match[str]) -> str:
    # Forty milliseconds that a deck without short names need not pay.
    from emoji import emojize  # noqa: PLC0415

    return emojize(found[0], language="alias")
