"""In read-only mode a command that writes says so, and ends with a code that a timer notices."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured

from elements.read_only import is_read_only

# Those that only read, Django's and ours. Any other might write, so it is refused.
READING = frozenset(
    {
        *("backup", "check", "collectstatic", "dbshell", "diffsettings", "doctor", "dumpdata"),
        *("export_site", "findstatic", "help", "inspectdb", "makemigrations", "runserver"),
        *("sendtestemail", "shell", "showmigrations", "sqlmigrate", "test", "version"),
        "write_openapi",
    }
)


def refuse_to_write(arguments: list[str]) -> None:
    """End with a sentence when this command line is not known to read only, in read-only mode."""
    name = arguments[1] if len(arguments) > 1 else "help"
    try:
        is_refused = name.lstrip("-") not in READING and is_read_only()
    except ImproperlyConfigured:
        return  # the command itself says so
    if is_refused:
        sys.stderr.write(
            f"The site is read-only now, and {name} writes in the database: nothing was done. "
            "Take away READ_ONLY=1, or the file var/private/read-only.\n"
        )
        sys.exit(os.EX_TEMPFAIL)
