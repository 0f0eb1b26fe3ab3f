"""The state of a running talk, its clock and pace, and the registry of commands. Pure."""
