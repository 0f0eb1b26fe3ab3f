"""Bodies of requests: read up to a limit, decoded, and refused in words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException

from holeout.room.asked import content_type, header, is_json

if TYPE_CHECKING:
    from starlette.requests import Request

MAX_BODY = 8 * 1024
"""Bytes that anybody may send."""
MAX_STATE = 512 * 1024
"""Bytes that the presenter may publish: a slide's text and notes."""
MAX_FIELDS = 16


async def read_body(request: Request, limit: int = MAX_BODY) -> bytes:
    """The body, read no further than `limit` bytes. Raises HTTPException 413 beyond."""
    announced = header(request, "content-length")
    if announced.isdecimal() and int(announced) > limit:
        raise HTTPException(413, f"At most {limit} bytes can be sent here.")
    body = b""
    async for chunk in request.stream():
        body = body + chunk if body else chunk
        if len(body) > limit:
            raise HTTPException(413, f"At most {limit} bytes can be sent here.")
    return body


async def read_json(request: Request, limit: int = MAX_BODY) -> Any:
    """The body as JSON. Raises HTTPException 413, 415 or 422."""
    if not is_json(request):
        raise HTTPException(415, "Send application/json.")
    body = await read_body(request, limit)
    try:
        return _DECODER.decode(body.decode())
    except (ValueError, RecursionError) as error:
        raise HTTPException(422, "That is no JSON, or it nests too deep.") from error


async def read_form(request: Request) -> dict[str, str]:
    """The body as the fields of a form; the last of a name counts. Raises HTTPException 413, 415 or 422."""
    if content_type(request) != "application/x-www-form-urlencoded":
        raise HTTPException(415, "Send a form.")
    body = await read_body(request)
    try:
        return dict(
            parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MAX_FIELDS, errors="strict")
        )
    except ValueError as error:  # UnicodeDecodeError is one
        raise HTTPException(422, "The form could not be read.") from error


async def read_fields(request: Request) -> dict[str, str]:
    """The fields of a form, or the texts of a JSON object: pages send the one, terminals the other."""
    if not is_json(request):
        return await read_form(request)
    body = await read_json(request)
    if not isinstance(body, dict):
        raise HTTPException(422, "Send an object.")
    return {key: value for key, value in body.items() if isinstance(value, str)}


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number in JSON")


_DECODER = json.JSONDecoder(parse_constant=_no_constant)
