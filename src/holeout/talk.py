"""A Talk: a folder of slides and content, or a lone deck. The one way from files to models."""

from __future__ import annotations

import re
import time
import zlib
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from holeout.folders import expanded
from holeout.problems import HoleoutError, Level, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from holeout.deck.model import Deck, Slide
    from holeout.demos.model import Demo
    from holeout.layout.views import Surroundings
    from holeout.lifecycle.model import Lifecycle
    from holeout.pictures.album import Album, Stamp
    from holeout.themes.palette import Palette

_HIDDEN_PART = re.compile(r"(?:^|/)(?:\.|node_modules/)")
MAX_FILE = 32 * 1024 * 1024
"""Bytes; nobody writes a larger file by hand."""


class _DeckRead:
    """A deck's text until the deck is made of it, and what tells its bytes from others."""

    __slots__ = ("sums", "text")

    def __init__(self, text: str, sums: tuple[int, int, int]) -> None:
        self.text = text
        self.sums = sums


class Talk:
    """What a talk says and knows. Everything is read when it is first asked for, from files read once.

    `path` is the folder that holds `slides/` and `content/`, or the deck when that is `alone`. A deck whose text is
    `given` is in no file: `deck_path` then says where files that it names are looked for.
    """

    def __init__(
        self,
        folder: Path,
        deck_path: Path,
        *,
        alone: bool = False,
        bundled: bool = False,
        dialect: str | None = None,
        given: str | None = None,
    ) -> None:
        self.path = folder
        self._alone = alone
        self.given = given
        self.deck_path = deck_path
        self.bundled = bundled
        self.dialect = dialect
        self.since = time.time_ns()
        """When its files were first looked at: what was written later may not be in it. Nanoseconds since 1970."""
        self._included: set[Path] = set()
        self.content = folder / "content" if not alone and (folder / "content").is_dir() else None

    @property
    def slug(self) -> str:
        """A name for files that belong to this talk: lower case, digits and dashes."""
        return re.sub(r"[^a-z0-9]+", "-", self.deck_path.stem.lower()).strip("-") or "talk"

    @property
    def title(self) -> str:
        """What the deck calls itself, or its file's name."""
        return self.deck.info.title or (self.deck_path.stem if self.given is None else "stdin")

    @property
    def deck_text(self) -> str:
        """The deck as it is on disk, or as it was given."""
        return self._deck_read.text or self.deck.text

    @cached_property
    def _deck_read(self) -> _DeckRead:
        if self.given is None:
            data = _bytes_of(self.deck_path)
            text = decoded(data, str(self.deck_path))
        else:
            text, data = self.given, self.given.encode("utf-8", "replace")
        return _DeckRead(text, (zlib.crc32(data), zlib.adler32(data), len(data)))

    @property
    def deck_name(self) -> str:
        """What to call the deck when something is said about it."""
        return self._name(self.deck_path) if self.given is None else "<stdin>"

    @cached_property
    def deck(self) -> Deck:
        """The slides."""
        from holeout.deck.reader import read_deck  # noqa: PLC0415  (a start from a cache needs no deck)

        read = self._deck_read
        deck = read_deck(read.text, self.deck_name, dialect=self.dialect, read=self.include)
        read.text = ""  # the deck has it
        return deck

    @cached_property
    def theme(self) -> Palette | None:
        """The theme that the talk brings along; None for most."""
        return self._theme_read[0]

    @cached_property
    def _theme_read(self) -> tuple[Palette | None, list[Problem]]:
        name = self.deck.info.theme
        if not name:
            return None, []
        from holeout.themes.brought import brought_theme  # noqa: PLC0415  (most talks bring none)

        theme, problems = brought_theme(name, self.deck_text, self.deck_name, self.include)
        folder = self.deck_path.parent
        return theme, [
            problem.at(self._name(folder / name)) if problem.path == name else problem for problem in problems
        ]

    @cached_property
    def _theme_files(self) -> list[Path]:
        """The file that the talk's theme is from, where there is one."""
        if "\ntheme" not in self.deck_text:
            return []
        from holeout.themes.brought import theme_file  # noqa: PLC0415  (most talks bring none)

        name = theme_file(self.deck_text)
        return [self.deck_path.parent / name] if name and self.include(name) is not None else []

    @cached_property
    def content_files(self) -> dict[str, str]:
        """The YAML files under `content/`, by their path within the talk."""
        if self.content is None:
            return {}
        return {
            path.relative_to(self.path).as_posix(): _read(path)
            for path in sorted(self.content.rglob("*.yaml"))
        }

    @cached_property
    def lifecycle(self) -> Lifecycle:
        """What the talk knows; empty for a lone deck."""
        return self._lifecycle_read[0]

    @cached_property
    def _lifecycle_read(self) -> tuple[Lifecycle, list[Problem]]:
        from holeout.lifecycle.model import Lifecycle  # noqa: PLC0415

        if self.content is None:
            return Lifecycle(), []
        from holeout.deck.comments import sources_named  # noqa: PLC0415
        from holeout.lifecycle.read import read_lifecycle  # noqa: PLC0415

        cited = sources_named(self.deck_text)
        lifecycle, problems = read_lifecycle(self.content_files, frozenset(self._demo_files), cited)
        return lifecycle, [problem.at(self._name(self.path / problem.path)) for problem in problems]

    @cached_property
    def _demo_files(self) -> dict[str, Path]:
        if self.content is None:
            return {}
        return {path.stem: path for path in sorted((self.content / "demos").glob("*.py"))}

    @cached_property
    def demos(self) -> Mapping[str, Demo]:
        """The demos that the talk ships, by id."""
        return {id: demo for id, (demo, _) in self._demos_read.items() if demo is not None}

    @cached_property
    def _demos_read(self) -> dict[str, tuple[Demo | None, list[Problem]]]:
        if not self._demo_files:
            return {}
        from holeout.demos.model import read_demo  # noqa: PLC0415

        return {id: read_demo(_read(path), self._name(path)) for id, path in self._demo_files.items()}

    @cached_property
    def pictures(self) -> Album:
        """The pictures that slides show."""
        from holeout.pictures.album import Album  # noqa: PLC0415

        return Album(self.deck_path.parent)

    def again(self) -> Talk:
        """The same talk, to be read from its files anew."""
        return Talk(
            self.path,
            self.deck_path,
            alone=self._alone,
            bundled=self.bundled,
            dialect=self.dialect,
            given=self.given,
        )

    def files(self) -> list[Path]:
        """The files that the talk is made of; those that its slides include are known once these are read."""
        content = [] if self.content is None else sorted(self.content.rglob("*.yaml"))
        deck = [self.deck_path] if self.given is None else []
        # Only pictures that were asked for can be out of date.
        pictures = self.pictures.places if "pictures" in self.__dict__ else ()
        mine = [*self._theme_files, *self._demo_files.values(), *sorted(self._included)]
        return [*deck, *content, *mine, *pictures]

    def surroundings(self) -> Surroundings:
        """What slides draw from when nothing is running: the lifecycle and the demos' cards."""
        from holeout.layout.pictures import Deferred  # noqa: PLC0415
        from holeout.layout.views import DemoCard, Surroundings  # noqa: PLC0415

        pictures = Deferred(lambda: self.pictures)
        if self.content is None:
            return Surroundings(pictures=pictures)
        cards = {id: DemoCard(demo.title, demo.watch, demo.tool) for id, demo in self.demos.items()}
        return Surroundings(self.lifecycle, demos=cards, pictures=pictures)

    def problems(self) -> list[Problem]:
        """Everything wrong with the talk's files, in file order. Slides that do not fit are `fit`'s to find."""
        return sorted([*self._misread(), *self._problems(range(len(self.deck)))])

    def _misread(self) -> list[Problem]:
        """A warning where the deck's bytes are not the UTF-8 that they are read as."""
        line = next((at for at, text in enumerate(self.deck_text.split("\n"), 1) if _REPLACED in text), 0)
        hint = "Save it as UTF-8, and write what is shown as \ufffd again."
        return [Problem(self.deck_name, line, 1, "this is not UTF-8", hint, Level.WARNING)] if line else []

    def untraced(self) -> list[Problem]:
        """The figures on pages and slides that nobody can trace to a source: only `check` asks."""
        if self.content is None:
            return []
        from holeout.layout.figures import untraced  # noqa: PLC0415
        from holeout.lifecycle.checks import check_figures  # noqa: PLC0415

        pages = (
            problem.at(self._name(self.path / problem.path)) for problem in check_figures(self.lifecycle)
        )
        return sorted([*pages, *untraced(self.deck, self.lifecycle)])

    def errors(self) -> list[Problem]:
        """The problems with which a talk may not start."""
        return [problem for problem in self._problems(self._commanding()) if problem.level is Level.ERROR]

    def _problems(self, slides: Iterable[int]) -> list[Problem]:
        found = (
            [*self.deck.problems] if self.content is None else [*self._lifecycle_read[1], *self.deck.problems]
        )
        found += self._theme_read[1]
        for _, problems in self._demos_read.values():
            found += problems
        for index in slides:
            slide = self.deck.slide(index)
            found += [*slide.problems, *self._view_problems(slide)]
        return sorted(set(found))

    def picture_stamps(self, slide: Slide) -> dict[str, Stamp]:
        """How the files of the pictures on `slide` looked when they were read."""
        from holeout.deck.blocks import Image, within  # noqa: PLC0415

        paths = [block.path for block in within(slide.blocks) if isinstance(block, Image)]
        return self.pictures.stamps(paths) if paths else {}

    def picture_problems(self, level: Level) -> Iterator[Problem]:
        """What is wrong with pictures, at most of `level`: no reason not to start, so `errors` has none of it."""
        from holeout.pictures.checks import picture_problems  # noqa: PLC0415

        return picture_problems(self.deck, self.pictures, self._locate, level)

    def _commanding(self) -> list[int]:
        """The slides that hold a comment: only a command can be an error, so the others need no look at a start."""
        text = self.deck_text.splitlines()
        commented = {number for number, line in enumerate(text, 1) if "<!--" in line}
        spans = enumerate(self.deck.slide_lines)
        return [index for index, (first, last) in spans if not commented.isdisjoint(range(first, last + 1))]

    @cached_property
    def fingerprint(self) -> str:
        """Changes whenever any file of the talk does. To notice edits, not to keep anybody out."""
        sums = list(self._deck_read.sums)
        for name, text in self.content_files.items():
            sums += [zlib.crc32(f"{name}\0{text}".encode()), len(text)]
        for path in [*self._theme_files, *self._demo_files.values()]:
            sums.append(zlib.crc32(path.read_bytes()))
        return "-".join(f"{part:x}" for part in (*sums[:3], zlib.crc32(repr(sums).encode()), sum(sums)))

    def _view_problems(self, slide: Slide) -> Iterator[Problem]:
        from holeout.deck.blocks import ViewKind  # noqa: PLC0415
        from holeout.layout.page import views_of  # noqa: PLC0415

        views = list(views_of(slide.blocks))
        known = (
            {}
            if not views
            else {
                ViewKind.MAP: ("stage", self.lifecycle.stages),
                ViewKind.PITFALLS: ("stage", self.lifecycle.stages),
                ViewKind.BOARD: ("stage", self.lifecycle.stages),
                ViewKind.PITFALL: ("pitfall", self.lifecycle.pitfalls),
                ViewKind.DEMO: ("demo", self._demo_files),
                ViewKind.SOURCES: ("source", self.lifecycle.sources),
            }
        )
        for view in views:
            kind, ids = known.get(view.kind, ("", {}))
            for target in view.target:
                if kind and target not in ids:
                    yield self._unknown(kind, target, ids, view.lines[0])
        if slide.stage and self.content is not None and slide.stage not in self.lifecycle.stages:
            yield self._unknown("stage", slide.stage, self.lifecycle.stages, slide.line)

    def _unknown(self, kind: str, target: str, ids: Mapping[str, object], line: int) -> Problem:
        from difflib import get_close_matches  # noqa: PLC0415

        near = get_close_matches(target, ids, 1)
        hint = f"did you mean {near[0]}?" if near else f"the talk's {kind} ids are in content/"
        place, column = self._locate(target, line)
        return Problem(self.deck_name, place, column, f"there is no {kind} `{target}`", hint)

    def _locate(self, target: str, line: int) -> tuple[int, int]:
        """Where `target` is written, at or after `line`."""
        lines = self.deck_text.splitlines()
        for number in range(max(1, line), min(len(lines), line + 40) + 1):
            if (column := lines[number - 1].find(target)) >= 0:
                return number, column + 1
        return line, 1

    def include(self, name: str) -> str | None:
        """The text of a file that the deck includes; only files beside or below the deck are read."""
        root = self.deck_path.parent.resolve()
        try:
            path = (root / name).resolve()
            if not path.is_relative_to(root) or not path.is_file():
                return None
        except (OSError, ValueError, RuntimeError):
            # No name of a file: too long, with a zero byte in it, or a link that leads to itself.
            return None
        self._included.add(path)
        return _read(path)

    def _name(self, path: Path) -> str:
        """`path` as its author would type it: from the current folder where it is below it."""
        try:
            return str(path.resolve().relative_to(Path.cwd()))
        except ValueError:
            return str(path)


def bundled_folder() -> Path:
    """Where the talk that comes with the program is: in the wheel, or beside `src/` in a checkout."""
    here = Path(__file__).resolve()
    packaged = here.parent / "_talk"
    return packaged if packaged.is_dir() else here.parents[2]


def load_talk(path: str | Path | None = None, *, dialect: str | None = None) -> Talk:
    """The talk at `path`: a folder with `slides/`, or a deck. None is the bundled one.

    Raises HoleoutError when there is no talk; faults inside its files are `Talk.problems()`.
    """
    bundled = bundled_folder()
    folder = expanded(path) if path is not None else bundled
    if not folder.exists():
        raise HoleoutError(
            f"there is no talk at {folder}", "name a folder with slides/ in it, or a Markdown file"
        )
    if folder.is_dir():
        deck = _deck_in(folder)
        return Talk(folder, deck, bundled=folder.resolve() == bundled, dialect=dialect)
    home = folder.resolve().parent.parent
    if folder.resolve().parent.name == "slides" and (home / "content").is_dir():
        return Talk(home, folder, bundled=home == bundled, dialect=dialect)
    return Talk(folder.parent, folder, alone=True, dialect=dialect)


def decks_below(folder: Path) -> list[Path]:
    """The Markdown files in `folder` and below it, hidden places left out; none where it is a talk, or no folder."""
    if not folder.is_dir() or (folder / "content").is_dir():
        return []
    beside = [path for path in folder.glob("*/*.md") if path.parent.name != "slides"]
    if (folder / "slides").is_dir() and not beside:
        return []
    found = (path for path in folder.rglob("*.md") if path.is_file())
    return sorted(path for path in found if not _HIDDEN_PART.search(path.relative_to(folder).as_posix()))


def given_talk(text: str, folder: Path, *, dialect: str | None = None) -> Talk:
    """The Talk of a deck that is in no file; what it includes is looked for in `folder`."""
    # The name tells one deck from another where the program remembers things of it.
    name = f"stdin-{zlib.crc32(text.encode()):08x}.md"
    return Talk(folder, folder / name, alone=True, dialect=dialect, given=text)


def _deck_in(folder: Path) -> Path:
    decks = sorted((folder / "slides").glob("*.md")) or sorted(folder.glob("*.md"))
    if not (folder / "slides").is_dir() or not decks:
        raise HoleoutError(
            f"there are no slides in {folder}",
            "a talk is a folder with slides/*.md; a lone .md file will do as well",
        )
    return decks[0]


_REPLACED = "\ufffd"
"""What stands for bytes that are not UTF-8."""


def _read(path: Path) -> str:
    return decoded(_bytes_of(path), str(path))


def _bytes_of(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise HoleoutError(
                f"{path} is not a file", "name a Markdown file, or a folder with slides/ in it"
            )
        with path.open("rb") as file:
            return file.read(MAX_FILE + 1)
    except OSError as error:
        raise HoleoutError(f"{path} cannot be read: {error.strerror}") from error


def decoded(data: bytes, name: str) -> str:
    """The text of `data`, at most one byte more of which was read than a file may have. Raises HoleoutError."""
    if len(data) > MAX_FILE:
        raise HoleoutError(f"{name} is larger than {MAX_FILE // 1024**2} MiB", "is this the right file?")
    return data.decode("utf-8", errors="replace")
