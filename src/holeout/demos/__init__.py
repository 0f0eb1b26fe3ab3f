"""Demos: environments of their own, processes in a terminal, the emulator that shows them, and recordings."""
