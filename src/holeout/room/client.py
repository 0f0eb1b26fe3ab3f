"""The room as a terminal sees it: follow, publish, command, suggest. Imports no server and no database.

`RoomClient.events()` never ends and never raises for a bad network: it says Disconnected, waits, and comes
back. `offer()` and `keep_publishing()` let a presenter hand over each state without waiting for anything.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, Self

from holeout import jsontext
from holeout.problems import HoleoutError
from holeout.room.board import changed
from holeout.room.launch import LocalRoom, start_room
from holeout.room.messages import (
    BoardChanged,
    Clocked,
    CommandReceived,
    Connected,
    Disconnected,
    Message,
    Outlined,
    PresenceChanged,
    StateChanged,
    message_of,
)
from holeout.room.runtime import RoomAddress, find_local_room
from holeout.room.sse import Event, read_events
from holeout.text import clean_line

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Mapping, Sequence
    from types import TracebackType

    import httpx

__all__ = [
    "BoardChanged",
    "Clocked",
    "CommandReceived",
    "Connected",
    "Disconnected",
    "LocalRoom",
    "Message",
    "Outlined",
    "PresenceChanged",
    "RoomAddress",
    "RoomClient",
    "RoomError",
    "StateChanged",
    "find_local_room",
    "start_room",
]

FIRST_WAIT = 0.25
LONGEST_WAIT = 5.0
"""Seconds between tries to come back; each waits twice as long as the one before."""
SILENCE = 40.0
"""Seconds without even a heartbeat after which a connection is taken for dead."""
PATIENCE = 5.0
"""Seconds that one request may take."""


class RoomError(HoleoutError):
    """The room refused, or cannot be reached. `status` is HTTP's; 0 when nobody answered.

    `faults` says what was wrong with which field, `retry_after` after how many seconds to try again.
    """

    def __init__(
        self,
        message: str,
        hint: str = "",
        status: int = 0,
        faults: Mapping[str, str] | None = None,
        retry_after: float = 0.0,
    ) -> None:
        super().__init__(message, hint)
        self.status = status
        self.faults = dict(faults or {})
        self.retry_after = retry_after


class RoomClient:
    """One terminal's line to the room at `url`.

    With a `token` it sees what the presenter sees and may drive. `presenting` says that this is the
    projector itself: a local room stays open for as long as one is connected.
    """

    def __init__(
        self,
        url: str,
        token: str = "",
        *,
        presenting: bool = False,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.url = url.rstrip("/")
        self._token = token
        self._presenting = presenting
        self._transport = transport
        self._http: httpx.AsyncClient | None = None
        self._last_event_id = ""
        self._board: Mapping[str, Any] = {}
        self._offered: Mapping[str, Any] | None = None
        self._offered_at = 0.0
        self._outline: Sequence[str] | None = None
        self._outline_owed = False
        self._has_offer = asyncio.Event()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Let go of the connections."""
        if self._http is not None:
            await self._http.aclose()
            self._http = None

    async def events(self) -> AsyncGenerator[Message, None]:
        """What happens in the room, for ever: whoever starts late gets the whole state and board first."""
        import httpx  # noqa: PLC0415

        wait = FIRST_WAIT
        while True:
            try:
                async with aclosing(self._stream()) as stream:
                    async for message in stream:
                        wait = FIRST_WAIT
                        yield message
                reason, refused = "The room closed the line.", False
            except RoomError as error:
                reason, refused = error.message, error.status in {401, 403, 404}
            except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
                reason, refused = _why(error), False
            yield Disconnected(reason, wait, refused)
            await asyncio.sleep(wait)
            wait = min(LONGEST_WAIT, wait * 2)

    async def publish(self, state: Mapping[str, Any]) -> int:
        """Publish the whole state, `{"public": {...}, "private": {...}}`; gives its revision. Raises RoomError."""
        answer = await self._request("PUT", "/presenter/state", state)
        return int(answer.get("revision", 0))

    def offer(self, state: Mapping[str, Any], outline: Sequence[str] | None = None) -> None:
        """Hand over a state for `keep_publishing`, at once; one that was not sent yet is dropped for it.

        `outline` is the titles of all slides, when they are other ones than before.
        """
        self._offered, self._offered_at = state, time.monotonic()
        if outline is not None:
            self._outline, self._outline_owed = outline, True
        self._has_offer.set()

    async def keep_publishing(self) -> None:
        """Publish what is offered, always the newest, trying again while the room is away; until cancelled."""
        wait = FIRST_WAIT
        while True:
            await self._has_offer.wait()
            self._has_offer.clear()
            try:
                await self._publish_offered()
                wait = FIRST_WAIT
            except RoomError as error:
                if 400 <= error.status < 500 and error.status != 429:
                    continue  # to send the same again would get the same answer
                self._has_offer.set()
                await asyncio.sleep(wait)
                wait = min(LONGEST_WAIT, wait * 2)

    async def _publish_offered(self) -> None:
        # A state that waited for the room is as old as that: its clock has gone on since.
        age = time.monotonic() - self._offered_at
        outline = self._outline if self._outline_owed else None
        more = {"age": age} if outline is None else {"age": age, "outline": list(outline)}
        await self.publish({**(self._offered or {}), **more})
        if outline is self._outline:
            self._outline_owed = False

    async def command(self, name: str, args: Mapping[str, Any] | None = None) -> int:
        """Ask the presenter to do `name`; gives how many projectors heard it. Raises RoomError."""
        answer = await self._request(
            "POST", "/presenter/commands", {"command": name, "args": dict(args or {})}
        )
        return int(answer.get("presenters", 0))

    async def state(self) -> Mapping[str, Any]:
        """What was published last: `revision`, `public`, `private` and when it held, `at`. Raises RoomError."""
        return await self._request("GET", "/presenter/state")

    async def moderate(self, action: str, **args: str) -> None:
        """Change the board. Raises RoomError.

        With `id`: show, hide (`whole="yes"`: all of its card), pin, unpin, thank. With `tool` and `into`: merge;
        with `tool`: split. With `mode` (off, before, after): mode. Alone: done (talking about the one that was
        thanked for), clear (delete all that waits), pause, resume.
        """
        await self._request("POST", "/presenter/board", {"action": action, **args})

    async def moderators_board(self) -> Mapping[str, Any]:
        """The board with all that waits for the speaker, as it is now. Raises RoomError."""
        return await self._request("GET", "/presenter/board")

    async def join(self, code: str) -> str:
        """The device that this terminal is to be in the room `code`: to be kept, and handed in. Raises RoomError."""
        return str((await self._request("GET", f"/j/{code}/device")).get("device", ""))

    async def suggest(
        self,
        code: str,
        tool: str,
        *,
        stage: str = "",
        why: str = "",
        name: str = "",
        suggestion_id: str = "",
        device: str = "",
    ) -> Mapping[str, Any]:
        """Suggest a tool in the room `code`; `suggestion_id` makes a second try the same suggestion.

        Gives what became of it. Without a `device` (see `join`) nobody can change it again, and a second try after
        a lost answer counts as somebody else's. Raises RoomError.
        """
        body = {"tool": tool, "stage": stage, "why": why, "name": name, "id": suggestion_id}
        return await self._request("POST", f"/j/{code}", body, {"x-device": device} if device else {})

    async def withdraw(self, code: str, suggestion_id: str, device: str) -> Mapping[str, Any]:
        """Take one's own suggestion back. Raises RoomError."""
        return await self._send(f"/j/{code}/withdraw", suggestion_id, device)

    async def add_voice(self, code: str, suggestion_id: str, device: str = "") -> Mapping[str, Any]:
        """Say "me too" to a card; its answer's `device` is to be handed in again. Raises RoomError."""
        return await self._send(f"/j/{code}/voice", suggestion_id, device)

    async def remove_voice(self, code: str, suggestion_id: str, device: str) -> Mapping[str, Any]:
        """Take that back. Raises RoomError."""
        return await self._send(f"/j/{code}/voice/end", suggestion_id, device)

    async def _send(self, path: str, suggestion_id: str, device: str) -> Mapping[str, Any]:
        headers = {"x-device": device} if device else {}
        return await self._request("POST", path, {"id": suggestion_id}, headers)

    async def board(self) -> Mapping[str, Any]:
        """The board as it is now. Raises RoomError."""
        return await self._request("GET", "/board.json")

    async def _stream(self) -> AsyncGenerator[Message, None]:
        path = "/presenter/events" if self._token else "/events"
        query = {"as": "presenter"} if self._presenting else {}
        headers = {"last-event-id": self._last_event_id} if self._last_event_id else {}
        import httpx  # noqa: PLC0415

        timeout = httpx.Timeout(PATIENCE, read=SILENCE)
        async with self._client().stream(
            "GET", path, params=query, headers=headers, timeout=timeout
        ) as response:
            if response.status_code != 200:
                await response.aread()
                raise _refusal(response)
            if self._offered is not None:
                self._has_offer.set()  # the room may have been started anew, and know nothing
                self._outline_owed = self._outline is not None
            yield Connected()
            async for event in read_events(response.aiter_lines()):
                self._last_event_id = event.id or self._last_event_id
                if message := self._message(event):
                    yield message

    def _message(self, event: Event) -> Message | None:
        if event.name == "change":
            return self._board_after(event)
        message = message_of(event)
        if isinstance(message, BoardChanged):
            self._board = message.board
        return message

    def _board_after(self, event: Event) -> BoardChanged:
        try:
            self._board = changed(self._board, jsontext.parse(event.data))
        except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
            # Those that follow would not fit either: come back for the whole board.
            self._last_event_id = ""
            raise RoomError("The room's board could not be followed.") from error
        return BoardChanged(self._board)

    async def _request(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Mapping[str, Any]:
        import httpx  # noqa: PLC0415

        try:
            response = await self._client().request(method, path, json=body, headers=dict(headers or {}))
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise RoomError(
                _why(error), hint="Is the room still running? `holeout room` starts one."
            ) from error
        if response.is_error:
            raise _refusal(response)
        return _decoded(response)

    def _client(self) -> httpx.AsyncClient:
        if self._http is None:
            import httpx  # noqa: PLC0415

            headers = {"accept": "application/json"}
            if self._token:
                headers["authorization"] = f"Bearer {self._token}"
            # A proxy from the environment must not get between two terminals of one machine.
            self._http = httpx.AsyncClient(
                base_url=self.url,
                headers=headers,
                timeout=PATIENCE,
                transport=self._transport,
                trust_env=not _is_loopback(self.url),
            )
        return self._http


def _decoded(response: httpx.Response) -> Mapping[str, Any]:
    try:
        found = response.json()
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _refusal(response: httpx.Response) -> RoomError:
    found = _decoded(response)
    words = clean_line(str(found.get("error") or response.text[:200])) or response.reason_phrase
    hint = "The presenter's token is wrong or has changed." if response.status_code == 401 else ""
    faults, wait = found.get("faults"), response.headers.get("retry-after", "")
    return RoomError(
        f"The room answered: {words}",
        hint,
        response.status_code,
        faults if isinstance(faults, dict) else None,
        float(wait) if wait.isdecimal() else 0.0,
    )


def _why(error: Exception) -> str:
    return f"The room cannot be reached ({type(error).__name__})."


def _is_loopback(url: str) -> bool:
    return any(f"//{host}" in url for host in ("127.", "localhost", "[::1]"))
