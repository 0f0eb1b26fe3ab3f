"""Run the benchmarks inside one process and print their tables."""

from __future__ import annotations

import argparse
from importlib import import_module

PARTS = ("splitting", "merging", "finding")


def main() -> None:
    """Print a table for each part."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.inside")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; default: all")
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"no {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    for part in options.parts or PARTS:
        print(import_module(f"benchmarks.inside.{part}").report(options.rounds), end="\n\n", flush=True)


if __name__ == "__main__":
    main()
