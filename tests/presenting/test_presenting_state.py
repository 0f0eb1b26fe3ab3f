"""The state machine of a running talk."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from holeout.presenting.saved import Place
from holeout.presenting.state import Clock, Presentation

STEPS = (1, 3, 1, 2)


def steps_of(slide: int) -> int:
    return STEPS[slide]


def test_next_reveals_every_step_before_it_turns_the_slide() -> None:
    state = Presentation(len(STEPS))
    seen = []
    for _ in range(8):
        seen.append((state.slide, state.step))
        state = state.next(steps_of)
    assert seen == [(0, 0), (1, 0), (1, 1), (1, 2), (2, 0), (3, 0), (3, 1), (3, 1)]


def test_going_back_lands_on_the_last_step_of_the_slide_before() -> None:
    state = Presentation(len(STEPS), slide=2).previous(steps_of)
    assert (state.slide, state.step) == (1, 2)


def test_a_key_on_a_blank_screen_only_brings_the_slide_back() -> None:
    state = Presentation(len(STEPS), slide=1, step=1).toggle_blank()
    for key in (state.next(steps_of), state.previous(steps_of)):
        assert (key.slide, key.step, key.blank) == (1, 1, False)


def test_back_returns_through_every_jump() -> None:
    state = Presentation(len(STEPS)).go_to(3).go_to(1).go_to(1)
    assert state.back().slide == 3
    assert state.back().back().slide == 0
    assert state.back().back().back().slide == 0


def test_a_shorter_deck_keeps_the_place_within_it() -> None:
    state = Presentation(9, slide=8, step=2, trail=(0, 7)).fitted(len(STEPS), steps_of)
    assert (state.slide, state.step, state.trail) == (3, 1, (0,))


def test_the_clock_does_not_count_a_pause() -> None:
    clock = Clock().start(100.0).pause(160.0).start(1000.0)
    assert clock.elapsed(1030.0) == 90.0


def test_the_clock_is_right_after_the_program_died_and_came_back() -> None:
    state = Presentation(4, slide=2, clock=Clock().start(50.0))
    saved = Place.from_dict(Place.of(state, "Title", frozenset({"data"})).to_dict())
    assert saved is not None
    assert saved.clock.elapsed(80.0) == 30.0
    assert (saved.slide, saved.title, saved.seen) == (2, "Title", {"data"})


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_a_saved_place_that_is_none_is_refused_without_an_error(data: object) -> None:
    for value in (data, {"version": 1, "slide": data, "step": data, "clock": data, "seen": data}):
        place = Place.from_dict(value)
        assert place is None or place.slide >= 0


@given(st.lists(st.tuples(st.booleans(), st.floats(0, 1e6)), max_size=20))
def test_time_never_runs_backwards(presses: list[tuple[bool, float]]) -> None:
    clock, now = Clock(), 0.0
    last = 0.0
    for start, wait in presses:
        now += wait
        clock = clock.start(now) if start else clock.pause(now)
        assert clock.elapsed(now) >= last - 1e-6
        last = clock.elapsed(now)


class Keys(RuleBasedStateMachine):
    """Any sequence of keys leaves the talk inside its deck."""

    def __init__(self) -> None:
        super().__init__()
        self.state = Presentation(len(STEPS))

    @rule(key=st.sampled_from(["next", "previous", "show_all"]))
    def step(self, key: str) -> None:
        self.state = getattr(self.state, key)(steps_of)

    @rule(key=st.sampled_from(["next_slide", "previous_slide", "back", "toggle_blank"]))
    def turn(self, key: str) -> None:
        self.state = getattr(self.state, key)()

    @rule(slide=st.integers(-5, 20))
    def jump(self, slide: int) -> None:
        self.state = self.state.go_to(slide)

    @invariant()
    def inside(self) -> None:
        assert 0 <= self.state.slide < len(STEPS)
        assert 0 <= self.state.step < steps_of(self.state.slide)


TestKeys = Keys.TestCase


def test_the_clock_goes_back_to_zero_and_runs_on_if_it_ran() -> None:
    running = Clock().start(50.0).zeroed(80.0)
    assert (running.elapsed(90.0), running.running) == (10.0, True)
    paused = Clock().start(50.0).pause(60.0).zeroed(80.0)
    assert (paused.elapsed(90.0), paused.running) == (0.0, False)
    assert paused.start(100.0).elapsed(105.0) == 5.0


@pytest.mark.parametrize(
    ("clock", "hours", "duration", "left"),
    [
        (Clock().start(0.0), 1, None, False),
        (Clock().start(0.0), 5, None, True),
        (Clock().start(0.0), 5, 3 * 3600.0, False),
        (Clock().start(0.0).pause(60.0), 30, None, False),
        (Clock(), 30, None, False),
    ],
)
def test_a_clock_that_was_left_running_on_another_day_is_told_from_one_that_survived_a_crash(
    clock: Clock, hours: int, duration: float | None, left: bool
) -> None:
    assert clock.left_running(hours * 3600.0, lambda: duration) is left
