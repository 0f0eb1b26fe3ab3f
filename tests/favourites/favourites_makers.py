"""What several tests of favourites need: short ways to make files, and strategies for any file that can be."""

from __future__ import annotations

import string
from datetime import timedelta, timezone

from hypothesis import strategies as st

from holeout.favourites.fileformat import parse
from holeout.favourites.identity import tool_key
from holeout.favourites.model import Favourite, FavouritesFile, Mark, Slot, rules
from holeout.favourites.seal import canonical
from holeout.favourites.values import settled

HEAD = 'format = "holeout-favourites/1"\n'
ANNA, BEN = "annaannaanna", "benbenbenben"


def read(text: str) -> FavouritesFile:
    """The file that `text` says; its problems, if it is none."""
    reading = parse(text, "f")
    assert reading.file is not None, [str(problem) for problem in reading.problems]
    return reading.file


def file_of(actor: str, *favourites: Favourite, name: str = "") -> FavouritesFile:
    return FavouritesFile(favourites, actor=actor, name=name)


def clean_texts(most: int, *, least: int = 0, keep: str = "") -> st.SearchStrategy[str]:
    """Texts of any script as they are once inside."""
    return (
        st.text(max_size=min(most, 40))
        .map(lambda text: settled(settled(text, keep=keep)[:most], keep=keep))
        .filter(lambda text: least <= len(text) <= most)
    )


_KNOWN = {*rules(Favourite), *rules(FavouritesFile), "format", "favourite", "seal"}
_ZONES = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
_SCALARS = st.one_of(
    clean_texts(60, keep="\n\t"),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.dates(),
    st.times(),
    st.datetimes(),
    st.datetimes(timezones=_ZONES),
)
_KEYS = clean_texts(20).filter(lambda key: key not in _KNOWN and "favo" not in key)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(clean_texts(12), inner, max_size=3),
    max_leaves=6,
)
EXTRAS = st.dictionaries(_KEYS, _VALUES.filter(lambda value: len(canonical(value)) <= 1_000), max_size=2)
ACTORS = st.text(string.ascii_lowercase + string.digits, min_size=8, max_size=12)
TOOLS = st.one_of(
    st.sampled_from(
        ["polars", "Polars", "pkg:pypi/dvc", "https://github.com/Foo/Bar", "Weights & Biases", "C#"]
    ),
    clean_texts(60, least=1),
)
DATES = st.dates().map(str) | st.just("")
FAVOURITES = st.builds(
    Favourite,
    tool=TOOLS,
    name=clean_texts(80),
    stage=st.sampled_from(["", "data", "ship"]),
    pitfall=clean_texts(60),
    note=clean_texts(500, keep="\n"),
    url=st.sampled_from(["", "https://example.org/a?b=c&d", "http://x.y/(z)"]),
    tags=st.lists(clean_texts(30, least=1), max_size=3, unique=True).map(tuple),
    by=clean_texts(80),
    updated=DATES,
    extra=EXTRAS,
)
MARKS = st.builds(
    Mark, st.integers(1, 999), st.just("") | st.text("0123456789abcdef", min_size=12, max_size=12)
)
SLOTS = st.builds(Slot, st.just("") | ACTORS, TOOLS.map(tool_key))
FILES = st.builds(
    FavouritesFile,
    favourites=st.lists(FAVOURITES, max_size=4).map(tuple),
    talk=st.sampled_from(["", "my-talk"]),
    actor=st.just("") | ACTORS,
    by=clean_texts(80),
    updated=DATES,
    seal=st.dictionaries(SLOTS, MARKS, max_size=4),
    extra=EXTRAS,
)
