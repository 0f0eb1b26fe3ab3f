"""Keys, by whatever name a person calls them."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.keys import _character_to_key

from holeout.presenting.commands import COMMANDS
from holeout.presenting.key_names import key_name
from holeout.presenting.keys import NoKeyError, canonical_key


def test_every_sign_of_a_keyboard_has_the_name_that_textual_hears() -> None:
    for sign in (*string.ascii_letters, *string.digits, *string.punctuation, "é", "ß", "§"):
        assert canonical_key(sign) == _character_to_key(sign)


@pytest.mark.parametrize(
    ("called", "name"),
    [
        ("PgDn", "pagedown"),
        ("PageDown", "pagedown"),
        ("Esc", "escape"),
        ("→", "right"),
        ("Return", "enter"),
        (" ", "space"),
        ("F5", "f5"),
        ("Ctrl+N", "ctrl+n"),
        ("shift+a", "A"),
        ("shift+ctrl+right", "ctrl+shift+right"),
        ("+", "plus"),
        ("question_mark", "question_mark"),
    ],
)
def test_a_key_has_one_name_whatever_it_is_called(called: str, name: str) -> None:
    assert canonical_key(called) == name


def test_what_the_help_shows_names_the_key() -> None:
    for command in COMMANDS:
        for key in command.keys:
            assert canonical_key(key) == key
            assert canonical_key(key_name(key)) == key
    assert [key_name(key) for key in ("comma", "f12", "ctrl+at", "é")] == [",", "F12", "Ctrl+@", "é"]


@pytest.mark.parametrize(
    ("text", "advice"),
    [("rigth", "`right`"), ("pagdown", "`pagedown`"), ("ctrl+", "are called"), ("fn+x", "are called")],
)
def test_a_name_of_no_key_is_told(text: str, advice: str) -> None:
    with pytest.raises(NoKeyError, match=advice):
        canonical_key(text)


@given(st.text())
def test_any_text_is_a_key_or_none(text: str) -> None:
    try:
        name = canonical_key(text)
    except NoKeyError:
        return
    if text.isascii():
        assert canonical_key(name) == name
