"""Merged favourites in the forms that other people and programs read."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from holeout.favourites.catalogue import Catalogue
from holeout.favourites.gathering import Pick, by_stage, gather
from holeout.favourites.merge import Merged, as_file
from holeout.favourites.model import FORMAT, Favourite, FavouritesFile, rules
from holeout.favourites.rendering import render
from holeout.favourites.seal import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from holeout.favourites.gathering import Voice

# What a spreadsheet takes for a formula, also in the full-width forms that East Asian ones obey.
_FORMULA: Final = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
# What Markdown and its common extensions read as more than text within a line; < > & are escaped as in HTML.
_MARKUP: Final = re.compile(r"([\\`*_\[\]|~$])")
_COLUMNS: Final = ("stage", "tool", "name", "note", "pitfall", "tags", "url", "by", "actor", "key", "sources")
_ELSEWHERE: Final = "Elsewhere"
_PAGE: Final = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark }}
body {{ font: 1.1rem/1.5 system-ui, sans-serif; max-width: 45rem; margin: 2rem auto; padding: 0 1rem }}
li {{ margin-block: .6rem; overflow-wrap: anywhere }}
q {{ quotes: none; display: block; white-space: pre-line }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
{body}
</main>
</body>
</html>
"""


@dataclass(frozen=True)
class Collection:
    """What to export: merged favourites, what the talk knows, and a title for pages."""

    merged: Merged
    catalogue: Catalogue = field(default_factory=Catalogue)
    title: str = "Favourite tools"
    only_new: bool = False
    """Only tools that the talk does not name."""

    @property
    def picks(self) -> tuple[Pick, ...]:
        """The tools to export, the most recommended first."""
        return tuple(
            pick for pick in gather(self.merged, self.catalogue) if not (self.only_new and pick.known)
        )

    @property
    def file(self) -> FavouritesFile:
        """The favourites as one file. A choice of them has no seal: what it leaves out was not removed."""
        if not self.only_new:
            return as_file(self.merged)
        chosen = tuple(voice.favourite for pick in self.picks for voice in pick.voices)
        return FavouritesFile(chosen, extra=self.merged.extra)

    def stages(self) -> Iterator[tuple[str, tuple[Pick, ...]]]:
        """The name of each stage that has picks, with them."""
        grouped = by_stage(self.picks, self.catalogue)
        for stage, picks in grouped.items():
            name = self.catalogue.stages.get(stage, stage)
            yield name or (_ELSEWHERE if len(grouped) > 1 else ""), picks


def to_toml(collection: Collection) -> str:
    """A favourites file, to merge with others later."""
    return render(collection.file)


def to_json(collection: Collection) -> str:
    """The same as the TOML, in JSON; the same schema describes both."""
    file = collection.file
    seal: dict[str, Any] = {}
    for slot, mark in file.seal.items():
        (seal.setdefault(slot.actor, {}) if slot.actor else seal)[slot.key] = str(mark)
    entries = [_said(favourite) for favourite in file.favourites]
    whole = {"format": FORMAT, **_said(file), "favourite": entries, "seal": seal}
    return json.dumps(whole, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def to_jsonl(collection: Collection) -> str:
    """One JSON object a line for each recommendation."""
    return "".join(f"{json.dumps(row, ensure_ascii=False, allow_nan=False)}\n" for row in _rows(collection))


def to_csv(collection: Collection) -> str:
    """A table for spreadsheets, in which no cell is a formula. Unknown keys are left out."""
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\n")
    table.writerow(_COLUMNS)
    for row in _rows(collection):
        table.writerow([_cell(row[column]) for column in _COLUMNS])
    return written.getvalue()


def to_markdown(collection: Collection) -> str:
    """A list of links grouped by stage, as awesome lists have it."""
    lines = [f"# {marked_down(collection.title)}"]
    for name, picks in collection.stages():
        lines += ["", *([f"## {marked_down(name)}", ""] if name else []), *map(_bullet, picks)]
    return "\n".join(lines) + "\n"


def to_html(collection: Collection) -> str:
    """One page that needs nothing else and runs nothing."""
    body = "\n".join(_section(name, picks) for name, picks in collection.stages())
    return _PAGE.format(title=escape(collection.title), body=body or "<p>No favourites yet.</p>")


FORMATS: Final[Mapping[str, Callable[[Collection], str]]] = {
    "md": to_markdown,
    "csv": to_csv,
    "json": to_json,
    "jsonl": to_jsonl,
    "html": to_html,
    "toml": to_toml,
}


def _said(model: Favourite | FavouritesFile) -> dict[str, Any]:
    known = {name: value for name in rules(type(model)) if (value := getattr(model, name))}
    return {**plain(known), **plain(model.extra)}


def _rows(collection: Collection) -> Iterator[dict[str, Any]]:
    for stage, picks in by_stage(collection.picks, collection.catalogue).items():
        for pick in picks:
            for voice in pick.voices:
                yield _row(stage, pick, voice)


def _row(stage: str, pick: Pick, voice: Voice) -> dict[str, Any]:
    said = {name: plain(getattr(voice.favourite, name)) for name in rules(Favourite)}
    return {
        **said,
        "stage": stage or voice.favourite.stage,
        "key": pick.key,
        "sources": [source.rpartition("/")[2] for source in voice.sources],
        "extra": plain(voice.favourite.extra),
    }


def _cell(value: str | list[str]) -> str:
    text = value if isinstance(value, str) else "; ".join(value)
    return f"'{text}" if _FORMULA.match(text) else text


def _bullet(pick: Pick) -> str:
    name = marked_down(pick.name)
    linked = f"[{name}]({_address(pick.link)})" if pick.link else f"**{name}**"
    people = f" ({pick.count})" if pick.count > 1 else ""
    notes = [
        f"{marked_down(voice.favourite.note)}{_signed(voice)}"
        for voice in pick.voices
        if voice.favourite.note
    ]
    return f"- {linked}{people}{' - ' if notes else ''}{' / '.join(notes)}"


def _signed(voice: Voice) -> str:
    return f" ({marked_down(voice.favourite.by)})" if voice.favourite.by else ""


def marked_down(text: str) -> str:
    """Text on one line that Markdown shows as it is."""
    return escape(_MARKUP.sub(r"\\\1", " ".join(text.split())), quote=False)


def _address(link: str) -> str:
    return quote(link, safe="/:?#@!$&*+,;=%~-._")


def _section(name: str, picks: tuple[Pick, ...]) -> str:
    heading = f"<h2>{escape(name)}</h2>\n" if name else ""
    return f"<section>\n{heading}<ul>\n{''.join(map(_item, picks))}</ul>\n</section>"


def _item(pick: Pick) -> str:
    name = escape(pick.name)
    linked = (
        f'<a href="{escape(_address(pick.link))}" rel="noopener nofollow">{name}</a>' if pick.link else name
    )
    people = f" <small>({pick.count} people)</small>" if pick.count > 1 else ""
    said = [voice.favourite for voice in pick.voices if voice.favourite.note]
    notes = "".join(
        f"\n<q>{escape(each.note)}{escape(f' ({each.by})') if each.by else ''}</q>" for each in said
    )
    return f"<li><strong>{linked}</strong>{people}{notes}</li>\n"
