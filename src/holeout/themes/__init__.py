"""Themes: colours by role, checked for contrast, built in or from a file."""
