"""Changing a person's own file: what they wrote stays as they wrote it.

Each change is cut into the text at the places that the scan found, so that comments, order, blanks and unknown
keys stay. tomlkit does the rarer shape `favourite = [{…}]`; in the usual shape it would move a comment above a
header into the table before. Each function takes the text of a valid
file and returns the new text; a text that is not valid raises ValueError.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from holeout.favourites.fileformat import parse
from holeout.favourites.merge import marks, slot_of, state_of
from holeout.favourites.model import FavouritesFile, Mark, rules
from holeout.favourites.rendering import SEAL_HEADER, entry, key, pair, render, toml_value, written
from holeout.favourites.seal import canonical
from holeout.tomltext import Statement, statements

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from holeout.favourites.merge import Merged
    from holeout.favourites.model import Favourite, Slot
    from holeout.tomltext import Path

_OWN_FILE = """\
# Tools that I recommend. This file is yours: change it by hand, or with `holeout favourites`.
"""


@dataclass(frozen=True, slots=True)
class Change:
    """What entry `index` of a file says, and what it shall say."""

    index: int
    old: Favourite
    new: Favourite

    def values(self) -> dict[str, Any]:
        """The keys that differ, with their values as they are written."""
        names = [name for name in rules(type(self.new)) if getattr(self.new, name) != getattr(self.old, name)]
        return {name: written(name, getattr(self.new, name)) for name in names}


def blank(talk: str, actor: str) -> str:
    """The text of a person's file before they recommend anything."""
    return _OWN_FILE + render(FavouritesFile(talk=talk, actor=actor))


def add(text: str, *favourites: Favourite) -> str:
    """With more entries, after the last one."""
    draft = _Draft(text)
    if draft.inline:
        return _through_tomlkit(text, lambda array: array.extend(map(_inline_table, favourites)))
    new = "".join(f"\n{entry(favourite)}\n" for favourite in favourites)
    draft.insert_after(draft.last_of("favourite") or draft.last_at_top(), new)
    return draft.result()


def change(text: str, *changes: Change) -> str:
    """With entries saying something else. Unknown keys, and keys that say the same, are not touched."""
    draft = _Draft(text)
    if draft.inline:
        return _through_tomlkit(text, lambda array: _update(array, changes))
    for one in changes:
        for name, value in one.values().items():
            draft.put(("favourite", one.index), name, value)
    return draft.result()


def remove(text: str, indexes: Collection[int]) -> str:
    """Without these entries, and without the comments inside them; comments between entries stay."""
    draft = _Draft(text)
    if draft.inline:
        return _through_tomlkit(text, lambda array: _delete(array, indexes))
    headers = (one for one in draft.found if one.header and one.path[0] == "favourite")
    draft.cut_sections([header for header in headers if header.path[1] in indexes])
    return draft.result()


def sealed(text: str, actor: str, talk: str) -> str:
    """With an actor and a talk, if it had none, and with the seal of what it now says."""
    file = _parsed(text)
    for name, value in (("talk", talk), ("actor", actor)):
        if value and not getattr(file, name):
            text = _with_head(text, name, value)
    file = replace(file, actor=file.actor or actor)
    wanted = marks(state_of(file), file.actor)
    return text if dict(wanted) == dict(file.seal) else _with_seal(text, wanted)


def merged_into(text: str, merged: Merged) -> str:
    """With everything that was merged, `text` among it; what did not change stays as it is written."""
    text = _spelled_out(text, merged)
    file = _parsed(text)
    state, before = merged.state, state_of(file)
    slots = [slot_of(favourite, file) for favourite in file.favourites]
    gone = {index for index, slot in enumerate(slots) if state[slot].favourite is None}
    changes: list[Change] = []
    for index, (slot, old) in enumerate(zip(slots, file.favourites, strict=True)):
        new = _as_in(file, state[slot].favourite) if state[slot] != before[slot] else None
        # Not by ==, for which 1 and true are one value: TOML has two.
        if new and canonical(new.extra) == canonical(old.extra):
            changes.append(Change(index, old, new))
        elif new:
            gone.add(index)
    text = remove(change(text, *changes), gone)
    kept = {slot for index, slot in enumerate(slots) if index not in gone}
    others = [_as_in(file, state[slot].favourite) for slot in sorted(state) if slot not in kept]
    text = add(text, *(favourite for favourite in others if favourite))
    return _with_seal(text, marks(state, file.actor))


def _spelled_out(text: str, merged: Merged) -> str:
    """With `by` and `updated` in each entry instead of once above, if they would not be true of all that was merged."""
    file = _parsed(text)
    own = [each for each in merged.favourites if each.actor == file.actor]
    names = [
        name
        for name in ("by", "updated")
        if getattr(file, name) and not all(getattr(each, name) for each in own)
    ]
    if not names:
        return text
    changes: list[Change] = []
    for index, old in enumerate(file.favourites):
        said: dict[str, Any] = {name: getattr(old, name) or getattr(file, name) for name in names}
        if old.actor in {"", file.actor}:
            changes.append(Change(index, old, replace(old, **said)))
    draft = _Draft(change(text, *changes))
    for statement in draft.found:
        if statement.path in {(name,) for name in names}:
            draft.cut(statement)
    return draft.result()


def _as_in(file: FavouritesFile, favourite: Favourite | None) -> Favourite | None:
    """The favourite without what the file says of all."""
    if favourite is None or favourite.actor != file.actor:
        return favourite
    said: dict[str, Any] = {
        name: "" for name in ("by", "updated") if getattr(favourite, name) == getattr(file, name)
    }
    return replace(favourite, actor="", line=0, **said)


def _parsed(text: str) -> FavouritesFile:
    reading = parse(text)
    if reading.file is None:
        raise ValueError(f"not a valid file: {reading.problems[0]}")
    return reading.file


def _with_head(text: str, name: str, value: str) -> str:
    draft = _Draft(text)
    first = next(statement for statement in draft.found if statement.path == ("format",))
    draft.insert_after(first, f"{pair(name, value)}\n")
    return draft.result()


def _with_seal(text: str, wanted: Mapping[Slot, Mark]) -> str:
    draft = _Draft(text)
    paths: dict[Path, Mark] = {("seal", *filter(None, slot)): mark for slot, mark in wanted.items()}
    if any(statement.path[0] == "seal" and statement.under < 0 for statement in draft.found):
        draft.cut_all("seal")
        draft.found = []
    for statement in draft.found:
        if statement.path[0] == "seal" and not statement.header:
            _reseal(draft, statement, paths)
    written_already = {statement.path for statement in draft.found}
    sections: dict[Path, list[str]] = {}
    for path, mark in paths.items():
        if path not in written_already:
            sections.setdefault(path[:-1], []).append(f"{pair(str(path[-1]), str(mark))}\n")
    for section, lines in sorted(sections.items()):
        draft.extend_section(section, "".join(lines))
    return draft.result()


def _reseal(draft: _Draft, statement: Statement, paths: Mapping[Path, Mark]) -> None:
    said = draft.text[statement.value : statement.end]
    mark = paths.get(statement.path)
    if mark is None and Mark.parse(said.strip("\"'")):
        draft.cut(statement)
    elif mark is not None and said != f'"{mark}"':
        draft.replace(statement, f'"{mark}"')


@dataclass(slots=True)
class _Draft:
    """A text and the changes to make to it, by offset. They must not overlap."""

    text: str
    found: list[Statement] = field(init=False)
    changes: list[tuple[int, int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not self.text.endswith("\n"):
            self.text += "\n"
        self.found = statements(self.text)

    @property
    def inline(self) -> bool:
        """Whether the entries stand in a list in brackets."""
        return any(statement.path == ("favourite",) and not statement.header for statement in self.found)

    def result(self) -> str:
        parts: list[str] = []
        done = 0
        for start, end, new in sorted(self.changes, key=lambda change: change[:2]):
            parts += [self.text[done:start], new]
            done = max(done, end)
        return "".join([*parts, self.text[done:]])

    def last_of(self, table: str) -> Statement | None:
        return next((one for one in reversed(self.found) if one.path[0] == table), None)

    def last_at_top(self) -> Statement:
        return next(one for one in reversed(self.found) if one.under < 0)

    def line_end(self, offset: int) -> int:
        return self.text.index("\n", offset) + 1

    def line_start(self, offset: int) -> int:
        return self.text.rfind("\n", 0, offset) + 1

    def insert_after(self, statement: Statement, new: str) -> None:
        at = self.line_end(statement.end)
        self.changes.append((at, at, new))

    def replace(self, statement: Statement, new: str) -> None:
        self.changes.append((statement.value, statement.end, new))

    def cut(self, statement: Statement) -> None:
        self.changes.append((self.line_start(statement.start), self.line_end(statement.end), ""))

    def put(self, table: Path, name: str, value: Any) -> None:
        """Have `table` say that `name` is `value`, or nothing of it."""
        existing = next((one for one in self.found if one.path == (*table, name)), None)
        if existing and value:
            self.replace(existing, toml_value(value))
        elif existing:
            self.cut(existing)
        elif value:
            self.insert_after(self._last_under(table), f"{pair(name, value)}\n")

    def cut_sections(self, headers: list[Statement]) -> None:
        """Take headers out, with all that stands under them and one of the blank lines around each stretch."""
        stretches: list[tuple[int, int]] = []
        for header in headers:
            last = max(one.end for one in self.found if one.under == header.start)
            start, end = self.line_start(header.start), self.line_end(last)
            if stretches and stretches[-1][1] == start:
                start = stretches.pop()[0]
            stretches.append((start, end))
        for start, end in stretches:
            blank = self.text.startswith("\n", end) and self.text.endswith("\n\n", 0, start)
            self.changes.append((start, end + blank, ""))

    def cut_all(self, table: str) -> None:
        """Take every line of a table out, whatever its shape."""
        end = -1
        for one in self.found:
            if one.path[0] == table and one.start >= end:
                self.cut(one)
                end = one.end

    def extend_section(self, section: Path, lines: str) -> None:
        if any(one.header and one.path == section for one in self.found):
            self.insert_after(self._last_under(section), lines)
            return
        header = SEAL_HEADER if section == ("seal",) else f"[{'.'.join(key(str(part)) for part in section)}]"
        gap = "" if self.text.endswith("\n\n") else "\n"
        self.changes.append((len(self.text), len(self.text), f"{gap}{header}\n{lines}"))

    def _last_under(self, table: Path) -> Statement:
        header = next(one for one in self.found if one.header and one.path == table)
        return max((one for one in self.found if one.under == header.start), key=lambda one: one.end)


def _through_tomlkit(text: str, act: Callable[[Any], object]) -> str:
    import tomlkit  # noqa: PLC0415  (20 ms that hardly anybody's file needs)

    document = tomlkit.parse(text)
    act(document["favourite"])
    return document.as_string()


def _inline_table(favourite: Favourite) -> Any:
    import tomlkit  # noqa: PLC0415

    table = tomlkit.inline_table()
    table.update(
        {name: written(name, value) for name in rules(type(favourite)) if (value := getattr(favourite, name))}
    )
    return table


def _update(array: Any, changes: Collection[Change]) -> None:
    for one in changes:
        table = array[one.index]
        for name, value in one.values().items():
            if value:
                table[name] = value
            else:
                table.pop(name, None)


def _delete(array: Any, indexes: Collection[int]) -> None:
    for index in sorted(indexes, reverse=True):
        del array[index]
