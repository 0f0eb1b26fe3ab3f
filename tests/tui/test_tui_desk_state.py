"""What a desk makes of what it hears, as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holeout.deck.reader import read_deck
from holeout.layout.notes import note_lines
from holeout.layout.page import lay_out
from holeout.layout.sent import received_lines, sent_lines
from holeout.layout.styled import Line, Piece, Role, Style, cells, line_cells, plain_text
from holeout.layout.views import Surroundings, code_lines
from holeout.room.client import (
    Clocked,
    CommandReceived,
    Connected,
    Disconnected,
    PresenceChanged,
    RoomAddress,
    StateChanged,
)
from holeout.room.join import qr_rows
from holeout.tui.desk.board import board_entries, items_of
from holeout.tui.desk.clock import clock_line
from holeout.tui.desk.notes import note_entries
from holeout.tui.desk.picture import picture
from holeout.tui.desk.state import AWAY, LOOKING, OPENING, WAITING, DeskState
from holeout.tui.desk.ways_in import ways_in
from tests.tui.desk_line import ADDRESS, NOW

if TYPE_CHECKING:
    from holeout.talk import Talk

JSON: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text("ab\x1b[#ff0000 ▀\n"),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("ab"), inner, max_size=3),
    max_leaves=20,
)


def text(lines: list[Line]) -> str:
    return "\n".join(plain_text(line) for line in lines)


def after(*messages: Any) -> DeskState:
    state = DeskState()
    for message in messages:
        state = state.heard(message, NOW)
    return state


RUNNING = {"elapsed": 100.0, "running": True, "plan": {"total": 600.0, "begin": 30.0, "end": 90.0}}


def test_the_clock_goes_on_from_when_the_state_held_whatever_this_machine_s_clock_says() -> None:
    state = after(Clocked(NOW + 3600), StateChanged(1, {}, RUNNING, NOW + 3590))
    assert state.pace(NOW + 20).elapsed == 130.0
    assert state.pace(NOW + 20).remaining == 470.0
    paused = after(StateChanged(1, {}, {**RUNNING, "running": False}, NOW - 500))
    assert paused.pace(NOW).elapsed == 100.0


def test_the_pace_goes_on_while_a_slide_is_overdue() -> None:
    state = after(StateChanged(1, {}, RUNNING, NOW))
    assert state.pace(NOW).words == "on time"
    assert state.pace(NOW + 120).words == "2:10 behind"


def test_a_desk_says_when_it_has_lost_the_presenter_and_no_longer_when_it_is_back() -> None:
    shown = StateChanged(1, {"slide": 3}, {}, NOW)
    assert after().trouble == after(None).trouble == WAITING
    assert after(Connected(), PresenceChanged(0)).trouble == WAITING
    assert after(Connected(), PresenceChanged(1), shown).trouble == ""
    lost = after(Connected(), PresenceChanged(1), shown, PresenceChanged(0))
    assert (lost.trouble, lost.slide) == (AWAY, 3)
    assert lost.heard(PresenceChanged(1), NOW).trouble == ""
    cut = after(Connected(), shown, Disconnected("The room closed the line.", 1.0))
    assert cut.trouble == "The room closed the line. Trying again."
    assert cut.heard(Connected(), NOW).trouble == ""


def test_a_desk_says_that_nothing_runs_only_once_a_presentation_that_has_just_begun_would_have_its_room() -> (
    None
):
    state = DeskState(began=NOW)
    for early in (
        state,
        state.heard(None, NOW),
        state.heard(Connected(), NOW).heard(PresenceChanged(0), NOW),
    ):
        assert plain_text(clock_line(early, NOW + 1, 80)).strip() == LOOKING
        assert note_entries(early) == ([], 0)
    assert plain_text(clock_line(state.heard(None, NOW), NOW + OPENING, 80)).strip() == WAITING
    cut = state.heard(Disconnected("The room cannot be reached.", 1.0), NOW)
    assert "cannot be reached" in plain_text(clock_line(cut, NOW + 1, 80))
    assert state.heard(StateChanged(1, {"slide": 1}, {}, NOW), NOW).unknown(NOW + OPENING) == ""


def test_a_state_without_any_field_and_a_command_harm_nothing() -> None:
    state = after(StateChanged(1, {}, {}, 0.0), CommandReceived("next"))
    assert 0 < line_cells(clock_line(state, NOW, 80)) <= 80
    assert note_entries(state)[1] == 0


@given(JSON, JSON, st.integers(1, 60), st.integers(1, 30))
def test_whatever_is_published_is_shown_within_the_pane_and_without_control_characters(
    page: Any, private: Any, width: int, height: int
) -> None:
    lines = picture(received_lines(page), width, height)
    assert len(lines) <= height
    assert all(line_cells(line) <= width for line in lines)
    assert "\x1b" not in text(lines)
    state = after(StateChanged(1, {"slide": page, "step": page}, {"notes": private, "plan": page}, NOW))
    assert line_cells(clock_line(state, NOW, width)) <= max(width, 1)
    for entry in note_entries(state)[0]:
        assert "\x1b" not in text(list(entry.draw(40)))
    board_entries(private if isinstance(private, dict) else {"queue": private, "stages": private})


def test_a_page_arrives_as_it_was_sent(bundled: Talk) -> None:
    for slide in range(0, len(bundled.deck), 5):
        found = bundled.deck.slide(slide)
        lines = lay_out(found, found.steps - 1, 100, 30, Surroundings(bundled.lifecycle)).lines
        received = received_lines(sent_lines(lines))
        plain = [[piece._replace(style=piece.style._replace(link="")) for piece in line] for line in lines]
        assert [list(line) for line in received] == plain


def test_a_page_of_very_many_pieces_is_sent_as_text_alone() -> None:
    dots = tuple(Piece("▀", Style(color="#ff0000", ground="#00ff00")) for _ in range(200))
    assert sent_lines([dots] * 10)[0][0] == [
        "▀",
        "text",
        False,
        False,
        False,
        False,
        "",
        "#ff0000",
        "#00ff00",
    ]
    assert sent_lines([dots] * 30)[0][0] == ["▀"]


def test_a_picture_gives_up_margins_and_blank_lines_before_words() -> None:
    page = [(), *((Piece(f"   {word}"),) for word in ("title", "", "", "one", "", "two")), (), ()]
    assert text(picture(page, 20, 9)) == "   title\n\n\n   one\n\n   two"
    assert text(picture(page, 20, 8)) == "   title\n\n   one\n\n   two", "as packed as a page that is full"
    assert text(picture(page, 5, 5)) == "title\n\none\n\ntwo"
    assert text(picture(page, 5, 3)) == "title\none\ntwo"
    assert text(picture(page, 30, 2)) == "   title\n▼ 2 more lines"
    assert text(picture(page, 4, 3)) == "tit…\none\ntwo"
    assert text(picture(page, 4, 6)) == "titl\ne\n\none\n\ntwo"
    code = [(Piece("x = 1" + " " * 60, Style(Role.CODE)),), (Piece(" " * 65, Style(Role.CODE)),)]
    (line,) = picture(code, 9, 5)
    assert line == (Piece("x = 1    ", Style(Role.CODE)),)


def test_a_narrow_pane_shows_every_column_of_a_table_and_wraps_words_while_it_can() -> None:
    source = (
        "| tool | finds | where it stops |\n| --- | --- | --- |\n"
        "| pandera | wrong units in a column of a frame | at what nobody has written down |\n"
        "| deepchecks | leaks | - |\n"
    )
    table = read_deck(source, "deck.md")
    lines = lay_out(table.slide(0), 0, 80, 24, Surroundings()).lines
    for height in (4, 12):
        told = text(picture(lines, 39, height)).splitlines()
        assert max(map(cells, told)) <= 39
        assert [word for word in ("tool", "finds", "where it") if word in told[0]] == [
            "tool",
            "finds",
            "where it",
        ]
        assert ("…" in "".join(told)) is (height == 4)
    assert {"units", "column", "nobody", "written", "down"} <= set(" ".join(told).split())
    words = "• what a reader of this list should have learnt by the end of the whole afternoon"
    assert text(picture([(Piece("  " + words),)], 30, 5)).splitlines() == [
        "• what a reader of this list",
        "  should have learnt by the",
        "  end of the whole afternoon",
    ]
    assert text(picture([(Piece(words),)], 30, 2)) == "• what a reader of this list …"


def test_a_narrow_pane_leaves_out_the_ways_back_of_the_map_before_words(bundled: Talk) -> None:
    source = read_deck("# Map\n\n<!-- map -->\n", "deck.md").slide(0)
    lines = lay_out(source, 0, 80, 24, bundled.surroundings()).lines
    assert "work comes back" in text(lines)
    told = text(picture(lines, 39, 14))
    assert "nearly always" in told
    assert "work" not in told
    assert "work comes back" in text(picture(lines, 80, 24))


NOTES = [
    {"text": "Hello.", "step": 0},
    {"text": "- first\n- `second`", "step": 1},
    {"text": "Goodbye.", "step": 3},
]


@pytest.mark.parametrize(
    ("step", "marks", "lit"),
    [
        (0, ["· click 1", "· click 3"], "Hello."),
        (1, ["▸ click 1", "· click 3"], "• first"),
        (2, ["▸ click 1", "· click 3"], "• first"),
        (3, ["✓ click 1", "▸ click 3"], "Goodbye."),
    ],
)
def test_the_click_that_the_slide_is_at_is_lit(step: int, marks: list[str], lit: str) -> None:
    state = after(StateChanged(1, {"slide": 1, "step": step}, {"notes": NOTES}, NOW))
    entries, current = note_entries(state)
    drawn = [list(entry.draw(40)) for entry in entries]
    told = [plain_text(line) for lines in drawn for line in lines]
    assert [line for line in told if "click" in line] == marks
    bright = [
        plain_text(line)
        for lines in drawn
        for line in lines
        if line and any(piece.style.role is not Role.MUTED for piece in line)
    ]
    assert lit in bright
    assert not {"Hello.", "• first", "Goodbye."} - {lit} & set(bright)
    assert plain_text(drawn[current][0]) in (*marks, "Hello.")


def test_notes_are_markdown_and_one_text() -> None:
    lines = note_lines("---\nSay **this** [b]x[/b]:\n\n- one\n- two\n\n---\n\nand `that`.", 30)
    assert [plain_text(line) for line in lines] == [
        "Say this [b]x[/b]:", "", "• one", "• two", "", "and that."
    ]  # fmt: skip


def test_the_clock_line_gives_up_the_time_of_day_before_the_position() -> None:
    state = after(
        StateChanged(1, {"slide": 3, "slides": 30, "step": 1, "steps": 5}, {**RUNNING, "elapsed": 220.0}, NOW)
    )
    assert text([clock_line(state, NOW, 80)]).endswith("slide 3/30 step 2/5")
    assert text([clock_line(state, NOW, 44)]).split() == [
        "3:40", "left", "6:20", "2:10", "behind", "slide", "3/30"
    ]  # fmt: skip
    assert text([clock_line(state, NOW, 30)]).startswith(" 3:40  left 6:20  2:10 behind")


BOARD = {
    "mode": "before",
    "waiting": 1,
    "queue": [
        {
            "id": "q",
            "tool": "pkg:pypi/dvc",
            "name": "DVC",
            "stage": "data",
            "stage_name": "Data",
            "why": "versions",
        }
    ],
    "stages": [
        {
            "id": "data",
            "name": "Data",
            "cards": [{"id": "c", "tool": "pkg:pypi/polars", "name": "Polars", "voices": 3, "pinned": True}],
        }
    ],
    "hidden": [{"id": "h", "tool": "spam", "name": "spam"}],
    "alike": [["pkg:pypi/polars", "pkg:pypi/polar"]],
}


def test_the_board_has_an_entry_for_all_that_can_be_acted_on() -> None:
    told = text([line for entry in board_entries(BOARD) for line in entry.draw(70)])
    for expected in (
        "To look at: 1",
        "DVC",
        "versions",
        "Perhaps one tool: 1",
        "3 Polars",
        "pinned · Data",
        "spam",
    ):
        assert expected in told
    targets = [entry.target for entry in board_entries(BOARD) if entry.target]
    items = items_of(BOARD)
    assert [items[target].id for target in targets] == ["q", "", "c", "h"]
    assert (items[targets[1]].tool, items[targets[1]].into) == ("pkg:pypi/polar", "pkg:pypi/polars")


def test_the_codes_fit_a_small_terminal_and_only_the_remote_s_has_the_token() -> None:
    lines = ways_in(ADDRESS, 80, 23)
    assert len(lines) <= 23
    assert max(map(line_cells, lines)) <= 80
    assert "HTTP://192.168.1.23:41791/J" in text(lines)
    painted = [[piece.style for piece in line] for line in lines]
    for url in ("http://192.168.1.23:41791/r#" + "t" * 32, ADDRESS.join_url):
        for row in code_lines(qr_rows(url)):
            wanted = [piece.style for piece in row]
            assert any(
                line[start : start + len(wanted)] == wanted for line in painted for start in range(len(line))
            )
    small = text(ways_in(ADDRESS, 60, 20))
    assert "▀" not in small
    assert "http://192.168.1.23:41791/remote" in small


def test_a_room_that_phones_cannot_reach_says_how_to_open_it() -> None:
    closed = RoomAddress("http://127.0.0.1:41791", "token")
    assert "holeout present --lan" in " ".join(text(ways_in(closed, 80, 23)).split())
    assert "no room yet" in text(ways_in(None, 80, 23))
