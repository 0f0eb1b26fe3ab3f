"""What a person may send, and how it then stands."""

from __future__ import annotations

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st
from roomtesting import CATALOGUE

from holeout.room.credentials import new_id
from holeout.room.options import Moderation
from holeout.room.suggestion import MAX_NAME, MAX_WHY, Draft, DraftError, Standing, arrival, read_draft


def _read_or_faults(tool: str, why: str) -> tuple[Draft | None, dict[str, str]]:
    try:
        return read(tool=tool, why=why), {}
    except DraftError as error:
        return None, error.faults


def read(**fields: str) -> Draft:
    return read_draft(fields, CATALOGUE, new_id)


@pytest.mark.parametrize(
    "said",
    ["sklearn", "scikit_learn", "https://github.com/Scikit-Learn/scikit-learn", "pkg:pypi/scikit-learn@1.2"],
)
def test_every_way_of_naming_a_known_tool_is_that_tool_under_the_talks_name(said: str) -> None:
    draft = read(tool=said)
    assert (draft.tool, draft.name, draft.known) == ("pkg:pypi/scikit-learn", "scikit-learn", True)


def test_a_link_to_an_unknown_tool_is_named_by_its_last_part() -> None:
    assert read(tool="https://github.com/Evidently/nannyml").name == "nannyml"
    assert read(tool="Weights & Biases").name == "Weights & Biases"


@given(st.text(max_size=400), st.text(max_size=400))
def test_whatever_is_sent_is_refused_in_words_or_comes_out_clean_and_within_bounds(
    tool: str, why: str
) -> None:
    draft, faults = _read_or_faults(tool, why)
    assert all(words.endswith(".") for words in faults.values())
    assert set(faults) <= {"tool", "why"}
    if draft is None:
        assert faults
        return
    assert draft.tool
    assert 0 < len(draft.name) <= MAX_NAME
    assert len(draft.why) <= MAX_WHY
    for text in (draft.name, draft.tool):
        assert text.isprintable() or not text.isascii()
        assert not set(text) & set("\x1b\n\r\t\u202e\u2028\x9b")
    assert not set(draft.why) & set("\x1b\r\u202e\u2028\x9b")


def test_all_faults_are_told_at_once_by_field() -> None:
    with pytest.raises(DraftError) as caught:
        read(tool="  ", why="x" * (MAX_WHY + 1), stage="nowhere", id="'; DROP TABLE")
    assert set(caught.value.faults) == {"tool", "why", "stage", "id"}


def test_an_id_from_the_form_is_kept_in_one_spelling() -> None:
    number = uuid.uuid4()
    assert read(tool="x", id=f"{{{str(number).upper()}}}").id == str(number)


@pytest.mark.parametrize(
    ("mode", "fields", "expected"),
    [
        (Moderation.OFF, {"tool": "anything", "why": "rude"}, (Standing.SHOWN, True)),
        (Moderation.AFTER, {"tool": "anything", "why": "rude"}, (Standing.SHOWN, False)),
        (Moderation.BEFORE, {"tool": "anything"}, (Standing.PENDING, False)),
        (Moderation.BEFORE, {"tool": "polars", "why": "rude"}, (Standing.PENDING, False)),
        (Moderation.BEFORE, {"tool": "polars", "name": "rude"}, (Standing.SHOWN, True)),
    ],
)
def test_words_of_the_sender_wait_for_the_speaker_unless_moderation_is_off_or_after(
    mode: Moderation, fields: dict[str, str], expected: tuple[Standing, bool]
) -> None:
    draft = read(**fields)
    assert arrival(mode, draft) == expected
    assert "rude" not in draft.name


@given(st.lists(st.none(), min_size=2, max_size=50))
def test_ids_are_version_7_and_grow_with_time(many: list[None]) -> None:
    ids = [uuid.UUID(new_id()) for _ in many]
    assert len(set(ids)) == len(ids)
    assert all(number.version == 7 and number.variant == uuid.RFC_4122 for number in ids)
    stamps = [number.int >> 80 for number in ids]
    assert stamps == sorted(stamps)
