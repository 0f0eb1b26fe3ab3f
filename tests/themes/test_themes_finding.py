"""Themes by name, in a person's folder, in a file, and beside a deck."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from holeout.problems import HoleoutError, Level
from holeout.talk import load_talk
from holeout.themes.finding import UnknownThemeError, find_theme
from holeout.themes.palette import DARK, LIGHT

if TYPE_CHECKING:
    from pathlib import Path

THEME = 'base = "light"\n[colors]\ntitle = "#005500"\n'


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person's settings folder with a theme in it."""
    monkeypatch.setenv("HOLEOUT_CONFIG", str(tmp_path / "config"))
    folder = tmp_path / "config" / "themes"
    folder.mkdir(parents=True)
    (folder / "meadow.toml").write_text(THEME)
    return folder.parent


def deck(tmp_path: Path, theme: str) -> Path:
    """A deck that names `theme`."""
    path = tmp_path / "talk" / "deck.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"---\ntitle: T\ntheme: {theme}\n---\n\n# One\n")
    return path


def test_a_theme_is_found_by_name_or_by_path(config: Path) -> None:
    assert find_theme("light", config) is LIGHT
    assert find_theme("meadow", config).name == "meadow"
    assert find_theme("themes/meadow.toml", config) == find_theme("meadow", config)
    assert find_theme(str(config / "themes" / "meadow.toml"), config) == find_theme("meadow", config)


def test_a_name_that_is_none_is_told_with_the_nearest(config: Path) -> None:
    with pytest.raises(UnknownThemeError, match="did you mean meadow"):
        find_theme("medow", config)
    with pytest.raises(UnknownThemeError, match=r"nothing\.toml"):
        find_theme("nothing.toml", config)


def test_a_broken_theme_is_refused_with_its_lines(config: Path) -> None:
    (config / "themes" / "fog.toml").write_text('[colors]\ntext = "#333"\ntitle = "x"\n')
    with pytest.raises(HoleoutError) as caught:
        find_theme("fog", config)
    assert [problem.line for problem in caught.value.problems] == [3]
    (config / "themes" / "bytes.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(HoleoutError, match="cannot be read"):
        find_theme("bytes", config)


def test_a_talk_brings_the_theme_beside_its_deck(tmp_path: Path) -> None:
    path = deck(tmp_path, "colours/meadow.toml")
    (path.parent / "colours").mkdir()
    file = path.parent / "colours" / "meadow.toml"
    file.write_text(THEME)
    talk = load_talk(path)
    assert talk.theme is not None
    assert talk.theme.name == "meadow"
    assert talk.errors() == []
    assert file in talk.files()
    before = talk.fingerprint
    file.write_text(THEME.replace("005500", "550000"))
    assert talk.again().fingerprint != before


def test_a_talk_may_ask_for_one_of_ours(tmp_path: Path) -> None:
    assert load_talk(deck(tmp_path, "light")).theme is LIGHT
    assert load_talk(deck(tmp_path, "{name: dark}")).theme is DARK
    assert load_talk(deck(tmp_path, '""')).theme is None


def test_other_tools_themes_are_left_out_and_told(tmp_path: Path) -> None:
    talk = load_talk(deck(tmp_path, "gaia"))
    assert talk.theme is None
    assert talk.errors() == []
    (note,) = (problem for problem in talk.problems() if "theme" in problem.message)
    assert (note.level, note.line) == (Level.NOTE, 3)
    assert "`gaia` is left out" in note.message


@pytest.mark.parametrize("name", ["missing.toml", "../outside.toml", "/etc/hosts.toml"])
def test_a_theme_that_is_not_beside_the_deck_is_an_error_at_its_line(tmp_path: Path, name: str) -> None:
    (tmp_path / "outside.toml").write_text(THEME)
    talk = load_talk(deck(tmp_path, name))
    assert talk.theme is None
    (error,) = talk.errors()
    assert error.line == 3
    assert name in error.message


def test_a_talk_with_a_theme_that_cannot_be_read_does_not_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = deck(tmp_path, "meadow.toml")
    (path.parent / "meadow.toml").write_text(THEME + 'muted = "#eeeeee"\n')
    monkeypatch.chdir(path.parent)
    talk = load_talk(path)
    assert talk.theme is None
    (error,) = talk.errors()
    assert (error.path, error.line) == ("meadow.toml", 4)
    assert "needs 4.5:1" in error.message
