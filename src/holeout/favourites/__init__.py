"""Favourites: the tools that people recommend, in files of their own that merge in any order."""
