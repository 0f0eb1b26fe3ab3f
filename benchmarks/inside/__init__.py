"""Parts of holeout measured inside one process, each beside a floor: `python -m benchmarks.inside`."""
