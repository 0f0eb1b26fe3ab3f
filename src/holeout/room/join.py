"""The way in for phones: the address on the local network, a short link, and its QR code.

The link is in capitals, for a QR code then needs a quarter fewer modules (ISO/IEC 18004, alphanumeric mode).
"""

from __future__ import annotations

import re
import socket
from io import BytesIO
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from holeout.problems import HoleoutError

QUIET = 2
"""Light modules around the code. The standard asks for 4; readers are content with 2, and 80x24 is small."""
UPPER_HALF = "▀"
Matrix = tuple[tuple[bool, ...], ...]
"""Rows of modules, True where it is dark."""


def lan_address() -> str:
    """This machine's address on the network that leads outside, or empty without one. Sends nothing."""
    for family, somewhere in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as probe:
                probe.connect((somewhere, 9))
                address = str(probe.getsockname()[0])
        except OSError:
            continue
        if not (ip_address(address).is_loopback or ip_address(address).is_unspecified):
            return address
    return ""


def join_url(base: str, code: str) -> str:
    """What the audience opens: `HTTP://192.168.1.23:8080/J/QX7F`. A path of its own, or none, stays as it is."""
    parts = urlsplit(base)
    path = parts.path.rstrip("/")
    return f"{parts.scheme.upper()}://{parts.netloc.upper()}{path}/J/{code.upper()}"


def read_join_url(text: str, code: str = "") -> tuple[str, str]:
    """The room's address and its code, from what an audience is told; `code` where that says none.

    Raises HoleoutError for what is no address of a room.
    """
    parts = _parts(text.strip())
    found = re.fullmatch(r"/j/([a-z0-9]{4,12})/?", parts.path, re.IGNORECASE) if parts else None
    if parts is None or not (found or parts.path in {"", "/"}):
        raise HoleoutError(
            f"{text!r} is no address of a room", hint="it looks like http://192.168.1.23:8080/j/QX7F"
        )
    return f"{parts.scheme}://{parts.netloc.lower()}", (found[1] if found else code).upper()


def _parts(text: str) -> SplitResult | None:
    try:
        parts = urlsplit(text if "://" in text else f"http://{text}")
        good = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return None
    return parts if good else None


def remote_url(base: str, token: str) -> str:
    """What opens the remote on the speaker's phone. What is after the # is never sent or logged.

    The path is short, for a smaller code.
    """
    parts = urlsplit(base)
    return f"{parts.scheme.lower()}://{parts.netloc.lower()}/r#{token}"


def qr_matrix(text: str, quiet: int = QUIET) -> Matrix:
    """The QR code of `text`, at error correction level M, with `quiet` light modules around it."""
    import segno  # noqa: PLC0415

    code = segno.make(text, error="m", boost_error=False, micro=False)
    return tuple(tuple(bool(module) for module in row) for row in code.matrix_iter(border=quiet))


def half_blocks(matrix: Matrix) -> tuple[tuple[tuple[bool, bool], ...], ...]:
    """`matrix` two rows to a cell: (upper is dark, lower is dark) for each cell.

    Paint every cell as UPPER_HALF with the upper module as foreground and the lower as background, in two
    explicit colours, dark on light: a code that takes the theme's colours, or spaces, is often not read.
    """
    rows = [*matrix, tuple(False for _ in matrix[0])] if len(matrix) % 2 else list(matrix)
    return tuple(
        tuple(zip(upper, lower, strict=True)) for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    )


def qr_rows(text: str, quiet: int = QUIET) -> tuple[tuple[tuple[bool, bool], ...], ...]:
    """The rows of cells of the QR code of `text`; see `half_blocks`."""
    return half_blocks(qr_matrix(text, quiet))


def qr_svg(text: str) -> bytes:
    """The QR code of `text` as a picture, dark on light whatever the page around it."""
    import segno  # noqa: PLC0415

    picture = BytesIO()
    code = segno.make(text, error="m", boost_error=False, micro=False)
    code.save(picture, kind="svg", scale=8, border=4, dark="#000", light="#fff", xmldecl=False, svgclass=None)
    return picture.getvalue()
