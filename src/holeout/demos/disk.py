"""What folders take on disk, with what they share counted once."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


class Disk:
    """Adds folders up. A file that is in several of them under hard links is counted with the first alone."""

    def __init__(self) -> None:
        self._seen: set[tuple[int, int]] = set()

    def add(self, folder: Path) -> int:
        """Bytes of the files in `folder` that are in no folder added before."""
        total = 0
        for root, _, names in os.walk(folder):
            for name in names:
                with suppress(OSError):
                    status = (Path(root) / name).lstat()
                    if (key := (status.st_dev, status.st_ino)) not in self._seen:
                        self._seen.add(key)
                        total += status.st_size
        return total


def size_of(folder: Path) -> int:
    """Bytes of the files in `folder`."""
    return Disk().add(folder)


def megabytes(count: int) -> str:
    """`count` bytes for a reader: `24 MB`, `1.9 GB`, `<1 MB`."""
    if count >= 1e9:
        return f"{count / 1e9:.1f} GB"
    return f"{count / 1e6:.0f} MB" if count >= 1e6 or not count else "<1 MB"
