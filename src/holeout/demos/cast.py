"""Recordings of terminals in the asciicast format, versions 2 and 3.

The format is that of asciinema: a JSON header, then a line `[time, code, data]` per event. Version 2 counts times
from the start, version 3 from the event before; a Cast always counts from the start.
"""

from __future__ import annotations

import codecs
import json
import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from holeout import jsontext
from holeout.demos.emulator import Size
from holeout.problems import HoleoutError, Problem
from holeout.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from holeout.demos.feed import Outcome

IDLE = 1.5
"""The longest pause in seconds that a player keeps."""
BLINK = 1 / 60
MOST_CHARACTERS = 8_000_000
MOST_CELLS = 1000
OUTPUT, INPUT, MARKER, RESIZE, EXIT = "o", "i", "m", "r", "x"
_EXIT_MARKER = "exit "


class Event(NamedTuple):
    """One event, `time` seconds after the start. `data` is text as it was printed, or `80x24` for a resize."""

    time: float
    code: str
    data: str


@dataclass(frozen=True, slots=True)
class Cast:
    """A recording. `timestamp` is the Unix time of its start in seconds, 0 if it is not known."""

    size: Size
    events: tuple[Event, ...]
    title: str = ""
    timestamp: int = 0

    @property
    def duration(self) -> float:
        """Seconds from the start to the last event."""
        return self.events[-1].time if self.events else 0.0

    @property
    def exit_code(self) -> int | None:
        """How the recorded program ended, if the recording says so."""
        for event in reversed(self.events):
            text = event.data.removeprefix(_EXIT_MARKER) if event.code == MARKER else event.data
            if event.code in (EXIT, MARKER) and text.isascii() and text.isdigit():
                return int(text)
        return None

    def paced(self, idle: float = IDLE) -> Cast:
        """The same with no pause longer than `idle` seconds."""
        events: list[Event] = []
        now = before = 0.0
        for event in self.events:
            now += min(event.time - before, idle)
            before = event.time
            events.append(event._replace(time=now))
        return replace(self, events=tuple(events))


def write_cast(cast: Cast) -> str:
    """`cast` as asciicast version 2, times to the microsecond. What ended the program becomes a marker."""
    header: dict[str, Any] = {"version": 2, "width": cast.size.columns, "height": cast.size.rows}
    if cast.timestamp:
        header["timestamp"] = cast.timestamp
    if cast.title:
        header["title"] = cast.title
    # Other players then leave out long pauses as ours does; the times stay true.
    header["idle_time_limit"] = IDLE
    header["env"] = {"TERM": "xterm-256color"}
    lines: list[object] = [header]
    for time, code, data in cast.events:
        known = (MARKER, f"{_EXIT_MARKER}{data}") if code == EXIT else (code, data)
        lines.append([round(time, 6), *known])
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def read_cast(text: str, path: str) -> Cast:
    """The recording that `text` holds. Raises HoleoutError with the first fault; a last line cut off is left out."""
    if len(text) > MOST_CHARACTERS:
        raise _fault(path, 0, f"a recording has at most {MOST_CHARACTERS} characters; this has {len(text)}")
    lines = text.split("\n")
    header = _json(lines[0], path, 1)
    if not isinstance(header, dict) or header.get("version") not in (2, 3):
        raise _fault(path, 1, "this is no asciicast of version 2 or 3")
    size = _header_size(header, path)
    relative = header["version"] == 3
    events: list[Event] = []
    now = 0.0
    for event in _events(lines, path):
        now = now + event.time if relative else max(now, event.time)
        events.append(event._replace(time=now))
    timestamp = header.get("timestamp", 0)
    title = header.get("title")
    return Cast(
        size,
        tuple(events),
        title=clean_line(title) if isinstance(title, str) else "",
        timestamp=timestamp if isinstance(timestamp, int) and 0 <= timestamp < 2**40 else 0,
    )


def _events(lines: list[str], path: str) -> Iterator[Event]:
    for number, line in enumerate(lines[1:], 2):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            raw = _json(line, path, number)
        except HoleoutError:
            if number == len(lines):
                return
            raise
        match raw:
            case [int() | float() as time, str() as code, str() as data] if 0 <= time < math.inf:
                yield Event(float(time), code, data)
            case _:
                raise _fault(path, number, "an event must be [time, code, data]")


def _header_size(header: dict[str, Any], path: str) -> Size:
    term = (
        header.get("term")
        if header["version"] == 3
        else {"cols": header.get("width"), "rows": header.get("height")}
    )
    size = (term.get("cols"), term.get("rows")) if isinstance(term, dict) else ()
    match size:
        case (int() as columns, int() as rows) if 0 < columns <= MOST_CELLS and 0 < rows <= MOST_CELLS:
            return Size(columns, rows)
        case _:
            raise _fault(path, 1, "the recording does not say the size of its terminal")


def _json(line: str, path: str, number: int) -> Any:
    try:
        return jsontext.parse(line)
    except ValueError:
        raise _fault(path, number, "this line is not JSON") from None


def _fault(path: str, line: int, message: str) -> HoleoutError:
    problem = Problem(path, line, int(line > 0), message, "record the demo again with `holeout demo record`")
    return HoleoutError(message, problems=(problem,))


class Recorder:
    """Gathers what a program prints into a Cast. `clock` counts seconds, `timestamp` is the start's Unix time."""

    def __init__(
        self, size: Size, clock: Callable[[], float], *, title: str = "", timestamp: int = 0
    ) -> None:
        self._cast = Cast(size, (), title=title, timestamp=timestamp)
        self._clock = clock
        self._start = clock()
        self._events: list[Event] = []
        # A character may be cut by the end of a read.
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def output(self, data: bytes) -> None:
        """Note what was printed now, together with what came so shortly before that nobody could tell."""
        text = self._decoder.decode(data)
        last = self._events[-1] if self._events else None
        if last and last.code == OUTPUT and self._clock() - self._start - last.time < BLINK:
            self._events[-1] = last._replace(data=last.data + text)
        elif text:
            self._note(OUTPUT, text)

    def resize(self, size: Size) -> None:
        """Note that the terminal has another size from now on."""
        self._note(RESIZE, f"{size.columns}x{size.rows}")

    def finish(self, outcome: Outcome) -> Cast:
        """The recording, of a program that ended now."""
        if rest := self._decoder.decode(b"", final=True):
            self._note(OUTPUT, rest)
        self._note(EXIT, str(outcome.code))
        return replace(self._cast, events=tuple(self._events))

    def _note(self, code: str, data: str) -> None:
        self._events.append(Event(self._clock() - self._start, code, data))
