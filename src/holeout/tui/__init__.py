"""The full-screen program, in Textual: application, screens and widgets."""
