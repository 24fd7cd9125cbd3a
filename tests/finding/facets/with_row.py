"""The site with another table of facets, in a process of its own, on a base that it only reads.

`python -m tests.finding.facets.with_row BASE TABLE ADDRESS...` prints the answers as JSON, by
address; TABLE is the file that is read in the place of the table.
"""

import json
import sys
from importlib.util import spec_from_file_location
from types import SimpleNamespace

import django
from django.conf import settings
from django.test import Client

NAME = "interventions.finding.facets.table"
STORAGE = "django.contrib.staticfiles.storage.StaticFilesStorage"


def main(base: str, table: str, *addresses: str) -> None:
    # What finds the other table where the site asks for its own.
    finder = SimpleNamespace(
        find_spec=lambda name, *_: spec_from_file_location(name, table) if name == NAME else None
    )
    sys.meta_path.insert(0, finder)
    settings.DATABASES["default"]["NAME"] = base
    settings.STORAGES["staticfiles"] = {"BACKEND": STORAGE}
    settings.ALLOWED_HOSTS = ["testserver"]
    django.setup()
    found = {address: Client().get(address).getvalue().decode() for address in addresses}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
