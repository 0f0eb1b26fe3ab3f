"""A Source as others quote it: a plain reference, or an entry for BibTeX. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from holeout.lifecycle.model import Source

_DATED = re.compile(
    r"(?P<who>[^()@]{2,120}?)\s*\((?P<when>[^()]*\d{4}[^()]*)\)[.,]\s*(?P<rest>.+)", re.DOTALL
)
_UNDATED = re.compile(r"(?P<who>[^.]{2,80}(?:\.\w[^.]{0,60})?)\.\s+(?P<rest>.+)", re.DOTALL)
_TEX = str.maketrans(
    {
        **{special: f"\\{special}" for special in "&%$#_"},
        # BibTeX counts braces, escaped ones too.
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
_DOI = re.compile(r"\b(10\.\d{4,9}/[^\s<>\"]+)")
_ARXIV = re.compile(r"arxiv:\s*([a-z.-]*/?\d[\d.]*\d(?:v\d+)?)", re.IGNORECASE)
_OTHERS = re.compile(r",?\s*\b(?:et al\.?|and others)$")


class Form(StrEnum):
    """How a citation is written."""

    PLAIN = "plain"
    BIBTEX = "bibtex"


@dataclass(frozen=True, slots=True)
class _Parts:
    who: str
    title: str
    rest: str


def cite(sources: Iterable[Source], form: Form) -> str:
    """The citations of `sources`, each on a line of its own or as an entry of its own."""
    if form is Form.BIBTEX:
        return "\n\n".join(map(bibtex, sources))
    return "\n".join(map(reference, sources))


def reference(source: Source) -> str:
    """`source` in a line, with the place where it can be read."""
    cited = source.cite.rstrip(". ")
    cited += "" if cited.endswith("?") else "."
    where = [f"https://doi.org/{doi}" if (doi := doi_of(source)) else "", arxiv_of(source), source.url]
    place = next((text for text in where if text), source.identifier)
    return f"{cited} {place}".strip()


def bibtex(source: Source) -> str:
    """`source` as a BibTeX entry; its key is the source's id."""
    parts = _parts(source)
    doi, arxiv = doi_of(source), arxiv_of(source).removeprefix("arXiv:")
    fields = {
        "author": " and ".join(_authors(parts.who)),
        "title": f"{{{_escaped(parts.title)}}}",
        "year": str(source.year or ""),
        "howpublished": _escaped(parts.rest),
        "doi": _address(doi),
        "eprint": arxiv,
        "archiveprefix": "arXiv" if arxiv else "",
        "url": _address(source.url),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{source.id},", *lines, "}"])


def short_cite(source: Source) -> str:
    """`Amershi et al. (2019). Software ...` as `Amershi et al. 2019`."""
    end = source.cite.find("(") if "(" in source.cite[:60] else source.cite.find(". ")
    who = (source.cite[:end] if end > 0 else source.cite).strip(" ,;.")
    who = f"{who}." if who.endswith("et al") else who
    return f"{who} {source.year}" if source.year and str(source.year) not in who else who


def doi_of(source: Source) -> str:
    """The DOI alone, or an empty text."""
    found = _DOI.search(source.identifier)
    return found[1].rstrip(".,;") if found else ""


def arxiv_of(source: Source) -> str:
    """`arXiv:` with the id, or an empty text."""
    found = _ARXIV.search(source.identifier)
    return f"arXiv:{found[1]}" if found else ""


def address_of(source: Source) -> str:
    """Where a browser finds `source`, or an empty text."""
    return source.url or identified_address(source)


def identified_address(source: Source) -> str:
    """Where its DOI leads to, else its arXiv id."""
    if doi := doi_of(source):
        return f"https://doi.org/{doi}"
    arxiv = arxiv_of(source).removeprefix("arXiv:")
    return f"https://arxiv.org/abs/{arxiv}" if arxiv else ""


def _parts(source: Source) -> _Parts:
    """Authors, title and the rest of a citation; where it cannot be taken apart, all of it is the title."""
    text = " ".join(source.cite.split()).rstrip(".")
    found = _DATED.fullmatch(text) or _UNDATED.fullmatch(text)
    if found is None:
        return _Parts("", text, "")
    return _Parts(found["who"].strip(" ,"), *_title(found["rest"]))


def _title(text: str) -> tuple[str, str]:
    """The title and what follows it, such as a journal; a title may end in a question mark."""
    title, dot, rest = text.partition(". ")
    if dot:
        return title, rest
    question, mark, rest = text.rpartition("? ")
    return (f"{question}?", rest) if mark else (text, "")


def _authors(who: str) -> list[str]:
    """Names as BibTeX wants them; who is an institution is kept in one piece."""
    if not who:
        return []
    named = _OTHERS.sub("", who)
    others = ["others"] if named != who else []
    names = [name.strip() for name in re.split(r",\s*|\s+and\s+|\s*&\s*", named) if name.strip()]
    whole = [f"{{{_escaped(name)}}}" if " " in name else _escaped(name) for name in names]
    return [*whole, *others]


def _escaped(text: str) -> str:
    """`text` with the characters that TeX takes for its own."""
    return text.translate(_TEX)


def _address(text: str) -> str:
    """An address without braces, which BibTeX would count."""
    return text.replace("{", "%7B").replace("}", "%7D")
