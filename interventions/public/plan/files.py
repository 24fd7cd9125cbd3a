"""The plan as a file, and the checklist of one intervention."""

from django.http import HttpResponse

from elements import dates
from elements.models import Element
from interventions.public.plan.checklist import intervention_checklist as checklist_of
from interventions.public.summaries.choice import newest_public
from interventions.public.summaries.content import Reading
from interventions.public.summaries.documents import DOCX, as_document
from interventions.public.summaries.dossier import version_address
from interventions.public.summaries.word.files import summary_docx
from interventions.sheet.names import names_of_slugs
from interventions.sheet.older import document_of
from interventions.showing.caching import cached
from interventions.showing.methods import reads
from interventions.showing.withdrawn import withdrawn_page
from interventions.workflow import notices


@reads
@as_document(DOCX, "docx", "attachment", lambda path: f"{path.stem}-{path.parent.name}")
@cached()
def intervention_checklist(request, slug):
    """A page to fill in for each element that the intervention has by its sources."""
    publication = newest_public(slug)
    if publication is None:
        return withdrawn_page(request, slug)
    day = dates.today()
    summary = checklist_of(
        publication,
        Reading(document_of(publication), list(Element.objects.public()), names_of_slugs()),
        version_address(publication),
        notice=notices.in_words(notices.in_force(publication.subject)),
        day=day,
    )
    return HttpResponse(summary_docx(summary, day=day))
