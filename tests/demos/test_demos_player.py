from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holeout.demos.cast import EXIT, OUTPUT, RESIZE, Cast, Event
from holeout.demos.emulator import Size
from holeout.demos.player import RESET, Player

CAST = Cast(
    Size(80, 24),
    (
        Event(1.0, OUTPUT, "one "),
        Event(2.0, OUTPUT, "two "),
        Event(4.0, OUTPUT, "four"),
        Event(5.0, EXIT, "0"),
    ),
)


class Clock:
    def __init__(self) -> None:
        self.now = 50.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def player(clock: Clock) -> Player:
    return Player(CAST, clock=clock)


def everything(player: Player) -> bytes:
    found = b""
    while data := player.read(3):
        found += data
    return found


def test_events_come_when_they_are_due(player: Player, clock: Clock) -> None:
    assert player.read(100) is None
    assert player.delay() == pytest.approx(1.0)
    clock.now += 2.5
    assert everything(player) == b"one two "
    assert player.delay() == pytest.approx(1.5)
    clock.now += 10
    assert everything(player) == b"four"
    assert player.delay() is None
    assert player.at_end
    assert not player.playing


def test_a_paused_player_stands_still_until_played(player: Player, clock: Clock) -> None:
    clock.now += 1.5
    everything(player)
    player.pause()
    clock.now += 100
    assert player.position == pytest.approx(1.5)
    assert player.read(100) is None
    assert player.delay() is None
    player.play()
    assert player.delay() == pytest.approx(0.5)


def test_speed_changes_the_waiting_and_not_the_place(player: Player, clock: Clock) -> None:
    clock.now += 1.5
    everything(player)
    player.set_speed(2.0)
    assert player.position == pytest.approx(1.5)
    assert player.delay() == pytest.approx(0.25)
    clock.now += 0.25
    assert everything(player) == b"two "


def test_winding_on_shows_all_that_was_passed(player: Player) -> None:
    player.pause()
    player.seek(4.0)
    assert everything(player) == b"one two four"


def test_winding_back_begins_with_an_empty_screen(player: Player, clock: Clock) -> None:
    clock.now += 4.5
    everything(player)
    player.seek(1.0)
    assert everything(player) == RESET + b"one "


def test_playing_at_the_end_starts_over(player: Player, clock: Clock) -> None:
    clock.now += 60
    everything(player)
    player.play()
    assert player.position == 0.0
    clock.now += 1.0
    assert everything(player) == RESET + b"one "


@given(st.lists(st.tuples(st.sampled_from(["seek", "wait", "pause", "play"]), st.floats(0, 6)), max_size=12))
def test_wherever_one_goes_the_screen_is_what_had_been_shown_there(steps: list[tuple[str, float]]) -> None:
    clock = Clock()
    player = Player(CAST, clock=clock)
    shown = b""
    for verb, number in steps:
        if verb == "wait":
            clock.now += number
        else:
            getattr(player, verb)(*([number] if verb == "seek" else []))
        shown = (shown + everything(player)).rpartition(RESET)[2]
        expected = "".join(
            e.data for e in CAST.events if e.code == OUTPUT and e.time <= player.position + 1e-6
        )
        assert shown == expected.encode()


FULL = "\x1b[?1049h\x1b[24;1Hlast"


@pytest.mark.parametrize(
    ("first", "pane", "expected"),
    [
        ("text", Size(100, 30), Size(80, 30)),
        ("text", Size(60, 10), Size(60, 10)),
        (FULL, Size(100, 30), Size(80, 24)),
        (FULL, Size(60, 10), Size(80, 24)),
    ],
)
def test_lines_flow_into_the_pane_and_a_picture_keeps_its_size(
    first: str, pane: Size, expected: Size
) -> None:
    player = Player(Cast(Size(80, 24), (Event(0.0, OUTPUT, first),)))
    player.resize(pane)
    assert player.size == expected


def test_a_size_that_was_recorded_holds_for_what_comes_after_it_and_not_before() -> None:
    events = (
        Event(0.0, OUTPUT, FULL),
        Event(0.1, RESIZE, "100x30"),
        Event(0.2, OUTPUT, "later"),
        Event(0.3, RESIZE, "0x999999999999"),
        Event(0.4, OUTPUT, "end"),
    )
    player = Player(Cast(Size(80, 24), events), clock=Clock())
    player.seek(9.0)
    assert player.read(100) == FULL.encode()
    assert player.size == Size(80, 24)
    assert player.read(100) == b"later"
    assert player.size == Size(100, 30)
    assert player.read(100) == b"end"
    assert player.size == Size(100, 30)
    player.seek(0.0)
    assert player.size == Size(80, 24)
