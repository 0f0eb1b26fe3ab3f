"""Where a room listens, and by which names it may be called."""

from __future__ import annotations

import errno
import socket
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from holeout.problems import HoleoutError
from holeout.room.guard import Hosts
from holeout.room.join import lan_address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holeout.room.options import Options

LOOPBACK = "127.0.0.1"
_HERE = frozenset({LOOPBACK, "localhost", "::1"})
_TRIES = 10
"""A free port on one address may be taken on the other."""
_BACKLOG = 2048


@dataclass(frozen=True, slots=True)
class Place:
    """The open sockets. `url` is for terminals here, `public` for the audience: empty if only this machine gets in."""

    sockets: tuple[socket.socket, ...]
    url: str
    public: str
    hosts: Hosts


def find_place(options: Options) -> Place:
    """Open the sockets that `options` ask for: on this machine alone unless they say more. Raises HoleoutError."""
    addresses = _addresses(options)
    sockets = _bind(addresses, options.port)
    port = sockets[0].getsockname()[1]
    outside = _outside(addresses)
    public = options.public_url.rstrip("/") or (f"http://{_bracketed(outside)}:{port}" if outside else "")
    names = {*_HERE, *addresses, outside, (urlsplit(public).hostname or "")} - {""}
    here = LOOPBACK if _is_any(addresses[0]) else addresses[0]
    return Place(
        tuple(sockets),
        f"http://{_bracketed(here)}:{port}",
        public,
        Hosts(frozenset(name.lower() for name in names), origin=_origin(options.public_url)),
    )


def _addresses(options: Options) -> list[str]:
    if options.host:
        return [options.host]
    if not options.lan:
        return [LOOPBACK]
    if not (found := lan_address()):
        raise HoleoutError(
            "This machine is on no network.",
            hint="Join the room's Wi-Fi or open a hotspot, then start again.",
        )
    return [LOOPBACK, found]


def _outside(addresses: Sequence[str]) -> str:
    last = addresses[-1]
    if _is_any(last):
        return lan_address()
    try:
        return "" if ip_address(last).is_loopback else last
    except ValueError:  # a name
        return "" if last == "localhost" else last


def _bind(addresses: Sequence[str], port: int) -> list[socket.socket]:
    for _ in range(_TRIES):
        sockets: list[socket.socket] = []
        try:
            for address in addresses:
                wanted = sockets[0].getsockname()[1] if sockets else port
                sockets.append(_listen(address, wanted))
        except OSError as error:
            for opened in sockets:
                opened.close()
            if error.errno == errno.EADDRINUSE and sockets and not port:
                continue
            raise HoleoutError(
                f"The room cannot listen on {addresses[len(sockets)]}:{port}: {error.strerror or error}.",
                hint="Choose another --port, or leave it out for any free one.",
            ) from error
        return sockets
    raise HoleoutError("No port is free on all addresses.", hint="Choose one with --port.")


def _listen(address: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            with suppress(OSError):
                made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        made.bind((address, port))
        made.listen(_BACKLOG)
    except BaseException:
        made.close()
        raise
    return made


def _is_any(address: str) -> bool:
    return address in {"0.0.0.0", "::"}  # noqa: S104  (recognised, not bound)


def _bracketed(address: str) -> str:
    return f"[{address}]" if ":" in address else address


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower() if parts.netloc else ""
