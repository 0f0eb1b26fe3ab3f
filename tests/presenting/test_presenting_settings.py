"""Settings from a file that a person wrote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holeout.presenting.commands import Context
from holeout.presenting.settings import SETTINGS, TOGETHER, Settings, read_settings


def test_every_documented_example_is_accepted() -> None:
    settings, problems = read_settings("\n".join(setting.example for setting in SETTINGS), "s.toml")
    assert problems == []
    assert settings.duration == 1500.0
    assert settings.sizes == ((80, 24), (100, 30))


@pytest.mark.parametrize(("written", "seconds"), [('"1h30m"', 5400.0), ('"25min"', 1500.0), ("20", 1200.0)])
def test_a_length_of_time_is_written_as_in_a_deck(written: str, seconds: float) -> None:
    settings, problems = read_settings(f"duration = {written}", "s.toml")
    assert (settings.duration, problems) == (seconds, [])


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
    right = (name, value) in {("mouse", "true"), ("room", "true"), ("keys", "{}"), ("theme", "'x'")}
    assert right is (problems == [])
    assert right or name in problems[0].message
    assert right or settings == Settings()


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    read_settings(text, "s.toml")


def clashes(keys: str) -> list[str]:
    """What is wrong with `[keys]` that hold this line."""
    return [problem.message for problem in read_settings(f"[keys]\n{keys}\n", "s.toml")[1]]


def test_a_key_may_not_mean_two_things_wherever_both_are_heard() -> None:
    assert clashes('tile_up = "m"') == ["key `m` already means `map`"]
    assert clashes('add_favourite = "enter"') == ["key `Enter` already means `open`"]
    assert clashes('remove_favourite = "j"') == ["key `j` already means `select_next`"]
    assert clashes('answer_no = "f"') == ["key `f` already means `favourites`"]
    assert clashes('compare_older = "k"') == ["key `k` already means `select_previous`"]
    assert clashes('desk_blank = "t"') == ["key `t` already means `desk_clock`"]
    assert clashes('demo = "n"') == ["key `n` already means `answer_no`", "key `n` already means `notes`"]


def test_a_key_may_mean_two_things_where_only_one_is_heard() -> None:
    assert clashes('desk_blank = "m"') == []
    assert clashes('answer_no = "z"\nstop_demo = "z"\ntile_up = "z"') == []


def test_two_names_of_one_key_clash() -> None:
    assert clashes('blank = "?"') == ["key `?` already means `help`"]
    assert clashes('blank = "PgDn"') == ["key `PgDn` already means `next`"]


def test_what_is_so_from_the_start_may_be_written_down() -> None:
    assert clashes('edit_favourite = ["e", "enter"]\nopen = ["enter", "right", "l"]') == []


def test_the_key_that_always_leaves_means_nothing_else() -> None:
    assert clashes('blank = "Ctrl+Q"') == ["key `Ctrl+q` always leaves"]
    assert clashes('open_number = "F6"') == ["`open_number` is told by digits"]
    assert clashes('quit = ["Q", "ctrl+q"]') == []


def test_a_key_that_is_none_is_refused_with_what_was_meant() -> None:
    _, (problem,) = read_settings('[keys]\nnext = ["x", "rigth"]\n', "s.toml")
    assert (problem.line, problem.message, problem.hint) == (
        2,
        "`rigth` is not a key",
        "did you mean `right`?",
    )
    assert clashes("next = []") == ["`next` is not a key or a list of keys"]


def test_a_comma_and_a_blank_are_keys_too() -> None:
    settings, problems = read_settings(
        '[keys]\nblank = [",", " "]\nnext = "y, Y"\nopen_tile = "z"\n', "s.toml"
    )
    assert [problem.message for problem in problems] == []
    assert settings.keys["blank"] == ("comma", "space")
    assert settings.keys["next"] == ("y", "Y")


def test_a_setting_and_a_key_of_the_same_name_are_told_apart() -> None:
    _, problems = read_settings('theme = ""\n[keys]\ntheme = "m"\n', "s.toml")
    assert [problem.line for problem in problems] == [1, 3]


def test_a_hostile_file_is_refused_at_once() -> None:
    _, (problem,) = read_settings("keys = " + "[\n" * 100_000, "s.toml")
    assert "nested" in problem.message


def test_every_context_is_among_those_heard_together() -> None:
    assert {context for contexts in TOGETHER for context in contexts} == set(Context)
