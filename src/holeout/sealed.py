"""Plain values as bytes that are known to be whole: what a spoilt cache holds is never unpacked.

marshal is quick to load and to read, but believes every length that it finds: a damaged file can cost gigabytes.
"""

from __future__ import annotations

import marshal
from zlib import adler32, crc32

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_SUMS = 8
"""Bytes."""


def sealed(value: Any) -> bytes:
    """`value` (texts, numbers, and tuples, lists and dicts of them) with its sums before it. Raises ValueError."""
    data = marshal.dumps(value)
    return _sums(data) + data


def unsealed(data: bytes) -> Any:
    """The value that `sealed` made `data` of. Raises ValueError when it is not so any more."""
    if data[:_SUMS] != _sums(data[_SUMS:]):
        raise ValueError("this is not whole")
    return marshal.loads(data[_SUMS:])  # noqa: S302  (plain values only, and whole)


def _sums(data: bytes) -> bytes:
    return crc32(data).to_bytes(4) + adler32(data).to_bytes(4)
