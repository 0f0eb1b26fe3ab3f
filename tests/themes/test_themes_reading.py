"""Themes that people write."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holeout.layout.styled import Role
from holeout.themes.contrast import contrast
from holeout.themes.palette import COLOURED, DARK, LIGHT, Palette
from holeout.themes.reading import KEYS, as_toml, packed, read_theme, unpacked
from tests.themes.themes_help import poor

colors = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def told(text: str) -> list[str]:
    """The problems with a theme's file, without their hints."""
    return [str(problem).partition("\n")[0] for problem in read_theme(text, "mine.toml", "mine")[1]]


@pytest.mark.parametrize("palette", COLOURED, ids=lambda palette: palette.name)
def test_what_is_printed_of_a_theme_is_that_theme(palette: Palette) -> None:
    read, problems = read_theme(as_toml(palette), "mine.toml", palette.name)
    assert problems == []
    assert read == palette


def test_a_theme_changes_what_it_says_and_takes_the_rest_from_its_base() -> None:
    text = 'base = "light"\n[colors]\ntitle = "#050"\nground = "#FFFFFF"\n'
    palette, problems = read_theme(text, "mine.toml", "mine")
    assert problems == []
    assert (palette.name, palette.dark) == ("mine", False)
    assert (palette.color(Role.TITLE), palette.ground) == ("#005500", "#ffffff")
    assert palette.color(Role.BAD) == LIGHT.color(Role.BAD)


def test_every_fault_is_told_with_its_line() -> None:
    text = 'base = "drak"\nfont = "big"\n\n[colors]\ntitel = "#fff"\ntitle = "blue"\nmuted = 3\n'
    assert told(text) == [
        "mine.toml:2:1: a theme has no `font`",
        "mine.toml:5:1: a theme has no `titel`",
        "mine.toml:1:1: `base` is none of our own themes",
        "mine.toml:6:1: `title` is not a colour",
        "mine.toml:7:1: `muted` is not a colour",
    ]
    assert told("base = \n") == ["mine.toml:1:8: Invalid value"]


def test_a_colour_that_cannot_be_read_is_refused_with_its_ratio_and_one_that_can() -> None:
    text = 'base = "dark"\n[colors]\nmuted = "#333333"\n'
    _, (problem,) = read_theme(text, "mine.toml", "mine")
    assert str(problem).startswith(
        "mine.toml:3:1: `muted` on `ground` has a contrast of 1.4:1, and needs 4.5:1"
    )
    better = re.findall(r"#[0-9a-f]{6}", problem.hint)[0]
    assert contrast(better, DARK.ground) >= 4.5
    assert told(text.replace("#333333", better)) == []


def test_a_rule_may_be_fainter_than_text() -> None:
    assert told('[colors]\nrule = "#666666"\n') == []
    assert "needs 4.5:1" in told('[colors]\nquote = "#666666"\n')[0]
    assert "needs 3.0:1" in told('[colors]\nrule = "#444444"\n')[0]


def test_a_ground_that_hides_the_base_is_told_once_with_what_to_begin_with() -> None:
    text = '[colors]\nground = "#ffffff"\n'
    _, problems = read_theme(text, "mine.toml", "mine")
    assert [problem.line for problem in problems] == [2]
    assert "of base `dark` cannot be read on this `ground`" in problems[0].message
    assert problems[0].hint == 'begin with base = "light"'
    assert told('base = "light"\n' + text) == []


def test_a_ground_that_is_a_little_too_light_is_told_with_one_that_would_do() -> None:
    text = 'base = "dark"\n[colors]\nground = "#555555"\n'
    _, (problem,) = read_theme(text, "mine.toml", "mine")
    better = re.findall(r"#[0-9a-f]{6}", problem.hint)[0]
    assert told(text.replace("#555555", better)) == []


@given(
    st.sampled_from([palette.name for palette in COLOURED]), st.dictionaries(st.sampled_from(KEYS), colors)
)
def test_a_theme_that_is_accepted_can_be_read_everywhere(base: str, given: dict[str, str]) -> None:
    lines = "".join(f'{key} = "{color}"\n' for key, color in given.items())
    palette, problems = read_theme(f'base = "{base}"\n[colors]\n{lines}', "mine.toml", "mine")
    assert (poor(palette) == {}) is (problems == [])
    assert all(problem.hint and 3 <= problem.line <= 2 + len(given) for problem in problems)


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    palette, problems = read_theme(text, "mine.toml", "mine")
    assert problems or poor(palette) == {}


def test_a_hostile_file_is_refused_at_once() -> None:
    assert "nested" in told("a = " + "[\n" * 50_000)[0]
    assert "dots" in told("a" + ".a" * 400 + " = 1")[0]
    assert "longer" in told("a" + ".a" * 50_000 + " = 1")[0]


def test_a_theme_travels_between_programs_and_is_used_only_where_it_can_be_read() -> None:
    mine, _ = read_theme('[colors]\ntitle = "#ffffff"\n', "mine.toml", "mine")
    for theme in (None, LIGHT, mine):
        assert unpacked(packed(theme)) == theme
    assert packed(LIGHT) == "light"
    assert unpacked('[colors]\ntext = "#000"\n') is None
