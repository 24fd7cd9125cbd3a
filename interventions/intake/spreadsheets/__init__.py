"""Spreadsheets in: read a file, check every row, write the good ones as concepts.

The desk and `manage.py import_interventions` take the same steps: `tables.read_file`,
`checking.check`, `writing.write`.
"""
