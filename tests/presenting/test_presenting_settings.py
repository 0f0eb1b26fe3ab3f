"""Settings from a file that a person wrote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holeout.presenting.settings import SETTINGS, Settings, read_settings


def test_every_documented_example_is_accepted() -> None:
    settings, problems = read_settings("\n".join(setting.example for setting in SETTINGS), "s.toml")
    assert problems == []
    assert settings.duration == 1500.0
    assert settings.sizes == ((80, 24), (100, 30))


def test_all_faults_are_told_at_once_with_their_lines() -> None:
    text = 'them = "dark"\nwidth = 9\nroom = "no"\n\n[keys]\nnxt = "x"\nblank = "m"\n'
    settings, problems = read_settings(text, "s.toml")
    assert [(p.line, p.message.split("`")[1]) for p in problems] == [
        (1, "them"),
        (2, "width"),
        (3, "room"),
        (6, "nxt"),
        (7, "m"),
    ]
    assert "theme" in problems[0].hint
    assert "next" in problems[3].hint
    assert "`map`" in problems[4].message
    assert settings.width == Settings().width


def test_two_commands_may_swap_their_keys() -> None:
    settings, problems = read_settings('[keys]\nblank = "m"\nmap = ["b", "full_stop"]\n', "s.toml")
    assert problems == []
    assert settings.keys == {"blank": ("m",), "map": ("b", "full_stop")}


def test_a_slip_of_syntax_is_told_with_line_and_column() -> None:
    _, (problem,) = read_settings('theme = "dark"\nwidth = = 3\n', "s.toml")
    assert (problem.line, problem.column) == (2, 9)


@pytest.mark.parametrize("value", ["true", "[]", "'x'", "{}", "1979-05-27", "-1", "nan"])
@pytest.mark.parametrize("name", [setting.name for setting in SETTINGS] + ["keys"])
def test_a_value_of_the_wrong_kind_is_refused_by_name(name: str, value: str) -> None:
    settings, problems = read_settings(f"{name} = {value}", "s.toml")
    right = (name, value) in {("mouse", "true"), ("room", "true"), ("keys", "{}")}
    assert right is (problems == [])
    assert right or name in problems[0].message
    assert right or settings == Settings()


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    read_settings(text, "s.toml")
