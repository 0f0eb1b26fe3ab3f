"""Buckets, codes and cookies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from roomtesting import FakeClock

from holeout.problems import HoleoutError
from holeout.room.credentials import CODE_LETTERS, Keys, checked_code, new_code, new_secret
from holeout.room.limits import Buckets, Limiter, Rates


@given(st.lists(st.floats(0, 10), max_size=60))
def test_no_pattern_of_sending_gets_more_than_the_burst_and_the_rate(waits: list[float]) -> None:
    clock = FakeClock()
    bucket = Buckets(rate=0.5, burst=5, now=clock)
    started, taken = clock.seconds, 0
    for wait in waits:
        clock.seconds += wait
        taken += not bucket.take("device")
    assert taken <= 5 + (clock.seconds - started) * 0.5 + 1e-6


def test_the_wait_that_is_told_is_enough_and_other_devices_do_not_pay() -> None:
    clock = FakeClock()
    bucket = Buckets(rate=0.5, burst=1, now=clock)
    assert bucket.take("a") == 0
    wait = bucket.take("a")
    assert wait == pytest.approx(2)
    assert bucket.take("b") == 0
    clock.seconds += wait
    assert bucket.take("a") == 0


def test_what_is_remembered_of_devices_is_bounded() -> None:
    clock = FakeClock()
    bucket = Buckets(rate=0.1, burst=1, now=clock, max_keys=3)
    for device in "abcd":
        assert bucket.take(device) == 0
    assert bucket.take("d") > 0
    assert bucket.take("a") == 0  # forgotten, as the oldest


def test_devices_minted_for_the_purpose_meet_the_limits_of_newcomers_and_of_the_room() -> None:
    clock = FakeClock()
    newcomers = Limiter(Rates(newcomers=(1, 5), room=(1, 100)), clock)
    assert sum(not newcomers.submission(f"new{n}", new=True) for n in range(50)) == 5
    room = Limiter(Rates(room=(1, 7)), clock)
    assert sum(not room.submission(f"old{n}", new=False) for n in range(50)) == 7


def test_codes_are_of_letters_that_are_not_mistaken() -> None:
    assert not set(CODE_LETTERS) & set("01OILSBZU58AE") - set("58")
    code = new_code(6)
    assert len(code) == 6
    assert set(code) <= set(CODE_LETTERS)


def test_a_code_that_a_person_chose_is_taken_in_capitals_or_refused() -> None:
    assert checked_code("pycon") == "PYCON"
    assert checked_code("") == ""
    for wrong in ("QX7", "a b c", "../x", "ÄÖÜß", "A" * 13):
        with pytest.raises(HoleoutError):
            checked_code(wrong)


def test_only_cookies_of_this_room_are_devices_and_actors_cannot_be_led_to_another_room() -> None:
    one, other = Keys(new_secret()), Keys(new_secret())
    cookie = one.new_device()
    assert one.is_device(cookie)
    assert not other.is_device(cookie)
    assert not one.is_device(cookie[:-1] + ("a" if cookie[-1] != "a" else "b"))
    assert not one.is_device("")
    assert not one.is_device(".")
    assert one.actor(cookie) != other.actor(cookie)
    assert one.actor(cookie) == one.actor(cookie)
    assert cookie.partition(".")[0] not in one.actor(cookie)


def test_the_token_and_its_cookie_outlive_a_restart_and_end_with_a_new_token() -> None:
    secret = new_secret()
    keys = Keys(secret)
    again = Keys(secret)
    assert again.is_presenter(keys.token)
    assert again.is_session(keys.session)
    assert len(keys.token) * 5 >= 128
    changed = Keys(secret, "another-token")
    assert not changed.is_presenter(keys.token)
    assert not changed.is_session(keys.session)


@pytest.mark.parametrize("wrong", ["", "x", "tökén", "\x00", "a" * 10_000])
def test_wrong_tokens_of_any_shape_are_refused(wrong: str) -> None:
    keys = Keys(new_secret())
    assert not keys.is_presenter(wrong)
    assert not keys.is_session(wrong)
