"""The forms in which favourites leave a file or a room; `export` makes each of them. Quick to load, for help texts."""

from __future__ import annotations

from typing import Final

MEDIA_TYPES: Final = {
    "md": "text/markdown",
    "csv": "text/csv",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "html": "text/html",
    "toml": "application/toml",
}
"""What each is on the web, by its name, which also ends the names of files."""
