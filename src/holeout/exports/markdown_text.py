"""Text that Markdown, and the HTML made of it, show as it is."""

from __future__ import annotations

import re

from holeout.exports.addresses import safe_link
from holeout.text import clean, clean_line

# What CommonMark, its tables, strike-through and footnotes, and mathematics on code forges read as more than text.
_MARKUP = re.compile(r"([\\`*_\[\]<>|#~$]|&(?=#?\w+;))")
_BLOCK_START = re.compile(r"^([-+=:]|\d{1,9}(?=[.)]))")


def text(said: str) -> str:
    """`said` on one line, for a place inside a line."""
    return _MARKUP.sub(r"\\\1", " ".join(clean_line(said).split()))


def line(said: str) -> str:
    """`said` for a line of its own, where a dash or a number would begin a list."""
    return guarded(text(said))


def guarded(marked: str) -> str:
    """A line of Markdown that begins no list, rule or underlined heading."""
    marked = marked.strip()
    if found := _BLOCK_START.match(marked):
        return f"{found[1]}\\{marked[found.end() :]}" if found[1].isdigit() else f"\\{marked}"
    return marked


def link(target: str, label: str) -> str:
    """`label`, leading to `target` if that is safe to follow."""
    safe = safe_link(target)
    return f"[{text(label)}]({address(safe)})" if safe else text(label)


def address(safe: str) -> str:
    """A safe address within the brackets of a link."""
    return re.sub(r"[()*_<>\\\s]", lambda found: f"%{ord(found[0]):02X}", safe)


def inside(anchor: str, label: str) -> str:
    """`label`, leading to a place in the same text."""
    return f"[{text(label)}](#{anchor})"


def place(anchor: str) -> str:
    """A place that links lead to. Forges make anchors of headings in ways that differ; this one they all keep."""
    return f'<a id="{anchor}"></a>'


def code(said: str) -> str:
    """`said` as code within a line, whatever backticks it holds."""
    said = clean_line(said)
    fence = "`" * (_longest_run(said) + 1)
    padded = f" {said} " if said.startswith("`") or said.endswith("`") or said != said.strip() else said
    return f"{fence}{padded}{fence}" if said else ""


def fenced(said: str, language: str = "") -> list[str]:
    """`said` as a block of code, whatever fences it holds."""
    body = clean(said).rstrip("\n").split("\n")
    fence = "`" * max(3, _longest_run(said) + 1)
    return [f"{fence}{re.sub(r'[^A-Za-z0-9+#.-]', '', language)}", *body, fence]


def table(head: list[str], rows: list[list[str]], marks: list[str] | None = None) -> list[str]:
    """A table of cells that are Markdown already."""
    lines = [head, marks or ["---"] * len(head), *rows]
    return [f"| {' | '.join(cells)} |" for cells in lines]


def _longest_run(said: str) -> int:
    return max((len(run) for run in re.findall("`+", said)), default=0)
