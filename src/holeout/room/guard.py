"""What every request meets first, and every answer last.

Host allow-list (DNS rebinding), Origin (forged forms), a limit on the whole process, and security headers.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from collections.abc import Awaitable, Mapping

    from starlette.responses import Response
    from starlette.types import Message, Send

    from holeout.room.limits import Limiter

CONTENT_POLICY = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "img-src 'self'",
    "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
))  # fmt: skip
# Not no-referrer: Chromium then sends `Origin: null` with a form of our own, and no phone could send anything.
HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"content-security-policy", CONTENT_POLICY.encode()),
    (b"referrer-policy", b"same-origin"),
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
    (b"cache-control", b"no-store"),
)
"""What every answer says, unless it says otherwise itself."""
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Hosts:
    """The names by which this room may be called, lower case and without a port.

    `origin` is what browsers call it behind a proxy that changes the Host header; empty without one.
    """

    names: frozenset[str] = field(default_factory=frozenset)
    origin: str = ""

    def allow(self, header: str) -> bool:
        """Whether a Host header names this room."""
        return _host_name(header) in self.names


@lru_cache(maxsize=64)
def _host_name(header: str) -> str:
    try:
        return urlsplit(f"//{header}").hostname or ""
    except ValueError:
        return ""


class Guard:
    """Decides whether a request is answered at all."""

    def __init__(self, hosts: Hosts, limiter: Limiter) -> None:
        self._hosts = hosts
        self._limiter = limiter

    def refusal(self, method: str, headers: Mapping[str, str]) -> Response | None:
        """What to answer instead, or None."""
        if wait := self._limiter.request():
            return busy(wait)
        if not self._hosts.allow(headers.get("host", "")):
            return PlainTextResponse("This room does not go by that name.", 421)
        if method not in SAFE_METHODS and not is_own(headers, self._hosts.origin):
            return PlainTextResponse("Another site sent this; it was not accepted.", 403)
        return None


class Sender:
    """Sends an answer with the headers that every answer has; `started` once it has begun."""

    __slots__ = ("_send", "started")

    def __init__(self, send: Send) -> None:
        self._send = send
        self.started = False

    def __call__(self, message: Message) -> Awaitable[None]:
        """Send one message of the answer."""
        if message["type"] == "http.response.start":
            self.started = True
            said = message["headers"] = [*message.get("headers", ())]
            names = {name for name, _ in said}
            said += [pair for pair in HEADERS if pair[0] not in names]
        return self._send(message)


def is_own(headers: Mapping[str, str], public_origin: str = "") -> bool:
    """Whether a page of this room, or a program that is no browser, sent the request.

    A browser names the sending page's origin with every POST; a terminal has neither origin nor cookies.
    """
    if headers.get("sec-fetch-site") in {"cross-site", "same-site"}:
        return False
    origin = headers.get("origin")
    if origin is None:
        return "cookie" not in headers
    try:
        own = urlsplit(origin).netloc.lower() == headers.get("host", "").lower()
        return origin != "null" and (own or (bool(public_origin) and origin.lower() == public_origin))
    except ValueError:
        return False


def busy(wait: float, status: int = 503) -> Response:
    """An answer that says when to try again, in seconds."""
    return PlainTextResponse("Too much at once. Try again in a moment.", status, headers=retry_after(wait))


def retry_after(wait: float) -> dict[str, str]:
    """The header that says when to try again; `wait` is seconds."""
    return {"retry-after": str(max(1, math.ceil(wait)))}
