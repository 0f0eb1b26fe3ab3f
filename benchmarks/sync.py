"""How soon everybody has what one of them did: a presenter, two desks and the remote page in a browser.

`python -m benchmarks.sync`: each drives in turn; the time is from its key, or the click on its button, until the slide
is on a finished frame of each other (of itself too, for desks and remote see only what the presenter publishes).
"""

from __future__ import annotations

import argparse
import os
import select
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.browser import phone
from benchmarks.figures import in_turn, number, summarise
from benchmarks.table import table
from benchmarks.terminal import Running
from holeout.room.client import find_local_room
from holeout.room.join import remote_url

if TYPE_CHECKING:
    from collections.abc import Iterator

BOUND = 100
"""Milliseconds in which all are to agree."""
PATIENCE = 30.0
FOLDERS = ("DATA", "STATE", "CONFIG", "RUNTIME", "CACHE")
POINTS = "\n".join(f"- point {letter} with some words behind it" for letter in "abcdef")
# Notes when the page says that another slide is there, by the clock that this process has too.
WATCH = """
window.seen = {};
const place = document.querySelector('[data-field="place"]');
new MutationObserver(() => {
  window.seen[place.textContent] ??= performance.timeOrigin + performance.now();
}).observe(place, { childList: true, characterData: true, subtree: true });
"""
CLICK = "document.querySelector('button.main').click(); return performance.timeOrigin + performance.now();"


def deck(slides: int) -> str:
    """A deck whose slides are of a usual size, each with notes and a budget."""
    return "\n\n---\n\n".join(
        f"# Slide {at}\n\n{POINTS}\n\n```python\nprint({at})\n```\n\n<!-- note: say {at}. {'word ' * 60} -->\n"
        "<!-- time: 60s -->"
        for at in range(1, slides + 1)
    )


class Terminals:
    """Programs that are read side by side. Times are seconds since 1970."""

    def __init__(self, running: dict[str, Running]) -> None:
        self.running = running

    def press(self, name: str, key: str) -> float:
        """Press a key in one of them; when."""
        self.running[name].press(key)
        return time.time()

    def show(self, markers: dict[str, str]) -> dict[str, float]:
        """When each came to show its marker. Raises TimeoutError when one does not."""
        found: dict[str, float] = {}
        deadline = time.monotonic() + PATIENCE
        self._look(markers, found)
        while len(found) < len(markers):
            # What measures must not take the processor from what is measured.
            ready, _, _ = select.select([*self.running.values()], [], [], PATIENCE)
            for running in ready:
                running.pump(0)
            self._look(markers, found)
            if time.monotonic() > deadline:
                raise TimeoutError(f"{markers.keys() - found.keys()} did not follow")
        return found

    def _look(self, markers: dict[str, str], found: dict[str, float]) -> None:
        for name in markers.keys() - found.keys():
            running = self.running[name]
            if running.screen.shows([markers[name]]):
                found[name] = running.last_output + time.time() - time.perf_counter()


@contextmanager
def started(slides: int) -> Iterator[tuple[Terminals, Any]]:
    """A presenter, two desks, and a browser on the remote page, or None where there is no browser."""
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="holeout-sync-")))
        os.environ.update({f"HOLEOUT_{name}": str(home / name.lower()) for name in FOLDERS})
        path = home / "talk.md"
        path.write_text(deck(slides))
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        holeout = [sys.executable, "-m", "holeout"]
        commands = {"presenter": ["present", str(path)], "desk": ["notes"], "other desk": ["notes"]}
        running = {name: Running([*holeout, *rest], environment) for name, rest in commands.items()}
        for each in running.values():
            stack.callback(each.close)
        terminals = Terminals(running)
        terminals.show(_markers(1, slides))
        yield terminals, _remote(stack)


def _remote(stack: ExitStack) -> Any:
    browser, room = phone(), find_local_room()
    if browser is None or room is None:
        return None
    stack.callback(browser.quit)
    browser.get(remote_url(room.url, room.token))
    _until(lambda: browser.execute_script("return document.querySelector('[data-field=\"place\"]') !== null"))
    browser.execute_script(WATCH)
    return browser


def _until(look: Any) -> Any:
    deadline = time.monotonic() + PATIENCE
    while not (found := look()):
        if time.monotonic() > deadline:
            raise TimeoutError("the page did not follow")
        time.sleep(0.01)
    return found


def _markers(slide: int, slides: int) -> dict[str, str]:
    desk = f"slide {slide}/{slides} "
    return {"presenter": f" {slide}/{slides}", "desk": desk, "other desk": desk}


def measure(presses: int) -> dict[tuple[str, str], list[float]]:
    """Milliseconds by who drove and who followed."""
    found: dict[tuple[str, str], list[float]] = {}
    slides = 4 * (presses + 2)
    with started(slides) as (terminals, browser):
        drivers = [*terminals.running, *(["remote"] if browser else [])]
        slide = 1
        for at, driver in in_turn(drivers, presses + 1):
            slide += 1
            began = (
                browser.execute_script(CLICK) / 1000
                if driver == "remote"
                else terminals.press(driver, "right")
            )
            arrived = terminals.show(_markers(slide, slides))
            if browser:
                place = f"Slide {slide} of {slides}: Slide {slide}"
                arrived["remote"] = _until(lambda place=place: browser.execute_script(
                    "return window.seen[arguments[0]] ?? 0", place)) / 1000  # fmt: skip
            for follower, when in arrived.items():
                if at:  # the first round warms up
                    found.setdefault((driver, follower), []).append((when - began) * 1000)
            time.sleep(0.2)  # a speaker's key, not a held one
    return found


def report(presses: int) -> str:
    """The table, and how many of all were within the bound."""
    found = measure(presses)
    rows = []
    for (driver, follower), values in found.items():
        if summary := summarise(values):
            rows.append([driver, follower, *map(number, (summary.p50, summary.p95, summary.most))])
    every = [value for values in found.values() for value in values]
    within = sum(value <= BOUND for value in every)
    title = f"## Key to everybody's slide, ms ({presses} keys each)\n\n"
    told = f"\n\n{within} of {len(every)} within {BOUND} ms."
    return title + table(["driven from", "seen on", "p50", "p95", "most"], rows) + told


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sync", description=__doc__)
    parser.add_argument("--presses", type=int, default=25, help="keys of each (25)")
    print(report(parser.parse_args().presses))


if __name__ == "__main__":
    main()
