from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holeout.demos.cast import EXIT, MARKER, OUTPUT, RESIZE, Cast, Event, Recorder, read_cast, write_cast
from holeout.demos.emulator import Size
from holeout.demos.feed import Outcome, Reason
from holeout.problems import HoleoutError

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
titles = st.text(st.characters(categories=["L", "N"]), max_size=20)


@st.composite
def casts(draw: st.DrawFn) -> Cast:
    gaps = draw(st.lists(st.integers(0, 5_000_000), max_size=12))
    now = 0
    events = []
    for gap in gaps:
        now += gap
        events.append(Event(now / 1e6, draw(st.sampled_from([OUTPUT, RESIZE, MARKER])), draw(texts)))
    size = Size(draw(st.integers(1, 500)), draw(st.integers(1, 200)))
    return Cast(size, tuple(events), title=draw(titles), timestamp=draw(st.integers(0, 2**33)))


@given(casts())
def test_what_is_written_is_read_again(cast: Cast) -> None:
    again = read_cast(write_cast(cast), "x.cast")
    assert again == Cast(cast.size, cast.events, title=again.title, timestamp=cast.timestamp)


@given(casts())
def test_a_recording_of_version_3_is_the_same_with_times_between_events(cast: Cast) -> None:
    before = 0.0
    lines: list[object] = [{"version": 3, "term": {"cols": cast.size.columns, "rows": cast.size.rows}}]
    for event in cast.events:
        lines.append([event.time - before, event.code, event.data])
        before = event.time
    again = read_cast("# a comment\n".join(json.dumps(line) + "\n" for line in lines), "x.cast")
    assert again.size == cast.size
    assert [event[1:] for event in again.events] == [event[1:] for event in cast.events]
    assert [event.time for event in again.events] == pytest.approx([event.time for event in cast.events])


@given(casts(), st.floats(0.01, 3.0))
def test_pacing_cuts_pauses_and_only_pauses(cast: Cast, idle: float) -> None:
    paced = cast.paced(idle)
    assert [event[1:] for event in paced.events] == [event[1:] for event in cast.events]
    before = old = 0.0
    for new, event in zip(paced.events, cast.events, strict=True):
        assert new.time - before == pytest.approx(min(event.time - old, idle), abs=1e-6)
        before, old = new.time, event.time


def test_a_file_of_version_2_is_what_other_players_expect() -> None:
    cast = Cast(Size(80, 24), (Event(0.5, OUTPUT, "hé\r\n"), Event(1.25, EXIT, "3")), "A title", 1700000000)
    header, *events = map(json.loads, write_cast(cast).splitlines())
    assert (header["version"], header["width"], header["height"]) == (2, 80, 24)
    assert (header["title"], header["timestamp"]) == ("A title", 1700000000)
    assert events == [[0.5, "o", "hé\r\n"], [1.25, "m", "exit 3"]]


@pytest.mark.parametrize("version", ["2", "3"])
def test_the_exit_code_survives_in_either_version(version: str) -> None:
    v3 = '{"version": 3, "term": {"cols": 8, "rows": 2}}\n[0.1, "o", "x"]\n[0.1, "x", "7"]\n'
    cast = read_cast(v3, "x")
    assert cast.exit_code == 7
    if version == "2":
        assert read_cast(write_cast(cast), "x").exit_code == 7


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "not JSON"),
        ("[]\n", 1, "no asciicast"),
        ('{"version": 1, "width": 1, "height": 1}\n', 1, "no asciicast"),
        ('{"version": 2}\n', 1, "size"),
        ('{"version": 2, "width": 0, "height": 24}\n', 1, "size"),
        ('{"version": 2, "width": 99999999, "height": 24}\n', 1, "size"),
        ('{"version": 3, "term": 5}\n', 1, "size"),
        ('{"version": 2, "width": 80, "height": 24}\n[1, "o"]\n', 2, "[time, code, data]"),
        ('{"version": 2, "width": 80, "height": 24}\n[-1, "o", "x"]\n', 2, "[time, code, data]"),
        ('{"version": 2, "width": 80, "height": 24}\n[Infinity, "o", "x"]\n', 2, "not JSON"),
        ('{"version": 2, "width": 80, "height": 24}\n{oops\n[1, "o", "x"]\n', 2, "not JSON"),
        ('{"version": 2, "width": 80, "height": 24}\n' + "[" * 100_000 + "\n[]", 2, "not JSON"),
    ],
)
def test_a_broken_recording_is_told_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(HoleoutError) as caught:
        read_cast(text, "x.cast")
    (problem,) = caught.value.problems
    assert (problem.path, problem.line) == ("x.cast", line)
    assert words in problem.message


def test_a_last_line_that_was_cut_off_costs_only_itself() -> None:
    cast = read_cast('{"version": 2, "width": 80, "height": 24}\n[1, "o", "kept"]\n[2, "o", "lo', "x")
    assert [event.data for event in cast.events] == ["kept"]


def test_times_that_run_backwards_stand_still() -> None:
    cast = read_cast('{"version": 2, "width": 8, "height": 2}\n[2, "o", "a"]\n[1, "o", "b"]\n', "x")
    assert [event.time for event in cast.events] == [2.0, 2.0]


def test_a_recorder_keeps_characters_whole_and_joins_what_comes_at_once() -> None:
    now = 100.0
    recorder = Recorder(Size(80, 24), lambda: now, title="T", timestamp=5)
    encoded = "ü€".encode()
    recorder.output(encoded[:1])
    recorder.output(encoded[1:3])
    recorder.output(encoded[3:])
    now = 101.0
    recorder.output(b"later")
    recorder.resize(Size(100, 30))
    cast = recorder.finish(Outcome(4, Reason.EXITED, ""))
    assert cast.events == (
        Event(0.0, OUTPUT, "ü€"),
        Event(1.0, OUTPUT, "later"),
        Event(1.0, RESIZE, "100x30"),
        Event(1.0, EXIT, "4"),
    )
    assert (cast.title, cast.timestamp, cast.exit_code) == ("T", 5, 4)
