"""Asking about many tools in a way that an index does not mind and an interruption does not undo."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from holeout.catalogue.licences import Licence, licence_in
from holeout.catalogue.pages import files_of, newest
from holeout.catalogue.state import Found
from holeout.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from holeout.catalogue.asking import Answer, Index
    from holeout.catalogue.pages import File, Release
    from holeout.catalogue.state import State
    from holeout.lifecycle.model import Tool

BATCH = 5
PAUSE = 2.0
"""Seconds between batches."""
_LONGEST = 120
"""Characters of what went wrong that are told."""
_GIVE_UP = 3
"""So many questions in a row without any answer, and the network is taken to be gone."""


def ask_all(
    tools: Sequence[Tool],
    index: Index,
    state: State,
    now: Callable[[], float],
    sleep: Callable[[float], object],
    *,
    batch: int = BATCH,
    pause: float = PAUSE,
) -> Iterator[tuple[Tool, Found]]:
    """What the index says of each of `tools`, `batch` of them at a time.

    What is known from a run not long ago is not asked again. Ends early when the index answers nothing any more.
    """
    asked = silent = 0
    for tool in tools:
        found = state.fresh(tool.pypi, now())
        if found is None:
            if asked and asked % batch == 0:
                sleep(pause)
            asked += 1
            found = ask(tool.pypi, index, now())
            state.keep(tool.pypi, found)
            silent = 0 if found.answered else silent + 1
        yield tool, found
        if silent == _GIVE_UP:
            return


def ask(project: str, index: Index, now: float) -> Found:
    """What the index says of one package."""
    answers = index.pages(project)
    files = [file for answer in answers for file in _files(answer)]
    release = newest(files)
    if release is None:
        return _nothing(answers, now)
    licence = _licence(release, index)
    return Found(release.version, release.date, licence.name, licence.exact, at=now)


def _files(answer: Answer) -> Sequence[File]:
    with suppress(ValueError):
        return files_of(answer.kind, answer.text, answer.url) if answer.status == 200 else ()
    return ()


def _nothing(answers: Sequence[Answer], now: float) -> Found:
    problem = next((answer.error for answer in answers if not answer.status), "")
    if problem:
        return Found(problem=clean_line(problem)[:_LONGEST], answered=False, at=now)
    codes = ", ".join(str(answer.status) for answer in answers if answer.status not in (200, 404))
    told = f"the index answers {codes}" if codes else "the index has no release of it"
    return Found(problem=told, answered=not codes, at=now)


def _licence(release: Release, index: Index) -> Licence:
    """What the release's metadata say, from the index or else from a small wheel."""
    if release.metadata_url:
        answer = index.text(release.metadata_url)
        if answer.status == 200:
            return licence_in(answer.text)
    if release.wheel_url:
        answer = index.metadata_in(release.wheel_url)
        if answer.status == 200:
            return licence_in(answer.text)
    return Licence()
