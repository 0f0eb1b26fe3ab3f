"""What an HTML comment in a deck is: commands, settings of some tool, a note for the speaker, or nothing."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from textwrap import dedent

from holeout.deck.commands import find_command, read_ids
from holeout.deck.fragments import fragment_of

COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_MAGIC = re.compile(
    r"prettier-ignore|markdownlint-|lint[ ]|vim:|\{\{\{|\}\}\}|(?:START|END) doctoc|DON'T EDIT THIS SECTION"
    r"|//|comment:|eslint-|cspell|vale |more$|toc$|/toc$|omit in toc"
)
_KEY = re.compile(r"([A-Za-z_$][\w-]*)[ \t]*:(?=\s|$)[ \t]*(.*)")
_BARE = re.compile(r"[a-z]{1,30}(?:[_-][a-z]{1,30}){0,3}")
_MARP = frozenset(
    {
        "marp", "theme", "paginate", "class", "size", "header", "footer", "style", "headingDivider", "lang", "math",
        "backgroundColor", "backgroundImage", "backgroundPosition", "backgroundRepeat", "backgroundSize", "color",
        "title", "author", "description", "keywords", "url", "image", "transition",
    }
)  # fmt: skip
_PREFIXED = re.compile(r"\s*(\S*[^\s\w])\s*sources\b")
_BLOCK_SCALAR = re.compile(r"[|>][+-]?[ \t]*\n")


@dataclass(frozen=True, slots=True)
class Call:
    """A command that is known, with what stands after its colon."""

    name: str
    argument: str


@dataclass(frozen=True, slots=True)
class Setting:
    """Something that another tool would obey, and we mostly do not."""

    name: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Plain:
    """A comment that says nothing to any tool. `guess` is the command that it may have been meant for."""

    text: str
    guess: str = ""


Said = Call | Setting | Plain


def read_comment(body: str, prefix: str = "", *, marp: bool = True) -> tuple[Said, ...]:
    """What the text between `<!--` and `-->` says. Commands must start with `prefix`, where there is one.

    Only where Marp's settings mean something is a comment with them more than words.
    """
    text = dedent(body.removeprefix("-").removesuffix("-").strip("\n")).strip()
    if not text or _MAGIC.match(text) or fragment_of(text) is not None:
        return ()
    if prefix:
        if not text.startswith(prefix):
            return (Plain(text),)
        text = text.removeprefix(prefix).strip()
    if text.startswith(("prezo\n", "config:", ".slide:", ".element:")):
        return (Setting(re.split("[:\n]", text, maxsplit=1)[0]),)
    if find_command(text):
        return (Call(text, ""),)
    entries = _entries(text)
    if entries is not None and all(_known(key) if marp else find_command(key) for key, _ in entries):
        return tuple(_said(key, value) for key, value in entries)
    name = entries[0][0] if entries and len(entries) == 1 else text
    return (Plain(text, name if _BARE.fullmatch(name) else ""),)


def sources_named(text: str) -> frozenset[str]:
    """The ids of the sources that comments in `text` name, whatever prefix its commands have."""
    found: set[str] = set()
    for body in COMMENT.findall(text):
        prefixed = _PREFIXED.match(body)
        for said in read_comment(body, prefixed[1] if prefixed else "") if "sources" in body else ():
            if isinstance(said, Call) and said.name == "sources":
                with suppress(ValueError):
                    found.update(read_ids(said.argument))
    return frozenset(found)


def read_settings(body: str) -> list[tuple[str, str]]:
    """The keys and values of a comment that is settings as a whole; none where it is anything else."""
    entries = _entries(dedent(body.strip("\n")).strip())
    return entries if entries and all(_known(key) for key, _ in entries) else []


def _known(key: str) -> bool:
    return find_command(key) is not None or key in _MARP or (key.startswith("_") and key[1:] in _MARP)


def _said(key: str, value: str) -> Said:
    return Call(key, value) if find_command(key) else Setting(key, value)


def _entries(text: str) -> list[tuple[str, str]] | None:
    """`text` as keys and values, as far as YAML goes in a comment; None where it is something else.

    A value goes on over the lines after it that do not start with a known key.
    """
    first = _KEY.match(text)
    if first is None:
        return None
    entries: list[tuple[str, list[str]]] = []
    for line in text.split("\n"):
        key = _KEY.fullmatch(line)
        if key and (not entries or find_command(key[1]) or not find_command(entries[-1][0])):
            entries.append((key[1], [key[2]]))
        elif line[:1] in {" ", "\t", "", "-", "}", "]", "#"} or find_command(entries[-1][0]):
            entries[-1][1].append(line)
        else:
            return None
    return [(key, _value("\n".join(lines))) for key, lines in entries]


def _value(text: str) -> str:
    """What `text` means after a key: YAML's block and quoted texts are taken out of their marks."""
    if block := _BLOCK_SCALAR.match(text):
        return dedent(text[block.end() :]).strip()
    first, _, rest = text.partition("\n")
    text = f"{first}\n{dedent(rest)}".strip() if rest else first.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        return text[1:-1]
    return text
