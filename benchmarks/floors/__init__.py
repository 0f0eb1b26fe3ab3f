"""The least that a slide viewer can cost: what the interpreter, Textual and the terminal take for themselves."""
