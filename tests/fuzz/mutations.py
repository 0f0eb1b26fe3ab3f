"""Wrong files made from right ones: bytes left out, doubled, exchanged, and put in from where they hurt."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Sequence

ODD = (
    b"\0", b"\xff", b"\xfe\xff", b"\r", b"\r\n", b"\n\n", b"---\n", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"\xed\xa0\x80",
    b"\xc2\xa0", b"\x1b[31m", b"\x1b]52;c;eA==\x07", b"\xf0\x9f\x91\xa9\xe2\x80\x8d", b"\xcc\x81" * 40, b"1e999",
    b"-1", b"NaN", b"Infinity", b"9" * 400, b"[" * 2000, b'{"a":' * 500, b"null", b"true", b'""', b"{}", b"[]",
    b"\\ud800", b"&a *a", b"!!python/object:os.system", b"```", b"<!--", b"-->", b"<div>\n", b"</div>", b"> ", b"- ",
    b"  ", b"\t", b"|", b"'''", b'"""', b"=", b"#", b"%00", b"../", b"1979-05-27T07:32:00Z", b"A" * 5000,
)  # fmt: skip


def mutated(seeds: Sequence[bytes]) -> st.SearchStrategy[bytes]:
    """One of `seeds` after a few changes, or bytes of no origin."""
    return st.one_of(_changed(tuple(seeds)), st.binary(max_size=400))


def _changed(seeds: tuple[bytes, ...]) -> st.SearchStrategy[bytes]:
    # Few choices for Hypothesis to keep count of: that is most of the time that an input takes.
    return st.builds(spoilt, st.sampled_from(seeds), st.integers(0, 6), st.integers(0, 2**64))


def spoilt(data: bytes, changes: int, number: int) -> bytes:
    """`data` after so many changes; which, `number` tells."""
    chance = random.Random(number)  # noqa: S311  (the same for the same number)
    for _ in range(changes):
        start = chance.randint(0, len(data))
        end = min(len(data), start + chance.choice((0, 0, 1, 2, 8, 64, 1024)))
        pieces = (chance.choice(ODD), chance.randbytes(chance.randint(0, 8)), data[start:end] * 2)
        data = data[:start] + chance.choice(pieces) + data[end:]
    return data
