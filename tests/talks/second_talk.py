"""The second talk, and the words by which the subject of the first would give itself away."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from holeout.talk import Talk, load_talk

FOLDER = Path(__file__).parent / "village-loaf"

SUBJECT = (
    *(
        r"machine[ -]?learning",
        r"ml",
        r"mlops",
        r"ai",
        r"llms?",
        r"neural",
        r"hyper-?parameters?",
        r"embeddings?",
    ),
    *(
        r"models?",
        r"modell?ing",
        r"(?:re)?train(?:s|ed|ing)?",
        r"datasets?",
        r"data scien\w+",
        r"ground truth",
    ),
    *(
        r"predict(?:s|ed|ion|ions|ing)?",
        r"labels?",
        r"labell?(?:ed|ing)",
        r"annotators?",
        r"drift(?:s|ed|ing)?",
    ),
    *(r"inference", r"classifiers?", r"features?", r"overfit\w*", r"baselines?", r"accuracy", r"notebooks?"),
)
"""Words of machine learning, the bundled talk's subject."""

_WORD = re.compile(rf"(?<![A-Za-z])(?:{'|'.join(SUBJECT)})(?![A-Za-z])", re.IGNORECASE)


def subject_words(text: str) -> set[str]:
    """The words of the bundled talk's subject in `text`, in small letters. `snake_case` is several words."""
    return {word.lower() for word in _WORD.findall(text.replace("_", " "))}


@cache
def second_talk() -> Talk:
    return load_talk(FOLDER)


@cache
def own_words() -> frozenset[str]:
    """The words of that list that the second talk itself uses."""
    files = (path for path in FOLDER.rglob("*") if path.suffix in {".md", ".yaml", ".py", ".cast"})
    return frozenset().union(*(subject_words(path.read_text("utf-8")) for path in files))


def strange_words(text: str) -> set[str]:
    """The words of the bundled talk's subject in `text` that nobody wrote in the second talk."""
    return subject_words(text) - own_words()
