"""Blocks and pages to lines of styled text of a width, before any terminal. Pure."""
