"""Where something on a page leads."""

from __future__ import annotations

from typing import NamedTuple


class Target(NamedTuple):
    """A kind (`stage`, `pitfall`, `tool`, `source`, `demo`, `slide`, ...) and an id."""

    kind: str
    id: str
