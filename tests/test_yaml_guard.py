from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from holeout.problems import Level
from holeout.yaml_guard import Limits, Mapping, Scalar, Sequence, read_yaml, to_plain


def plain(text):
    node, problems = read_yaml(text, "f.yaml")
    assert problems == []
    return to_plain(node)


def problem(text, **kwargs):
    _, problems = read_yaml(text, "f.yaml", **kwargs)
    assert len(problems) == 1, problems
    return problems[0]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("no", "no"),
        ("on", "on"),
        ("12:30", "12:30"),
        ("2021-10-30", "2021-10-30"),
        ("007", "007"),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        (".inf", ".inf"),
        ("1e999", "1e999"),
        ("9" * 5000, "9" * 5000),
        ("'3'", "3"),
        ("'null'", "null"),
        ("3", 3),
        ("-0.5", -0.5),
        ("1e3", 1000.0),
        ("true", True),
        ("false", False),
        ("~", None),
        ("null", None),
        ("", None),
    ],
)
def test_plain_values_mean_what_they_mean_in_json_and_nothing_else(written, meant):
    (value,) = plain(f"- {written}")
    assert value == meant
    assert type(value) is type(meant)


def test_a_value_that_looks_like_a_number_keeps_how_it_was_written():
    node, _ = read_yaml("version: 3.10", "f.yaml")
    version = node.get("version")
    assert (version.text, version.value) == ("3.10", 3.1)


def test_every_key_value_and_item_knows_its_place():
    node, _ = read_yaml("a: 1\nlist:\n  - x\n  - {k: v}\n", "f.yaml")
    assert isinstance(node, Mapping)
    listed = node.entries[1]
    assert (listed.key.line, listed.key.column) == (2, 1)
    assert isinstance(listed.value, Sequence)
    first, second = listed.value.items
    assert (first.line, first.column) == (3, 5)
    assert (second.get("k").line, second.get("k").column) == (4, 9)


def test_a_text_that_starts_further_down_in_its_file_counts_from_there():
    node, _ = read_yaml("a: 1\nb: 2", "deck.md", first_line=7)
    assert [entry.key.line for entry in node.entries] == [7, 8]
    assert problem("a: b: c", first_line=7).line == 7


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_nesting_that_crashes_the_c_loader_is_a_problem_with_a_place(opening):
    found = problem(opening * 50_000)
    assert "deep" in found.message
    assert found.line == 1
    assert 0 < found.column <= 60


def test_an_alias_bomb_is_refused_without_growing():
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 30)]
    node, problems = read_yaml("\n".join(lines), "f.yaml")
    assert len(json.dumps(to_plain(node))) < 10_000
    assert any("anchors" in found.message for found in problems)
    assert any("aliases" in found.message for found in problems)


@pytest.mark.parametrize(
    ("text", "words", "place"),
    [
        ("a: 1\nb: 2\na: 3", "written twice", (3, 1)),
        ("a: !!python/object/apply:os.system ['true']", "tags", (1, 4)),
        ("a: 1\n---\nb: 2", "second document", (2, 1)),
        ("? [x]\n: 1", "key must be text", (1, 3)),
        ("a: 'open", "not YAML", (1, 9)),
        ("a:\n\t- b", "not YAML", (2, 1)),
        ("a: \x07", "control character 0x07", (1, 4)),
    ],
)
def test_a_fault_of_form_is_reported_at_its_place(text, words, place):
    found = problem(text)
    assert words in found.message
    assert (found.line, found.column) == place


def test_the_first_of_two_equal_keys_stays_and_the_rest_is_read():
    node, problems = read_yaml("a: 1\na: 2\nb: 3", "f.yaml")
    assert to_plain(node) == {"a": 1, "b": 3}
    assert "line 1" in problems[0].hint


def test_control_characters_written_as_escapes_do_not_get_through():
    assert plain(r'"a\u001b[31m\u202eb"') == "a[31mb"


def test_limits_on_size_count_and_faults_stop_reading():
    assert "longer than" in problem("x" * 101, limits=Limits(size=100)).message
    assert "more than 5" in problem("[1, 2, 3, 4, 5]", limits=Limits(nodes=5)).message
    _, problems = read_yaml("[" + "&a 1, " * 500 + "]", "f.yaml", limits=Limits(faults=10))
    assert len(problems) == 10


@pytest.mark.parametrize("fault", ["b: [open", "b: " + "{c: " * 40], ids=["bracket", "depth"])
def test_what_stands_before_a_fault_is_kept_where_that_is_asked_for(fault):
    text = f"a: 1\n{fault}"
    partly, problems = read_yaml(text, "f.yaml", level=Level.WARNING, partly=True)
    assert {problem.level for problem in problems} == {Level.WARNING}
    assert read_yaml(text, "f.yaml")[0] is None
    assert "b" not in to_plain(partly)
    assert problems[-1].line == 2


def test_without_the_c_parser_the_same_is_read(monkeypatch):
    text = "a: [1, no, 'x']\nb:\n  c: |\n    two\n    lines\n"
    with_c = read_yaml(text, "f.yaml")
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    assert read_yaml(text, "f.yaml") == with_c


@given(st.text())
def test_any_text_is_read_or_refused_but_never_raises(text):
    node, problems = read_yaml(text, "f.yaml")
    assert node is not None or problems or not to_plain(node)


@given(st.text(alphabet="[]{}:-?&*!|>'\"#%@` \n\tab1~", max_size=60))
def test_the_pure_parser_never_raises_either(text):
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(yaml, "CSafeLoader", raising=False)
        read_yaml(text, "f.yaml")


json_like = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.text("abcé no:#-1", max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text("abc", min_size=1, max_size=3), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(json_like)
def test_json_is_read_as_json_reads_it(value):
    assert plain(json.dumps(value, ensure_ascii=False)) == value


def test_an_empty_text_is_nothing_and_no_problem():
    assert read_yaml("# only a comment\n", "f.yaml") == (None, [])


def test_a_scalar_at_the_top_is_a_node():
    assert read_yaml("hello", "f.yaml")[0] == Scalar("hello", "hello", 1, 1)
