"""A little of what `make fuzz` does for long: every reader meets what it is meant for, and spoilt copies of that."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from tests.fuzz.mutations import mutated
from tests.fuzz.targets import TARGETS


@pytest.mark.parametrize("name", TARGETS)
def test_no_reader_fails_on_spoilt_files(name: str) -> None:
    target = TARGETS[name]
    seeds = list(target.seeds())
    assert seeds
    for seed in seeds[:3]:
        target.run(seed)

    @given(mutated(seeds))
    @settings(max_examples=15, deadline=None, database=None)
    def spoilt(data: bytes) -> None:
        target.run(data)

    spoilt()
