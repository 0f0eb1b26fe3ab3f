"""The commands, one module each: they parse arguments, build what they need, and print."""
