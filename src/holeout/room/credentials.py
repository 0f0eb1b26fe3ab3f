"""Codes, tokens and cookies of one room. All are made from the room's secret, so that they outlive a restart.

Nothing here says who somebody is: a device is a random number in a cookie, and an actor is what the room
stores instead of it, different in every room.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import time
from base64 import b32encode

from holeout.problems import HoleoutError

CODE_LETTERS = "23456789CFGHJMPQRVWX"
"""Letters and digits that are not mistaken for each other when read from a wall or heard."""
CODE_LENGTH_HERE = 4
"""For a room that only a local network reaches."""
CODE_LENGTH_INTERNET = 6
"""64 million codes, for a room that everybody reaches."""
REMEMBERED = 50_000
"""Devices whose signature is not checked again."""


def new_code(length: int) -> str:
    """A random room code."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(length))


def checked_code(text: str) -> str:
    """A code that a person chose, in capitals; empty stays empty. Raises HoleoutError for what is no code."""
    if text and not re.fullmatch(r"[A-Za-z0-9]{4,12}", text):
        raise HoleoutError(f"{text!r} is no code for a room.", hint="Use 4 to 12 letters and digits.")
    return text.upper()


def new_secret() -> bytes:
    """What all of a room's tokens and cookies are made from."""
    return secrets.token_bytes(32)


class _Randomness:
    """The system's random bytes, fetched many at a time: each fetch lets another thread of the room run first."""

    def __init__(self) -> None:
        self._bytes = b""
        self._at = 0

    def number(self, size: int) -> int:
        """A random number of `size` bytes. Only for what need not be kept secret from a copy of this process."""
        if self._at + size > len(self._bytes):
            self._bytes, self._at = secrets.token_bytes(4096), 0
        self._at += size
        return int.from_bytes(self._bytes[self._at - size : self._at])


_random = _Randomness()
_RANDOM_BITS = ~(0xF << 76 | 0x3 << 62)
_VERSION_BITS = 0x7 << 76 | 0x2 << 62


def new_id() -> str:
    """A UUID of version 7 (RFC 9562): random, and in order of time, which databases like."""
    milliseconds = time.time_ns() // 1_000_000
    digits = f"{milliseconds << 80 | (_random.number(10) & _RANDOM_BITS) | _VERSION_BITS:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


class Keys:
    """What a room's secret opens. `token` overrides the presenter's token that is made from the secret."""

    def __init__(self, secret: bytes, token: str = "") -> None:
        self._secret = secret
        self.token = token or self._digest("presenter", length=32)
        self._actors: dict[str, str] = {}

    def is_presenter(self, token: str) -> bool:
        """Whether `token` is the presenter's; takes as long for a near miss as for a wild guess."""
        return hmac.compare_digest(token.encode(), self.token.encode())

    @property
    def session(self) -> str:
        """The cookie that a phone gets in exchange for the token. It ends when the token changes."""
        return self._digest(f"session:{self.token}", length=40)

    def is_session(self, cookie: str) -> bool:
        """Whether `cookie` is the one that the token was exchanged for."""
        return hmac.compare_digest(cookie.encode(), self.session.encode())

    def new_device(self) -> str:
        """The cookie of a device that comes for the first time."""
        device = secrets.token_hex(8)
        return f"{device}.{self._digest(f'device:{device}', length=20)}"

    def is_device(self, cookie: str) -> bool:
        """Whether the room made `cookie`."""
        device, _, signature = cookie.partition(".")
        expected = self._digest(f"device:{device}", length=20)
        return bool(device) and hmac.compare_digest(signature.encode(), expected.encode())

    def actor_of(self, cookie: str) -> str:
        """The actor of a device, or nothing for a cookie that the room did not make. Remembers who came last."""
        if (known := self._actors.get(cookie)) is not None:
            return known
        if not self.is_device(cookie):
            return ""
        if len(self._actors) >= REMEMBERED:
            del self._actors[next(iter(self._actors))]
        return self._actors.setdefault(cookie, self.actor(cookie))

    def actor(self, cookie: str) -> str:
        """What the room stores of a device: nobody without the secret can lead it back, or to another room."""
        return self._digest(f"actor:{cookie.partition('.')[0]}", length=16)

    def _digest(self, purpose: str, length: int) -> str:
        mac = hmac.digest(self._secret, purpose.encode(), hashlib.sha256)
        return b32encode(mac).decode().lower().rstrip("=")[:length]
