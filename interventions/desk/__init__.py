"""The editors' desk at `/beheer/`.

Nothing is imported here: `apps.py` is read before there are models. `registry.py` says which page
edits which model.
"""
