"""The terminal pane measured beside pyte and textual-terminal: `python -m benchmarks.pane`."""
