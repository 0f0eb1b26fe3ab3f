"""What the documents say of themes and settings is so."""

from __future__ import annotations

import re
from pathlib import Path

from holeout.presenting.settings import read_settings
from holeout.themes.reading import read_theme

DOCS = Path(__file__).resolve().parents[2] / "docs"


def blocks(page: str, kind: str) -> list[str]:
    """The fenced blocks of a kind in a page."""
    return re.findall(rf"```{kind}\n(.*?)```", (DOCS / page).read_text("utf-8"), re.DOTALL)


def test_every_example_of_a_theme_or_of_settings_is_accepted() -> None:
    (theme,) = blocks("themes.md", "toml")
    assert read_theme(theme, "meadow.toml", "meadow")[1] == []
    (keys,) = blocks("settings.md", "toml")
    assert read_settings(keys, "settings.toml")[1] == []


def test_the_refusal_that_is_shown_is_that_of_the_program() -> None:
    (theme,) = blocks("themes.md", "toml")
    (shown,) = blocks("themes.md", "text")
    (problem,) = read_theme(theme.replace("#005500", "#aaaaaa"), "meadow.toml", "meadow")[1]
    assert f"{problem}\n" == shown
