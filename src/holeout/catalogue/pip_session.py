"""What pip's own session fetches, for a process that cannot import pip itself.

Runs alone, as a script: one JSON line in for each address, one JSON line out. So whatever pip is told by its
configuration files, by the environment, by a keyring or a certificate store holds here as well. The three names of
pip's inside that it rests on have been there since pip 21.2.
"""

from __future__ import annotations

import io
import json
import sys
import zipfile
from importlib import import_module
from typing import Any

ACCEPTED = "application/vnd.pypi.simple.v1+json, text/html;q=0.1, */*;q=0.01"
"""The forms of an index page, the richer first (PEP 691)."""
LARGEST = 64 * 1024 * 1024
LARGEST_METADATA = 4 * 1024 * 1024
RETRIES = 2


def main() -> int:
    """Say what pip is configured for, then fetch what is asked for until nobody asks."""
    try:
        command: Any = import_module("pip._internal.commands").create_command("index")
        options, _ = command.parse_args(["versions", "any"])
        with command.main_context():
            session = command._build_session(options, retries=RETRIES)  # noqa: SLF001
            session.auth.prompting = False
            indexes = [] if options.no_index else [options.index_url, *options.extra_index_urls]
            _say({"pip": import_module("pip").__version__, "indexes": indexes})
            for line in sys.stdin:
                asked = json.loads(line)
                _say(fetch(session, asked["url"], wheel=asked["wheel"]))
    except (ImportError, AttributeError, TypeError) as error:
        _say({"error": f"{type(error).__name__}: {error}"})
        return 1
    except (KeyboardInterrupt, BrokenPipeError):
        return 130
    return 0


def fetch(session: Any, url: str, *, wheel: bool = False) -> dict[str, Any]:
    """The answer to one request, as plain data; `error` where there was none. Of a `wheel`, its metadata."""
    headers = {"Accept": ACCEPTED, "Cache-Control": "max-age=0"}
    try:
        # What requests raises is an OSError; a bad address is a ValueError.
        with session.get(url, headers=headers, stream=True) as response:
            data = b""
            for part in response.iter_content(65536):
                data += part
                if len(data) > LARGEST:
                    return {"error": "the answer is too large"}
            if wheel and response.status_code == 200:
                data = metadata_of(data)
            return {
                "status": response.status_code,
                "type": response.headers.get("Content-Type", ""),
                "url": response.url,
                "text": data.decode("utf-8", errors="replace"),
            }
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError) as error:
        return {"error": f"{type(error).__name__}: {error}"}


def metadata_of(wheel: bytes) -> bytes:
    """The `METADATA` file in a wheel. Raises ValueError when there is none of a sensible size."""
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        for entry in archive.infolist():
            folder, _, name = entry.filename.partition("/")
            if folder.endswith(".dist-info") and name == "METADATA" and entry.file_size < LARGEST_METADATA:
                return archive.read(entry)
    raise ValueError("the wheel has no metadata")


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
