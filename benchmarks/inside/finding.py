"""Finding while somebody types, in the talk's own content and in ten times as much, beside a look for the bare text."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from benchmarks.inside.timing import rows, side_by_side
from holeout.lifecycle.search import Index, documents_of
from holeout.talk import load_talk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holeout.lifecycle.search import Document

TIMES = 10
QUERIES = ("training-serving skew", "trainng servng", "drift", "mlfow", "what helps against silent changes")
LIMIT = 40


def many_times(documents: Sequence[Document], times: int, seed: int = 1) -> list[Document]:
    """`documents`, and copies in which three words of ten are new, so that there are more words to look through too."""
    chance = random.Random(seed)  # noqa: S311

    def other(text: str) -> str:
        words = text.split()
        return " ".join(
            word if chance.random() < 0.7 else f"{word[:2]}{chance.choice('abcdefghij')}{word[2:]}"
            for word in words
        )

    copies = [
        replace(each, id=f"{each.id}-{copy}", title=other(each.title), body=other(each.body))
        for copy in range(1, times)
        for each in documents
    ]
    return [*documents, *copies]


def report(rounds: int) -> str:
    """The tables: making the index, then a find for each key of some queries, misspelt ones among them."""
    documents = list(documents_of(load_talk().lifecycle))
    larger = many_times(documents, TIMES)
    making = {
        f"index of {len(each):,}": lambda each=each: Index.build(each)  # type: ignore[misc]
        for each in (larger, documents)
    }
    typed = [query[:end] for query in QUERIES for end in range(1, len(query) + 1)]
    parts = [rows("An index, made", side_by_side(making, rounds))]
    for held in (documents, larger):
        index = Index.build(held)
        texts = [f"{each.title} {each.body}".casefold() for each in held]
        cases = {
            "find": lambda index=index: [index.find(keys, LIMIT) for keys in typed],
            "the text, looked for": lambda texts=texts: [
                [text for text in texts if keys in text] for keys in typed
            ],
        }
        title = f"{len(typed)} keys typed, a find for each, among {len(held):,} documents"
        parts.append(rows(title, side_by_side(cases, rounds)))  # type: ignore[arg-type]
    return "\n\n".join(parts)
