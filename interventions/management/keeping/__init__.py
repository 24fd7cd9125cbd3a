"""Keeping what was written: backups, restoring them, and moving to another kind of database."""
