"""Widgets that paint ready-made lines."""
