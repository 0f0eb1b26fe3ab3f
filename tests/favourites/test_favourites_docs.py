"""What docs/favourites-format.md says is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from favourites_makers import read

from holeout.favourites.export import Collection, to_json
from holeout.favourites.fileformat import parse
from holeout.favourites.identity import tool_key
from holeout.favourites.merge import merge, state_of
from holeout.favourites.model import LARGE, Favourite, FavouritesFile, Limits, rules
from holeout.favourites.schema import favourites_schema
from holeout.favourites.writing import sealed

DOCS = (Path(__file__).parents[2] / "docs" / "favourites-format.md").read_text()
EXAMPLES = re.findall(r"```toml\n(.*?)```", DOCS, re.DOTALL)
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in DOCS.splitlines()
    if line.startswith("|")
]


@pytest.mark.parametrize("text", EXAMPLES)
def test_an_example_is_a_file_without_problems(text: str) -> None:
    reading = parse(text, "example")
    assert reading.problems == ()
    assert reading.file
    assert reading.file.favourites


@pytest.mark.parametrize("text", EXAMPLES)
def test_an_example_keeps_to_the_schema_as_its_json_does(text: str) -> None:
    import json
    import tomllib

    jsonschema = pytest.importorskip("jsonschema")
    schema = favourites_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(json.dumps(tomllib.loads(text), default=str)), schema)
    jsonschema.validate(json.loads(to_json(Collection(merge([read(text)])))), schema)


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({}, "format"),
        ({"format": "holeout-favourites/2"}, "format"),
        ({"format": "holeout-favourites/1", "favourite": [{}]}, "tool"),
        ({"format": "holeout-favourites/1", "favourite": [{"tool": "x", "note": "n" * 501}]}, "nnn"),
        ({"format": "holeout-favourites/1", "favourite": [{"tool": "x", "tags": "t"}]}, "array"),
        ({"format": "holeout-favourites/1", "favourite": [{"tool": "x", "url": "ftp://x"}]}, "ftp"),
        ({"format": "holeout-favourites/1", "seal": {"a": "0-gone"}}, "0-gone"),
    ],
)
def test_the_schema_refuses_what_reading_refuses(wrong: dict, where: str) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    with pytest.raises(jsonschema.ValidationError, match=where):
        jsonschema.validate(wrong, favourites_schema())


def test_every_key_is_in_the_tables_with_its_limit() -> None:
    limits = {key: row[-1] for row in ROWS for key in re.findall(r"`([a-z]+)`", row[0])}
    for name, rule in {**rules(FavouritesFile), **rules(Favourite)}.items():
        assert name in limits
        if number := re.search(r"(\d+) characters", limits[name]):
            assert int(number[1]) == rule.most
    assert "10 of 30" in limits["tags"]
    assert (rules(Favourite)["tags"].items, rules(Favourite)["tags"].most) == (10, 30)


def test_the_limits_are_those_of_the_program() -> None:
    limits = Limits()
    for said in (
        f"up to {limits.entries} favourites and {limits.size // 1024} KiB",
        f"lines of {limits.line:,} characters, brackets {limits.depth} deep",
        f"keys of {limits.dots + 1} parts, {limits.marks:,} seals",
        f"files of {LARGE.size // 1024**2} MiB, {LARGE.entries:,} favourites and {LARGE.marks:,} seals",
    ):
        assert said in DOCS


def test_the_keys_of_tools_are_as_the_table_has_them() -> None:
    checked = 0
    for written, key in [row for row in ROWS if len(row) == 2 and row[1].startswith(("`pkg:", "`https:"))]:
        for tool in re.findall(r"`([^`]+)`", written):
            assert tool_key(tool) == key.strip("`")
            checked += 1
    assert checked == 8


def test_the_digest_can_be_made_from_its_description() -> None:
    import hashlib
    import json

    text = sealed(EXAMPLES[1], "", "")
    (mark,) = [str(mark) for slot, mark in read(text).seal.items() if "github" in slot.key]
    said = {"tool": "https://github.com/iterative/dvc", "name": "DVC", "stage": "data", "x-team-size": 12}
    said |= {"by": "Anna", "updated": "2026-11-23"}
    made = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert mark == f"1-{hashlib.sha256(made.encode()).hexdigest()[:12]}"


def test_the_error_that_is_shown_is_the_error_that_is_given() -> None:
    text = EXAMPLES[0].replace('"Replaced', "Replaced").replace('faster"', "faster")
    (problem,) = parse(text, "anna.favourites.toml").problems
    assert str(problem) in DOCS


def test_the_generations_are_as_the_table_has_them() -> None:
    entry = '[[favourite]]\ntool = "x"\n'
    head = 'format = "holeout-favourites/1"\nactor = "annaannaanna"\n'
    (now,) = [mark.digest for mark in read(sealed(head + entry, "", "")).seal.values()]

    def generation(entries: str, mark: str) -> tuple[int, bool]:
        seal = f'[seal]\n"pkg:pypi/x" = "{mark}"\n' if mark else ""
        (one,) = state_of(read(head + entries + seal)).values()
        return one.generation, one.favourite is not None

    assert generation(entry, "") == (1, True)
    assert generation(entry, f"7-{now}") == (7, True)
    assert generation(entry, "7-000000000000") == generation(entry, "7-gone") == (8, True)
    assert generation("", f"7-{now}") == (8, False)
    assert generation("", "7-gone") == (7, False)
