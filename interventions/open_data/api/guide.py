"""`/api/`: how to use the API, for people. Its examples are in the template; the tests run them."""

from django.conf import settings
from django.shortcuts import render

from interventions.open_data.api.addresses import PREFIX, VERSION
from interventions.open_data.api.description import PARAMETERS, PATHS
from interventions.open_data.api.parameters import COMBINING, LISTING
from interventions.showing.caching import cached
from interventions.showing.methods import reads


@reads
@cached()
def guide_page(request):
    context = {
        "version": VERSION,
        "start": f"{settings.PUBLIC_URL}{PREFIX}",
        "prefix": PREFIX,
        "operations": PATHS,
        "parameters": {name: PARAMETERS[name] for name in dict.fromkeys((*LISTING, *COMBINING))},
    }
    return render(request, "open_data/api/guide.html", context)
