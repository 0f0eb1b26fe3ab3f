"""Run `holeout` as `python -m holeout`."""

from holeout.cli.entry import run

if __name__ == "__main__":
    run()
