"""One search over all that a talk knows, quick enough to run at each key press."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from heapq import nsmallest
from math import log
from typing import TYPE_CHECKING

from holeout.lifecycle.words import WORD, Vocabulary, fold, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from holeout.lifecycle.model import Lifecycle, Tool

_TITLE = 4.0
"""How much more a word in a title counts than one in a body."""
_ID = 3.0
_WORDS = 8
"""So many words of a query are looked at."""
_AROUND = 32
"""So many characters on either side of a word are shown of a body."""


@dataclass(frozen=True, slots=True)
class Document:
    """Something that can be found. `where` says in a few words where it belongs; `weight` favours a kind."""

    kind: str
    id: str
    title: str
    body: str = ""
    where: str = ""
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found. `spans` are the parts of the title that matched, as (start, end)."""

    kind: str
    id: str
    title: str
    where: str
    score: float
    spans: tuple[tuple[int, int], ...] = ()
    excerpt: str = ""
    """The words around the match where it is in the body; else empty."""


class Index:
    """The words of documents. Make one with `build`; it does not change."""

    def __init__(self, documents: tuple[Document, ...], postings: Mapping[str, dict[int, float]]) -> None:
        self._documents = documents
        self._postings = postings
        self._vocabulary = Vocabulary(postings)
        self._titles = [fold(document.title) for document in documents]

    @classmethod
    def build(cls, documents: Iterable[Document]) -> Index:
        """An index of `documents`; where scores are equal they are found in this order."""
        kept = tuple(documents)
        postings: dict[str, dict[int, float]] = defaultdict(dict)
        for number, document in enumerate(kept):
            for word, weight in _weights(document).items():
                postings[word][number] = weight
        return cls(kept, postings)

    def __len__(self) -> int:
        return len(self._documents)

    def find(self, query: str, limit: int = 20) -> list[Hit]:
        """At most `limit` documents for `query`, the best first.

        All words of the query must be in a document, in title, id or body; the last may be half typed, and
        each may have a slip. Where no document has all of them, those with most of them are found.
        """
        typed = words_of(query)[:_WORDS]
        meanings = [self._vocabulary.like(word[:40]) for word in typed]
        scores, counts = self._scores(meanings)
        if not scores:
            return []
        most = max(counts.values())
        whole = " ".join(fold(query).split())
        ranked = nsmallest(
            limit,
            (
                (-self._boost(number, score, whole), number)
                for number, score in scores.items()
                if counts[number] == most
            ),
        )
        return [self._hit(number, -score, typed, meanings) for score, number in ranked]

    def _scores(self, meanings: list[dict[str, float]]) -> tuple[dict[int, float], dict[int, int]]:
        """Per document: the sum of what each query word's best match is worth, and how many matched."""
        scores: dict[int, float] = defaultdict(float)
        counts: dict[int, int] = defaultdict(int)
        for meaning in meanings:
            best: dict[int, float] = {}
            for word, fit in meaning.items():
                postings = self._postings[word]
                worth = fit * log(1 + len(self._documents) / len(postings))
                for number, weight in postings.items():
                    if worth * weight > best.get(number, 0.0):
                        best[number] = worth * weight
            for number, worth in best.items():
                scores[number] += worth
                counts[number] += 1
        return scores, counts

    def _boost(self, number: int, score: float, whole: str) -> float:
        document = self._documents[number]
        if whole in (self._titles[number], document.id):
            score *= 4
        elif self._titles[number].startswith(whole):
            score *= 2
        return round(score * document.weight, 6)

    def _hit(self, number: int, score: float, typed: list[str], meanings: list[dict[str, float]]) -> Hit:
        document = self._documents[number]
        spans = tuple(_spans(document.title, typed, meanings))
        seen = {fold(document.title[start:end]) for start, end in spans}
        excerpt = "" if len(seen) >= len(set(typed)) else _excerpt(document.body, meanings)
        return Hit(document.kind, document.id, document.title, document.where, score, spans, excerpt)


def _weights(document: Document) -> dict[str, float]:
    """What each word of a document is worth; a word said often counts a little more, not many times more."""
    weights: dict[str, float] = {}
    for word in words_of(document.body):
        weights[word] = min(weights.get(word, 0.75) + 0.25, 2.0)
    for text, worth in ((document.id, _ID), (document.title, _TITLE)):
        words = words_of(text)
        # `scikitlearn` finds scikit-learn.
        joined = ["".join(words)] if 1 < len(words) < 4 else []
        for word in words + joined:
            weights[word] = max(weights.get(word, 0.0), worth)
    return weights


def _spans(text: str, typed: list[str], meanings: list[dict[str, float]]) -> Iterator[tuple[int, int]]:
    for match in WORD.finditer(text):
        word = fold(match.group())
        for query, meaning in zip(typed, meanings, strict=True):
            if word in meaning:
                begins = word.startswith(query) and len(word) == len(match.group())
                yield match.start(), match.start() + len(query) if begins else match.end()
                break


def _excerpt(text: str, meanings: list[dict[str, float]]) -> str:
    wanted = set().union(*meanings)
    match = next((match for match in WORD.finditer(text) if fold(match.group()) in wanted), None)
    if match is None:
        return ""
    start = text.find(" ", max(0, match.start() - _AROUND)) + 1 if match.start() > _AROUND else 0
    end = (
        text.rfind(" ", match.end(), match.end() + _AROUND)
        if len(text) > match.end() + _AROUND
        else len(text)
    )
    start, end = min(start, match.start()), max(end, match.end())
    inner = " ".join(text[start:end].split())
    return f"{'…' if start else ''}{inner}{'…' if end < len(text) else ''}"


def documents_of(lifecycle: Lifecycle) -> Iterator[Document]:
    """What a Lifecycle holds, as documents: stages, pitfalls, tools, incidents and sources."""
    for stage in lifecycle.stages.values():
        body = _join(stage.question, *stage.inputs, *stage.outputs, *stage.who, stage.why_forgotten)
        yield Document("stage", stage.id, stage.name, body, f"stage {stage.number}", 1.5)
    for pitfall in lifecycle.pitfalls.values():
        body = _join(pitfall.bites, pitfall.symptom, pitfall.ask, pitfall.why)
        yield Document("pitfall", pitfall.id, pitfall.title, body, _stages(lifecycle, (pitfall.stage,)), 1.2)
    for tool in lifecycle.tools.values():
        where = _stages(lifecycle, tool.stages)
        yield Document("tool", tool.id, tool.name, _tool_body(tool), where, 1.1)
    for incident in lifecycle.incidents.values():
        yield Document("incident", incident.id, incident.title, incident.text, incident.era)
    for source in lifecycle.sources.values():
        where = f"source, {source.checked}"
        yield Document("source", source.id, source.cite, _join(source.note, source.identifier), where, 0.8)


def _tool_body(tool: Tool) -> str:
    return _join(tool.summary, tool.instead_of, tool.note, tool.pypi, tool.facts.licence)


def _join(*texts: str) -> str:
    return " ".join(text for text in texts if text)


def _stages(lifecycle: Lifecycle, ids: tuple[str, ...]) -> str:
    return ", ".join(lifecycle.stages[id_].name for id_ in ids if id_ in lifecycle.stages)
