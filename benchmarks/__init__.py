"""How fast the public pages are, as multiples of a constant page: `manage.py benchmark`."""
