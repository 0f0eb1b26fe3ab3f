"""The workshop: newest wishes first, none twice, and nobody waits for it."""

from __future__ import annotations

import threading

from holeout.tui.workshop import WAITING, Workshop

PATIENCE = 20


def test_the_newest_wish_is_made_first_and_old_ones_are_forgotten() -> None:
    begun, go = threading.Event(), threading.Event()
    told = threading.Semaphore(0)

    def make(wish: int) -> str:
        begun.set()
        assert go.wait(PATIENCE)
        return f"made {wish}"

    workshop = Workshop(make, told.release)
    workshop.wish(0)
    assert begun.wait(PATIENCE)
    for wish in (0, *range(1, WAITING + 3), WAITING + 2):
        workshop.wish(wish)
    go.set()
    for _ in range(WAITING + 1):
        assert told.acquire(timeout=PATIENCE)
    newest = range(WAITING + 2, 2, -1)
    assert list(workshop.fetch()) == [(wish, f"made {wish}") for wish in (0, *newest)]
    assert list(workshop.fetch()) == []


def test_what_nobody_has_fetched_yet_is_not_made_again() -> None:
    told = threading.Semaphore(0)
    made = []
    workshop = Workshop(made.append, told.release)
    workshop.wish(7)
    assert told.acquire(timeout=PATIENCE)
    workshop.wish(7)
    workshop.wish(8)
    assert told.acquire(timeout=PATIENCE)
    assert made == [7, 8]
    workshop.fetch()
    workshop.wish(7)
    assert told.acquire(timeout=PATIENCE)
    assert made == [7, 8, 7]
