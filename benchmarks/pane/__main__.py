"""Measure the pane beside its peers in one run, and keep what came out."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from benchmarks import machine
from benchmarks.install import install
from benchmarks.pane import keys, throughput
from benchmarks.run import RESULTS


def main() -> None:
    """Print the tables, and keep them in the results folder."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pane", description=__doc__)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--presses", type=int, default=40, metavar="N", help="presses of each round")
    parser.add_argument("--install", action="store_true", help=f"first make the environment of {keys.PEER}")
    options = parser.parse_args()
    if options.install:
        install(keys.PEER, keys.RECIPE)
    machine.compile_environment()
    facts = ", ".join(f"{key} {value}" for key, value in machine.describe().items())
    head = (
        f"# The pane, {datetime.now(UTC).isoformat(timespec='minutes')}\n\n{facts}. Load average before: "
        f"{machine.load():.2f}. {options.rounds} rounds, everything in turn, in a terminal of 120×40.\n"
        "Compare within this run only."
    )
    text = "\n\n".join(
        (head, throughput.report(options.rounds), keys.report(options.rounds, options.presses))
    )
    print(text)
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / "pane.md").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
