"""`python -m holeout.room`: the process that a presenter starts beside itself."""

from __future__ import annotations

import argparse
import sys

from holeout.room.options import add_arguments, add_process_arguments, options_from


def main() -> int:
    """Serve a room as the presenter asks."""
    parser = argparse.ArgumentParser(prog="python -m holeout.room", description=__doc__)
    add_arguments(parser)
    add_process_arguments(parser)
    options = options_from(parser.parse_args())
    from holeout.room.server import run_beside_presenter  # noqa: PLC0415  (a wrong option needs no server)

    return run_beside_presenter(options)


if __name__ == "__main__":
    sys.exit(main())
