"""Decks: Markdown text to slides. `read_deck` in `reader` is the way in; nothing here touches a file."""
