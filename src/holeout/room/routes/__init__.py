"""The HTTP of the room, by who asks: the presenter, the audience, and the pages they open."""
