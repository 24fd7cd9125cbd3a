"""Linked data: stable names of things, the same content as Turtle and JSON-LD, and the catalogue."""
