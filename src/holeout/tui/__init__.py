"""The full-screen program, in Textual: application, screens and widgets."""

import os

# Read once by Textual at its import: what follows another update within a period of this waits for the next one.
os.environ.setdefault("TEXTUAL_FPS", "120")
