"""Run `holeout` as `python -m holeout`."""

from holeout.cli.main import run

if __name__ == "__main__":
    run()
