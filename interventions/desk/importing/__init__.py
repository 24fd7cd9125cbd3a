"""Spreadsheets at the desk: upload, preview, read in, and follow what came of it."""
