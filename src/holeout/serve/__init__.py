"""The program in a browser: one process a visitor, behind a page that asks nobody else for anything."""
