"""What a talk knows: the Lifecycle read from YAML, a search over it, and the Assessment. Pure."""
