"""Read-only mode: the site is read as always, and nothing is written.

The setting READ_ONLY is for a whole start; the file does the same at once, and stops when it is
taken away.
"""

from django.conf import settings


def is_read_only() -> bool:
    """Whether no form may be taken in now."""
    return settings.READ_ONLY or settings.READ_ONLY_FILE.exists()
