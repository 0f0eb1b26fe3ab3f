"""Words as people type them: folded, looked up by their beginning, and found in spite of a slip."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

WORD = re.compile(r"[^\W_]+")
"""A run of letters and digits."""

_TRIED = 150
"""How many words are compared letter by letter for one misspelt word; keeps a look-up near a millisecond."""


def fold(text: str) -> str:
    """`text` without case and accents, so that `Müller` and `muller` are the same."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in parts if not unicodedata.combining(character))


def words_of(text: str) -> list[str]:
    """The folded words of `text`, in order."""
    return WORD.findall(fold(text))


def slips_in(typed: str) -> int:
    """How many slips are forgiven in a word as long as `typed`: none below four letters."""
    return 0 if len(typed) < 4 else 1 if len(typed) < 8 else 2


def distance_to_beginning(typed: str, word: str) -> int:
    """How many slips lie between `typed` and the beginning of `word` that is nearest to it.

    A slip is a letter too much, too few or wrong, or two neighbours swapped (optimal string alignment). One
    column of the table at a time, as bits of a whole number: H. Hyyrö, "A bit-vector algorithm for computing
    Levenshtein and Damerau edit distances", Nordic Journal of Computing 10 (2003).
    """
    full = (1 << len(typed)) - 1
    last = 1 << (len(typed) - 1) if typed else 0
    places: dict[str, int] = defaultdict(int)
    for position, letter in enumerate(typed):
        places[letter] |= 1 << position
    up, down, diagonal, before = full, 0, 0, 0
    score = best = len(typed)
    for letter in word:
        here = places.get(letter, 0)
        swapped = ((~diagonal & here) << 1) & before
        diagonal = ((((here & up) + up) ^ up) | here | down | swapped) & full
        rise = down | (~(diagonal | up) & full)
        fall = diagonal & up
        score += bool(rise & last) - bool(fall & last)
        best = min(best, score)
        rise = (rise << 1) | 1
        up = ((fall << 1) | ~(diagonal | rise)) & full
        down = rise & diagonal
        before = here
    return best


class Vocabulary:
    """All distinct words of an index, to be looked up by what somebody typed so far."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted(set(words))
        self._with_pair: dict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(self._words):
            for pair in _pairs(word):
                self._with_pair[pair].append(number)

    def like(self, typed: str) -> dict[str, float]:
        """The words that `typed` may mean, with how well they fit, from 0 to 1 (the same word).

        Words that begin with it; only where there are none, words that do so but for a slip or two.
        """
        return self._beginning(typed) or self._misspelt(typed)

    def _beginning(self, typed: str) -> dict[str, float]:
        found = {}
        for number in range(bisect_left(self._words, typed), len(self._words)):
            word = self._words[number]
            if not word.startswith(typed):
                break
            found[word] = 1.0 if word == typed else 0.5 + 0.4 * len(typed) / len(word)
        return found

    def _misspelt(self, typed: str) -> dict[str, float]:
        allowed = slips_in(typed)
        if not allowed:
            return {}
        shared: Counter[int] = Counter()
        for pair in _pairs(typed):
            shared.update(self._with_pair.get(pair, ()))
        found = {}
        for number, _ in shared.most_common(_TRIED):
            word = self._words[number]
            slips = distance_to_beginning(typed, word)
            if slips <= allowed:
                found[word] = (0.5 - 0.15 * slips) * (1 if len(word) <= len(typed) + slips else 0.8)
        return found


def _pairs(word: str) -> set[str]:
    """Neighbouring letters, and the first letter with a mark, since it is seldom mistyped."""
    return {word[start : start + 2] for start in range(len(word) - 1)} | {f"^{word[:1]}"}
