"""What the program keeps for itself may be spoilt by anything: it is then as if it had never been kept."""

from __future__ import annotations

import marshal
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holeout import jsontext
from holeout.kept.memory import Memory
from holeout.sealed import sealed, unsealed

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = st.recursive(
    st.none() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.tuples(inner, inner) | st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(PLAIN, st.data())
def test_what_was_sealed_is_had_again_and_nothing_else(value: object, data: st.DataObject) -> None:
    whole = sealed(value)
    assert unsealed(whole) == value
    place = data.draw(st.integers(0, len(whole) - 1))
    spoilt = whole[:place] + bytes([whole[place] ^ data.draw(st.integers(1, 255))]) + whole[place + 1 :]
    for wrong in (spoilt, whole[:place], whole + b"x", b""):
        with pytest.raises(ValueError, match="not whole"):
            unsealed(wrong)


def test_a_spoilt_cache_takes_no_memory_for_lengths_that_it_claims() -> None:
    claims_two_thousand_million_items = marshal.dumps([])[:1] + b"\xff\xff\xff\x7f"
    began = time.process_time()
    with pytest.raises(ValueError, match="not whole"):
        unsealed(claims_two_thousand_million_items)
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize(
    "text",
    ["", "{", "NaN", "[Infinity]", "1e999", "9" * 5000, "1" + "0" * 400, "[" * 100_000, '{"a":' * 50_000],
    ids=[
        "nothing",
        "open",
        "no number",
        "infinite",
        "large",
        "5,000 digits",
        "for no float",
        "lists",
        "tables",
    ],
)
def test_json_that_nothing_can_be_made_of_is_one_kind_of_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        jsontext.parse(text)


@pytest.mark.parametrize(
    "started",
    ["NaN", "1e999", "1" + "0" * 400, "[" * 100_000, '"soon"'],
    ids=["no number", "large", "digits", "deep", "text"],
)
def test_a_place_that_is_spoilt_costs_the_place_alone(tmp_path: Path, started: str) -> None:
    path = tmp_path / "place.json"
    path.write_text(f'{{"version": 1, "slide": 2, "clock": {{"started": {started}}}}}')
    place = Memory(path).load()
    assert place is None or place.clock.elapsed(5.0) == 0.0
