"""The codes that only the speaker sees: one for the remote, with its token, and one for the audience."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlsplit

from textual import getters
from textual.binding import Binding, BindingType
from textual.screen import Screen

from holeout.layout.styled import EMPTY, MUTED, Line, Piece, Role, Style, fitted
from holeout.layout.views import code_lines
from holeout.layout.wrap import wrapped_text
from holeout.presenting.commands import Context
from holeout.room.join import qr_rows, remote_url
from holeout.tui.desk.app import DeskApp
from holeout.tui.widgets.key_bar import KeyBar
from holeout.tui.widgets.lines_view import LinesView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from holeout.room.client import RoomAddress

GAP = 3
STRONG = Style(Role.TITLE, bold=True)
PRIVATE = "Esc closes this page, for your eyes alone"
NO_ROOM = "There is no room yet. It opens with the presentation."
CLOSED = (
    "Phones cannot reach this room: it is open on this machine alone. Start the presentation with"
    " `holeout present --lan` to let this network in, or with `--room URL` to use a hosted room."
)
SMALL = "The window is too small for the codes. Make it larger, or type:"


class WaysIn(Screen[None]):
    """Both codes beside each other."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,r,left,h", "back", "Back", show=False)]
    app = getters.app(DeskApp)

    def compose(self) -> ComposeResult:
        """The codes and the bar."""
        yield LinesView(self.app.painting, lambda *size: ways_in(self.app.line.address, *size))
        yield KeyBar(self.app.painting, Context.LISTS)

    def on_resize(self) -> None:
        """There may be room for the codes, or no longer."""
        self._warn()

    def renew(self) -> None:
        """The room may be another."""
        self.query_one(LinesView).renew()
        self._warn()

    def _warn(self) -> None:
        view = self.query_one(LinesView)
        drawn = codes(self.app.line.address, *view.size)
        self.query_one(KeyBar).say(PRIVATE + (": the left code drives." if drawn else "."))

    def action_back(self) -> None:
        """Close the page."""
        self.dismiss()


def ways_in(address: RoomAddress | None, width: int, height: int) -> list[Line]:
    """The page for the room at `address`."""
    if address is None:
        return _words(NO_ROOM, width)
    if _local(address):
        return [
            *_words(CLOSED, width),
            *_typed(address.url, address.token, width, "A browser on this machine"),
        ]
    base, join = _addresses(address)
    lines = codes(address, width, height)
    if not lines:
        return [
            *_words(SMALL, width),
            *_typed(base, address.token, width, "Your remote"),
            *_words(join, width),
        ]
    typed = _typed(base, address.token, width, "Without a camera")
    return [*lines, *typed] if len(lines) + len(typed) <= height else lines


def codes(address: RoomAddress | None, width: int, height: int) -> list[Line]:
    """Both codes beside each other; nothing where phones cannot get in, or there is no room for them."""
    if address is None or _local(address):
        return []
    base, join = _addresses(address)
    columns = _columns(remote_url(base, address.token), join, address.code, width)
    used = sum(map(_width, columns)) + GAP * 3
    return [] if used > width or max(map(len, columns)) > height else _beside(columns)


def _local(address: RoomAddress) -> bool:
    here = urlsplit(address.url).hostname in {"127.0.0.1", "localhost", "::1"}
    return here and not address.join_url


def _addresses(address: RoomAddress) -> tuple[str, str]:
    """Where the remote and the audience get in."""
    join = address.join_url or address.url
    parts = urlsplit(join)
    return f"{parts.scheme}://{parts.netloc}".lower() if address.join_url else address.url, join


def _columns(remote: str, join: str, code: str, width: int) -> tuple[list[Line], list[Line]]:
    own = code_lines(qr_rows(remote))
    everybody = code_lines(qr_rows(join))
    wide = max(len(everybody[0]), min(len(join), width - len(own[0]) - 3 * GAP))
    address = wrapped_text(join, wide, Style(Role.LINK, bold=True))
    told = [(Piece("Code: ", MUTED), Piece(code, STRONG))] if code else []
    return (
        [(Piece("Your remote, for you alone", STRONG),), *own],
        [(Piece("The audience", STRONG),), *everybody, EMPTY, *address, *told],
    )


def _beside(columns: Sequence[list[Line]]) -> list[Line]:
    gap = Piece(" " * GAP)
    left, right = columns
    wide = _width(left)
    rows = range(max(len(left), len(right)))
    return [(gap, *fitted(_row(left, row), wide), gap, *_row(right, row)) for row in rows]


def _row(lines: list[Line], row: int) -> Line:
    return lines[row] if row < len(lines) else EMPTY


def _width(lines: list[Line]) -> int:
    return max(sum(len(piece.text) for piece in line) for line in lines)


def _typed(base: str, token: str, width: int, who: str) -> list[Line]:
    return _words(f"{who}: {base.rstrip('/')}/remote with the token {token}", width)


def _words(text: str, width: int) -> list[Line]:
    return [EMPTY, *((Piece(" " * GAP), *line) for line in wrapped_text(text, max(10, width - 2 * GAP)))]
