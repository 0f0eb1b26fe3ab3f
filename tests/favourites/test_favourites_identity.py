"""One tool has one key, however it is written."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from holeout.favourites.catalogue import alias_table
from holeout.favourites.identity import (
    link_of,
    loose_key,
    near_duplicates,
    resolve,
    same_tools,
    short_name,
    tool_key,
)


@pytest.mark.parametrize(
    ("key", "ways"),
    [
        ("pkg:pypi/polars", ["polars", "Polars", " polars ", "pkg:pypi/Polars", "pkg:pypi/polars@1.2?x=y#z"]),
        (
            "pkg:pypi/zope-interface",
            ["Zope.Interface", "zope_interface", "zope-.-interface", "pkg:pypi/zope.interface"],
        ),
        (
            "pkg:pypi/great-expectations",
            ["great_expectations>=1.0", "great-expectations[spark]", "Great_Expectations == 1"],
        ),
        ("pkg:pypi/dvc", ["https://pypi.test/project/dvc/", "http://www.pypi.test/p/DVC/3.0?x#y"]),
        (
            "pkg:github/iterative/dvc",
            [
                "https://github.com/iterative/dvc",
                "http://www.github.com/Iterative/DVC.git",
                "github.com/iterative/dvc/tree/main/docs?tab=readme#top",
                "git@github.com:iterative/dvc.git",
                "pkg:github/Iterative/DVC@3",
            ],
        ),
        ("pkg:npm/@angular/core", ["pkg:npm/@angular/core@17.1", "pkg:npm/%40angular/core"]),
        ("https://dvc.org/doc", ["https://dvc.org/doc/", "http://www.DVC.org/doc?lang=en#install"]),
        ("https://example.org:8080/x", ["https://example.org:8080/x"]),
        ("https://[::1]:8080/x", ["http://[::1]:8080/x/"]),
        ("https://github.com/iterative", ["https://github.com/iterative/"]),
        (
            "pkg:generic/weights-biases",
            ["Weights & Biases", "weights  &  biases", "pkg:generic/Weights%20Biases"],
        ),
        ("pkg:generic/c++", ["C++", "c++"]),
        ("pkg:generic/c%23", ["C#", "Ｃ＃"]),
        ("pkg:pypi/c", ["C"]),
        ("pkg:generic/📎", ["📎"]),
        ("pkg:generic/данные", ["Данные"]),
    ],
)
def test_every_way_to_write_a_tool_gives_one_key(key: str, ways: list[str]) -> None:
    assert {tool_key(way) for way in ways} == {key}


@pytest.mark.parametrize(
    "odd", ["https://[", "https://", "http://x:port/", "pkg:", "pkg:pypi/", "https://pypi.test/project/"]
)
def test_what_only_looks_like_a_link_is_a_name(odd: str) -> None:
    assert tool_key(odd)


@pytest.mark.parametrize("nothing", ["", "   ", "\u3000"])
def test_nothing_is_no_tool(nothing: str) -> None:
    with pytest.raises(ValueError, match="no tool"):
        tool_key(nothing)


@given(st.text(min_size=1).filter(lambda text: text.strip()))
@example("pkg:x/%2523")
@example("github.com/a b/c%20d")
@example("https://x/%")
def test_the_key_of_a_key_is_the_key(text: str) -> None:
    try:
        key = tool_key(text)
    except ValueError:
        return
    assert tool_key(key) == key


@given(st.from_regex(r"(pkg:|https://|git@github\.com:|github\.com/)[ -~]{1,30}", fullmatch=True))
def test_the_key_of_a_link_like_key_is_the_key(text: str) -> None:
    key = tool_key(text)
    assert tool_key(key) == key


def test_spellings_that_may_be_one_tool_are_proposed_and_no_others() -> None:
    keys = [
        "pkg:pypi/scikit-learn",
        "pkg:github/scikit-learn/scikit-learn",
        "pkg:generic/sci-kit-learn",
        "pkg:pypi/dvc",
    ]
    assert near_duplicates(keys) == (tuple(sorted(keys[:3])),)
    assert loose_key("pkg:pypi/scikit-learn") == "scikitlearn"


def test_a_package_its_repository_and_other_spellings_are_one_and_namesakes_are_not() -> None:
    polars = ["pkg:pypi/polars", "pkg:github/pola-rs/polars", "pkg:generic/po-lars"]
    assert same_tools(polars) == {polars[1]: polars[0], polars[2]: polars[0]}
    assert same_tools(["pkg:github/a/tool", "pkg:github/b/tool"]) == {}
    assert same_tools(["pkg:github/a/tool", "pkg:github/b/tool", "pkg:pypi/tool"]) == {}
    assert same_tools(["pkg:npm/tool", "pkg:pypi/tool"]) == {}
    assert same_tools(["pkg:generic/our-tool", "pkg:generic/ourtool"]) == {
        "pkg:generic/ourtool": "pkg:generic/our-tool"
    }


def test_a_key_shows_a_name_and_a_page() -> None:
    assert short_name("pkg:generic/c%23") == "c#"
    assert link_of("pkg:github/iterative/dvc") == "https://github.com/iterative/dvc"
    assert link_of("pkg:pypi/dvc") == ""


def _tool(id: str, name: str, pypi: str = "", repo: str = "") -> SimpleNamespace:
    return SimpleNamespace(id=id, name=name, pypi=pypi, repo=repo, stages=())


def test_names_and_repositories_of_the_talks_tools_are_aliases_of_their_packages() -> None:
    aliases = alias_table(
        [
            _tool("wandb", "Weights & Biases", "wandb", "github.com/wandb/wandb"),
            _tool("cards", "Model Cards", "", ""),
        ]
    )
    for way in ("Weights & Biases", "https://github.com/wandb/wandb", "wandb"):
        assert resolve(way, aliases) == "pkg:pypi/wandb"
    assert resolve("cards", aliases) == resolve("model cards", aliases) == "pkg:generic/model-cards"
    assert resolve("dvc", aliases) == "pkg:pypi/dvc"


def test_a_name_that_two_tools_share_is_nobodys_alias_and_a_package_is_never_taken_for_another() -> None:
    aliases = alias_table(
        [
            _tool("one", "Shared Name", "one"),
            _tool("two", "Shared Name", "two"),
            _tool("dash", "Dash", "plotly-dash"),
            _tool("other", "Other", "dash"),
        ]
    )
    assert resolve("Shared Name", aliases) == "pkg:generic/shared-name"
    assert resolve("dash", aliases) == "pkg:pypi/dash"
