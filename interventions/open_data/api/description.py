"""`/api/v1/openapi.json`: the description of the API, for programs."""

import json

from django.conf import settings

from interventions.finding.facets import facet_index
from interventions.open_data.api.examples import SITE
from interventions.open_data.api.operations import operations
from interventions.open_data.api.schema import describe
from interventions.open_data.api.views import Operation

# Who publishes, in the copy that is checked in: a site fills in its own.
NOBODY = {
    "name": "Kennisbank Werkzame elementen",
    "contact_email": "redactie@kennisbank.example",
    "licence_name": "CC BY 4.0",
    "licence_url": "https://creativecommons.org/licenses/by/4.0/deed.nl",
}


class Description(Operation):
    schema = None  # it does not describe itself

    def answer(self, asked):
        index = asked.selection.index
        return describe(
            operations, index, public_url=settings.PUBLIC_URL, publisher=settings.PUBLISHER
        )


def text_to_keep() -> str:
    """The description as `docs/openapi.json` holds it, on a base with the launch content."""
    found = describe(operations, facet_index(), public_url=SITE, publisher=NOBODY)
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"
