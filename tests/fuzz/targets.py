"""Every reader of text from outside, as a function from bytes: what it may raise is caught, all else is a crash."""

from __future__ import annotations

import asyncio
import functools
import json
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from holeout.problems import HoleoutError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ROOT = Path(__file__).resolve().parents[2]
DIALECTS = (None, "native", "marp", "slidev", "presenterm", "patat", "reveal", "remark", "pandoc", "mdp",
            "lookatme", "slides", "prezo")  # fmt: skip
KINDS = ("lifecycle", "pitfalls/data", "tools", "sources", "incidents", "assessment", "claims", "frameworks")


@dataclass(frozen=True, slots=True)
class Target:
    """A reader: `run` hands it bytes, `seeds` are what it is meant for, from which wrong ones are made."""

    name: str
    run: Callable[[bytes], None]
    seeds: Callable[[], Iterable[bytes]]


@functools.cache
def scratch() -> Path:
    """A folder for readers that want a file; in memory where the system has that."""
    memory = Path("/dev/shm")
    folder = tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None)
    _kept.append(folder)
    return Path(folder.name)


_kept: list[tempfile.TemporaryDirectory[str]] = []


def put(name: str, data: bytes) -> Path:
    """`data` as a file of this name."""
    path = scratch() / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def files(*patterns: str) -> list[bytes]:
    """The project's own files of these names."""
    return [path.read_bytes() for pattern in patterns for path in sorted(ROOT.glob(pattern))]


def text_of(data: bytes) -> str:
    return data.decode(errors="replace")


def printable(text: str, keep: str = "") -> bool:
    """Whether a terminal can be given `text`."""
    return not any((ord(c) < 32 or 127 <= ord(c) < 160) and c not in keep for c in text)


def deck(data: bytes) -> None:
    """A deck of any dialect, at a size: split, parsed, laid out, dumped, checked, linked."""
    from holeout.cli.check import all_problems
    from holeout.cli.dump import text_lines
    from holeout.layout.links import links_of, target_of
    from holeout.layout.styled import cells
    from holeout.talk import given_talk

    head, text = data[:3].ljust(3, b"\0"), text_of(data[3:])
    width, height = 1 + head[1] % 120, 1 + head[2] % 45
    talk = given_talk(text, Path("/nowhere"), dialect=DIALECTS[head[0] % len(DIALECTS)])
    slides = [talk.deck.slide(index) for index in range(len(talk.deck))]
    assert [slide.title for slide in slides] == list(talk.deck.titles())
    for line in text_lines(talk, slides, width, height, notes=True):
        assert printable(line), line
        assert width < 40 or line[:2] in ("──", "│ ") or line[:1] in "?│" or cells(line) <= width, line
    for problem in all_problems(talk, ((width, height),)):
        assert printable(str(problem), "\n"), problem
    for slide in slides:
        for link in links_of(slide):
            target_of(link.address, talk.deck.titles())


def content(data: bytes) -> None:
    """A file of a talk's content, read and shown on the pages that hold it."""
    from holeout.layout.lifecycle_map import MapState, draw_map
    from holeout.layout.lifecycle_pages import pitfall_page, stage_page
    from holeout.lifecycle.read import read_lifecycle
    from holeout.lifecycle.search import Index, documents_of

    kind = KINDS[data[0] % len(KINDS)] if data else KINDS[0]
    lifecycle, problems = read_lifecycle({f"content/{kind}.yaml": text_of(data[1:])}, ())
    assert all(printable(str(problem), "\n") for problem in problems)
    draw_map(lifecycle, MapState(), 80, 24)
    for stage in lifecycle.stages.values():
        stage_page(lifecycle, stage)
    for pitfall in lifecycle.pitfalls.values():
        pitfall_page(lifecycle, pitfall)
    Index.build(documents_of(lifecycle)).find("a")


def favourites(data: bytes) -> None:
    """A file of favourites, merged with others in either order, written again, exported."""
    from holeout.favourites import export, fileformat, merge, rendering
    from holeout.favourites.catalogue import Catalogue

    reading = fileformat.parse_bytes(data, "x")
    assert all(printable(str(problem), "\n") for problem in reading.problems)
    if reading.file is None:
        assert reading.problems
        return
    other = fileformat.parse_bytes(favourite_seeds()[0]).file
    assert other is not None
    merged = merge.merge([reading.file, other])
    assert merged.state == merge.merge([other, reading.file, other]).state
    again = fileformat.parse(rendering.render(merge.as_file(merged)), "again")
    assert again.file is not None, again.problems
    assert merge.merge([again.file]).state == merged.state
    collection = export.Collection(merged, Catalogue())
    made = {form: make(collection) for form, make in export.FORMATS.items()}
    assert "<script" not in made["html"]


def assessment(data: bytes) -> None:
    """A file of answers, merged with itself, written again, reported on."""
    from holeout.kept.answers import as_json, read_file
    from holeout.lifecycle.answers import merge
    from holeout.lifecycle.model import Lifecycle
    from holeout.lifecycle.report import to_markdown
    from holeout.lifecycle.saved import from_dict

    with suppress(HoleoutError):
        team = read_file(put("x.assessment.json", data)).team
        assert merge([team, team]) == team
        assert from_dict(json.loads(as_json(team)))[0] == team
        to_markdown(Lifecycle(), team)


def settings(data: bytes) -> None:
    """The settings."""
    from holeout.presenting.settings import given_names, keymap, read_settings

    found, problems = read_settings(text_of(data), "settings.toml")
    assert all(printable(str(problem), "\n") for problem in problems)
    if not problems:
        given_names(text_of(data))
        keymap(found.keys)


def theme(data: bytes) -> None:
    """A theme, which stays readable whatever it asks for."""
    from holeout.themes.reading import as_toml, packed, read_theme, unpacked

    palette, problems = read_theme(text_of(data), "x.toml", "x")
    assert all(printable(str(problem), "\n") for problem in problems)
    if not problems:
        assert unpacked(packed(palette)) == palette
        assert not read_theme(as_toml(palette), "x.toml", "x")[1]


def recording(data: bytes) -> None:
    """An asciicast: read, made harmless, wound to and fro."""
    from holeout.demos.cast import read_cast, write_cast
    from holeout.demos.player import Player
    from holeout.demos.tame import tame

    with suppress(HoleoutError):
        cast = read_cast(text_of(data), "x.cast")
        assert read_cast(write_cast(cast), "again").size == cast.size
        player = Player(tame(cast.paced()), clock=lambda: 0.0)
        for position in (cast.duration, 0.0, cast.duration / 2):
            player.seek(position)
            while player.read(65536):
                pass


def picture(data: bytes) -> None:
    """A picture file: measured, decoded, drawn; and looked through for codes."""
    from holeout.favourites.scanning import scan_file
    from holeout.pictures.files import NoPictureError, read_picture
    from holeout.pictures.pixels import on_ground, png_of, read_pixels, size_of

    path = put("picture", data)
    with suppress(NoPictureError):
        file = read_picture(path)
        width, height = size_of(file)
        assert width >= 0 <= height
        png_of(on_ground(read_pixels(file), (20, 10), "#102030"))
    scan_file(path)


def emulator(data: bytes) -> None:
    """What a program prints, at sizes that change: rows are whole and hold nothing but text."""
    from holeout.demos.best_emulator import open_emulator
    from holeout.demos.emulator import Colors, Size

    screen = open_emulator(Size(30, 6))
    screen.set_colors(Colors((230, 230, 230), (20, 20, 20)))
    try:
        for number, part in enumerate(data.split(b"\xff")):
            screen.feed(part)
            for row in screen.take_changes().values():
                assert sum(run.width for run in row) == screen.size.columns
                assert printable("".join(run.text for run in row))
            assert printable(screen.title)
            screen.take_replies()
            screen.selection.press(0, 0, 0.0)
            screen.selection.drag(5, 2)
            assert "\x1b" not in screen.selection.text()
            screen.scroll(-number)
            screen.resize(Size(1 + number % 40, 1 + number % 9))
    finally:
        screen.close()


def plain_emulator(data: bytes) -> None:
    """The same without the emulator's library."""
    from holeout.demos.emulator import Size
    from holeout.demos.plain import PlainEmulator

    screen = PlainEmulator(Size(7, 3), "a note")
    for number, part in enumerate(data.split(b"\xff")):
        screen.feed(part)
        for row in screen.take_changes().values():
            assert printable("".join(run.text for run in row)), row
        screen.scroll(-number)
        screen.resize(Size(1 + number % 30, 1 + number % 9))
        screen.text()


def margin(data: bytes) -> None:
    """A reader's notes: what is written is read again, whoever wrote it first."""
    from holeout.kept.margin import MarginStore
    from holeout.presenting.margin import preface_of, read_margin, write_margin

    path = put("x.margin.md", data)
    store = MarginStore(path, "Talk")
    with suppress(HoleoutError):
        assert all(printable(note, "\n\t") for note in store.notes().values())
        before = read_margin(data.decode("utf-8-sig"))
        store.write("Slide 1", "## not a heading")
        after = read_margin(path.read_bytes().decode())
        assert after.pop("Slide 1") == "## not a heading"
        kept = {name: note.strip("\n") for name, note in before.items() if note.strip() and name != "Slide 1"}
        assert {name: note.strip("\n") for name, note in after.items()} == kept
        text = path.read_bytes().decode()
        assert write_margin(preface_of(text), read_margin(text)) == text


def demo(data: bytes) -> None:
    """A demo's file. Nothing is run."""
    from holeout.demos.model import read_demo

    for problem in read_demo(text_of(data), "x.py")[1]:
        assert printable(str(problem), "\n")


def stream(data: bytes) -> None:
    """What a room tells a desk."""
    from holeout.room.messages import message_of
    from holeout.room.sse import read_events
    from holeout.tui.desk.state import DeskState

    async def listen() -> None:
        async def lines():
            for line in text_of(data).split("\n"):
                yield line

        state = DeskState()
        async for event in read_events(lines()):
            if message := message_of(event):
                state = state.heard(message, 0.0)
                _ = state.slide, state.step, state.waiting, state.trouble, state.pace(0.0)

    asyncio.run(listen())


def index_page(data: bytes) -> None:
    """What a package index answers."""
    from holeout.catalogue.pages import files_of, newest

    for kind in ("application/json", "text/html"):
        with suppress(ValueError):
            newest(files_of(kind, text_of(data), "https://index.test/x/"))


def saved(data: bytes) -> None:
    """Every file that the program keeps for itself: a spoilt one costs what it held, never the program."""
    from holeout import splash
    from holeout.catalogue.state import State
    from holeout.demos.consent import Consents
    from holeout.kept.memory import Memory
    from holeout.kept.rehearsals import Rehearsals
    from holeout.presenting.pace import clock_words
    from holeout.presenting.state import Presentation
    from holeout.room import runtime
    from holeout.room.outbox import Outbox
    from holeout.tui.page_cache import PageCache

    path = put("outbox/saved.json", data)
    if place := Memory(path).load():
        clock_words(place.clock.start(9.0).elapsed(10.0))
        Presentation(3, place.slide, place.step, clock=place.clock).fitted(3, lambda _: 1)
    for record in Rehearsals(path).load():
        clock_words(record.total)
        record.on(["One"])
    Consents(path)._read()
    if found := State(path).fresh("x", 0.0):
        assert isinstance(found.latest, str)
    for box in Outbox(path.parent).boxes():
        assert all(isinstance(item.tool, str) for item in box.waiting)
    if address := runtime._read(path):
        assert isinstance(address.url, str)
    splash._load(path)
    os.environ["HOLEOUT_CACHE"] = str(scratch())
    cache = PageCache("talk", lambda: "same")
    put(f"pages/{cache._path.name}", data)
    cache.front()
    cache.find(0, 0, 80, 24)


METHODS = ("GET", "POST", "PUT")
TYPES = ("application/json", "application/x-www-form-urlencoded", "text/plain", "")
PATHS = ("/j/QX7F", "/j/QX7F/withdraw", "/j/QX7F/voice", "/j/QX7F/voice/end", "/presenter/state", "/presenter/commands",
         "/presenter/board", "/presenter/session", "/board.json", "/")  # fmt: skip


def room(data: bytes) -> None:
    """A request to the room, with the presenter's token or without: it is answered, and not with a 500."""
    status, text = _the_room().ask(data)
    assert status < 500 or status == 503, (status, text)


def whole_http(data: bytes) -> None:
    """Bytes in place of HTTP, on a socket of the room's own server."""
    _the_room().throw(data)


@functools.cache
def _the_room():
    from tests.fuzz.rooms import OpenRoom

    return OpenRoom(scratch() / "room.sqlite")


@functools.cache
def favourite_seeds() -> list[bytes]:
    head = b'format = "holeout-favourites/1"\nactor = "abcdefgh2345"\ntalk = "t"\n'
    entry = (
        b'[[favourite]]\ntool = "pkg:pypi/pandera"\nstage = "data"\nnote = "schemas"\nadded = 2021-10-30\n'
    )
    seal = b'[seal]\n"pkg:pypi/polars" = "3-gone"\n'
    return [head + entry, head + seal, head + entry + b'x-mine = {a = [1, 2.5, "z"]}\n' + seal]


def place_seeds() -> list[bytes]:
    clock = {"started": 1.0, "paused": None, "lost": 0.5}
    place = {
        "version": 1,
        "slide": 1,
        "step": 0,
        "title": "T",
        "clock": clock,
        "seen": ["data"],
        "fingerprint": "x",
    }
    item = {"id": "i", "key": "k", "tool": "t", "name": "n", "stage": "s", "why": "w"}
    return [
        json.dumps(each).encode()
        for each in (
            place,
            [{"version": 1, "when": 5.0, "slides": [["One", 3.5]]}],
            {"x": {"latest": "1", "latest_date": "", "answered": True, "at": 0.0}},
            {"version": 1, "url": "http://a", "code": "QX7F", "device": "d", "items": [item]},
            {
                "url": "http://a",
                "token": "t",
                "code": "",
                "talk": "t",
                "join_url": "",
                "lan": False,
                "pid": 1,
            },
        )
    ]


def page_seeds() -> list[bytes]:
    file = {
        "filename": "x-1.0-py3-none-any.whl",
        "url": "x.whl",
        "size": 9,
        "upload-time": "2021-10-30T00:00:00Z",
    }
    anchor = b'<a href="x-1.0.tar.gz#sha256=0" data-yanked="no" data-core-metadata="true">x-1.0.tar.gz</a>'
    return [json.dumps({"files": [file]}).encode(), anchor]


def led(seeds: Iterable[bytes], heads: Iterable[bytes]) -> list[bytes]:
    """Each seed with the bytes before it that choose how it is read."""
    return [head + seed for seed, head in zip(seeds, _over_and_over(heads), strict=False)]


def _over_and_over(heads: Iterable[bytes]):
    kept = list(heads)
    while True:
        yield from kept


EVENT = b'id: 1\nevent: state\ndata: {"revision": 1, "public": {"slide": 2}, "private": {"clock": {}}, "at": 1.5}\n\n'
OTHERS = (
    b'event: board\ndata: {"waiting": 1, "cards": []}\n\nevent: time\ndata: {"now": 1}\n\n'
    b'event: presence\ndata: {"presenters": 1}\n\nevent: outline\ndata: {"titles": ["a"]}\n\n'
)
ANSWERS = (
    b'{"version": 1, "talk": "t", "actor": "a", "answers": {"q": {"answer": "no", "reason": "r",'
    b' "at": "2021-10-30T08:00:00.000+00:00"}}, "history": [{"at": "2021-10-29", "answers": {"q": "once"}}]}'
)
SETTINGS = (
    b'theme = "light"\nimages = "auto"\nmouse = true\nwidth = 80\n'
    b'sizes = ["80x24"]\nduration = "20m"\n[keys]\nnext = "w"\n'
)
THEME = b'base = "dark"\n[colors]\ntext = "#ffffff"\nground = "#000000"\n'
REQUESTS = (
    b'{"tool": "polars", "stage": "data", "why": "fast", "id": ""}', b"tool=polars&stage=data&why=fast",
    b"id=00000000-0000-0000-0000-000000000000", b"id=x",
    b'{"revision": 1, "age": 0.5, "public": {"slide": 1, "links": [[]]},'
    b' "private": {"clock": {"started": 1}}, "outline": ["a"]}',
    b'{"command": "go_to", "args": {"slide": 3}}', b"action=pin&id=x", b"token=x",
)  # fmt: skip
WAYS = (
    b"\1\0\0\0", b"\1\0\1\0", b"\1\1\1\0", b"\1\2\1\0", b"\2\4\0\1", b"\1\5\0\1", b"\1\6\1\1", b"\1\7\1\0",
)  # fmt: skip
"""The method, the path, the type and the sender of each of REQUESTS."""
HTTP = (
    b"GET /board.json HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"POST /j/QX7F HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n5\r\ntool=\r\n0\r\n\r\n",
)

TARGETS = {
    target.name: target
    for target in (
        Target(
            "deck",
            deck,
            lambda: led(
                [
                    seed[:3000]
                    for seed in files("tests/deck/decks/*.md", "tests/deck/commands/*.md", "slides/*.md")
                ],
                [bytes([n % len(DIALECTS), 79, 23]) for n in range(40)],
            ),
        ),
        Target(
            "content",
            content,
            lambda: led(
                [files(f"content/{kind}.yaml")[0][:6000] for kind in KINDS],
                [bytes([n]) for n in range(len(KINDS))],
            ),
        ),
        Target("favourites", favourites, favourite_seeds),
        Target("assessment", assessment, lambda: [ANSWERS, b'{"version": 1, "people": [%s]}' % ANSWERS]),
        Target("settings", settings, lambda: [SETTINGS]),
        Target("theme", theme, lambda: [THEME]),
        Target("recording", recording, lambda: [seed[:4000] for seed in files("content/demos/*.cast")[:6]]),
        Target("picture", picture, lambda: files("tests/pictures/example/*.???")),
        Target(
            "emulator",
            emulator,
            lambda: [
                b"\x1b[31;4:3mred\x1b[0m\xff\x1b]8;;http://x\x07l\x1b]8;;\x07\x1b[?1049h\xff\xe6\xbc\xa2\r\n\t"
            ],
        ),
        Target(
            "plain emulator",
            plain_emulator,
            lambda: [b"a\rb\n\x1b[31mred\x1bcnew\xff\xe6\xbc\xa2\x1b]2;t\x07\n"],
        ),
        Target(
            "margin", margin, lambda: [b"# Notes\n\n## One\n\n- mine\n\\## no heading\n\n## Two (2)\n\nx\n"]
        ),
        Target("demo", demo, lambda: files("content/demos/*.py")),
        Target("stream", stream, lambda: [EVENT, OTHERS]),
        Target("index page", index_page, page_seeds),
        Target("saved", saved, place_seeds),
        Target("room", room, lambda: led(REQUESTS, WAYS)),
        Target("http", whole_http, lambda: HTTP),
    )
}
