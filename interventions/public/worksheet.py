"""One intervention as a filled-in 'werkblad' in Word."""

from django.http import HttpResponse

from elements import dates
from interventions.public.summaries.choice import newest_public
from interventions.public.summaries.documents import DOCX, as_document, by_place
from interventions.public.summaries.dossier import version_address
from interventions.public.summaries.word.worksheet import Version, worksheet_docx
from interventions.sheet.names import names_of_slugs
from interventions.sheet.older import document_of
from interventions.showing.caching import cached
from interventions.showing.methods import reads
from interventions.showing.withdrawn import withdrawn_page


@reads
@as_document(DOCX, "docx", "attachment", by_place)
@cached()
def intervention_worksheet(request, slug):
    """The intervention as its owner can complete it."""
    publication = newest_public(slug)
    if publication is None:
        return withdrawn_page(request, slug)
    day, address = dates.day_of(publication.at), version_address(publication)
    version = Version(publication.number, day, address, document_of(publication))
    return HttpResponse(worksheet_docx(version, names_of_slugs()))
