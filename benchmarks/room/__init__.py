"""A room under load: many who send, many who look, and a presenter beside them. `python -m benchmarks.room`."""
