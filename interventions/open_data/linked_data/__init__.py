"""Linked data: stable names of things, the same content as data, and the catalogue."""
