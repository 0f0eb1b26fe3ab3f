"""Nothing about the bundled talk's subject is written in the program: what knows of it is `content/` and `slides/`."""

from __future__ import annotations

import ast
import re
from functools import cache
from typing import TYPE_CHECKING

from second_talk import subject_words

from holeout.talk import load_talk
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOURCE = ROOT / "src" / "holeout"
EVERYWHERE = {
    "label": "what stands beside a field, in HTML (aria-label), in Textual (Label) and in lists",
    "labels": "the same",
    "labelled": "the same",
    "predict": "the deck command that asks a reader to guess before a demo runs",
    "predictions": "what a slide's `predict` commands ask",
}
"""Words that mean something else in this program, and what."""
PLACES = {
    ("model", "favourites/export.py"): "a frozen dataclass, and what was read into it",
    ("model", "favourites/model.py"): "the same",
    ("model", "favourites/rendering.py"): "the same",
    ("model", "favourites/schema.py"): "the same",
    ("models", "favourites/schema.py"): "the same",
    ("models", "favourites/values.py"): "the same",
    ("models", "talk.py"): "the same",
    ("classifier", "catalogue/licences.py"): "a field of Python packages' metadata",
    ("dataset", "exports/templates/slides.js"): "an element's data-* attributes",
    ("dataset", "room/pages/static/audience.js"): "the same",
    ("dataset", "room/pages/static/offline.js"): "the same",
    ("ml", "deck/slides.py"): "a pattern for the info string `yaml` or `yml`",
    ("ml", "lifecycle/rubric.py"): "the title of the paper that its rule for scores is from",
}
"""Words that a single file may use, and why."""


def told_in(path: Path) -> Iterator[str]:
    """Every string, name and argument in the Python file at `path`; all of a file that is not Python."""
    text = path.read_text("utf-8")
    if path.suffix != ".py":
        yield text
        return
    for node in ast.walk(ast.parse(text)):
        for field in ("value", "id", "attr", "name", "arg"):
            if isinstance(said := getattr(node, field, None), str):
                yield said if field == "value" else split_camel_case(said)


def split_camel_case(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name)


@cache
def program() -> dict[str, str]:
    """What each file of the program says, by its path."""
    kinds = {".py", ".jinja", ".html", ".css", ".tcss", ".js"}
    paths = [path for path in sorted(SOURCE.rglob("*")) if path.suffix in kinds]
    assert len(paths) > 300
    return {path.relative_to(SOURCE).as_posix(): "\n".join(dict.fromkeys(told_in(path))) for path in paths}


@cache
def found() -> frozenset[tuple[str, str]]:
    """Each word of the subject with the file that has it."""
    return frozenset((word, path) for path, said in program().items() for word in subject_words(said))


def test_no_string_and_no_name_in_the_program_is_about_the_bundled_talks_subject() -> None:
    strange = {
        (word, path) for word, path in found() if word not in EVERYWHERE and (word, path) not in PLACES
    }
    assert strange == set(), "say it in content/, or say why it may stand here"


def test_every_exception_is_still_needed() -> None:
    assert set(PLACES) <= found()
    assert set(EVERYWHERE) <= {word for word, _ in found()}


def test_the_program_names_no_entry_of_the_bundled_talk_but_in_examples_of_how_to_call_it() -> None:
    known = load_talk()
    kinds = ("pitfalls", "sources", "incidents", "claims", "questions")
    ids = {id for kind in kinds for id in getattr(known.lifecycle, kind)} | set(known.demos)
    distinct = {id for id in ids if re.search(r"[-\d]", id)}
    assert len(distinct) > 150
    tellers = {path for path, said in program().items() if distinct & set(re.findall(r"[\w-]+", said))}
    assert tellers == {"cli/demo.py", "cli/map.py"}
