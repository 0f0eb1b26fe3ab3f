"""`python -m holeout.cli.visit TALK`: the talk for a visitor who must not touch the server's own files."""

from __future__ import annotations

import os
import sys
import tempfile

from holeout.cli.main import main

if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="holeout-visit-") as folder:
        for name in ("DATA", "STATE", "CONFIG", "CACHE", "RUNTIME"):
            os.environ[f"HOLEOUT_{name}"] = os.path.join(folder, name.lower())  # noqa: PTH118
        code = main(["read", *sys.argv[1:]])
    sys.exit(code)
