"""What the page of one intervention shows: for the public, and for a preview at the desk."""

from django.urls import reverse

from elements import dates
from elements.models import Term
from interventions.finding.facets import SORTING
from interventions.finding.selection import Selection
from interventions.finding.selection.shortlist import carried
from interventions.models import Intervention
from interventions.models.recognition import newest_of
from interventions.models.statement import counts
from interventions.sheet.document import RESEARCH, sources_of, statements_in_order, value_of
from interventions.showing.citation import by_publisher
from interventions.showing.matrix import realised
from interventions.showing.nearest import Traits, nearest, neighbours, traits_of
from interventions.showing.numbered import numbered
from interventions.showing.prose import TermLinker
from interventions.showing.telling import in_short, missing, sections, years
from interventions.workflow import notices, role_addresses


def portrait(
    intervention: Intervention, selection: Selection, *, traits: Traits | None = None
) -> dict:
    """Everything that the template of the page needs; give a row `for_detail()`.

    `traits` decide what is alike (default: those of the published row).
    """
    cells = realised(intervention)
    sources = sources_of(intervention)
    if traits is None:
        traits = traits_of(selection.index, intervention.slug)
    return {
        "intervention": intervention,
        "realised": cells,
        "numbered": numbered(intervention),
        "recognition": _newest_recognition(intervention),
        "recognitions": [_dated(row) for row in intervention.recognitions.all()],
        "newest_source": max((source.date for source in sources), default=""),
        "short": list(in_short(intervention)),
        "sections": sections(intervention),
        "picture": value_of(intervention, RESEARCH),
        "practice": [cell.element for cell in cells if cell.is_had],
        "places": [(place, years(place)) for place in intervention.places.all()],
        "role_address": role_addresses.shown(intervention),
        "missing": list(missing(intervention)),
        "sources": by_publisher(sources),
        "related": _related(intervention),
        "version": intervention.publications.first(),  # the newest
        "notice": notices.in_force(intervention),
        "alike": neighbours(nearest(selection.index, traits, without=intervention.slug)),
        "link_terms": TermLinker(
            Term.objects.all(),
            glossary=carried(reverse("public:term-list"), selection.shortlist),
        ),
    }


def traits_to_be(intervention: Intervention) -> Traits:
    """The traits that a row would have in the facet index if it were public."""
    had = (one for one in statements_in_order(intervention) if counts(one.kind))
    return {
        "element": tuple(dict.fromkeys(one.element.slug for one in had)),
        **{
            facet.name: tuple(row.slug for row in getattr(intervention, facet.fields[0]).all())
            for facet in SORTING
        },
    }


def _dated(recognition):
    return {"row": recognition, "has_lapsed": recognition.has_lapsed(dates.today())}


def _newest_recognition(intervention):
    newest = newest_of(intervention)
    return _dated(newest) if newest else None


def _related(intervention):
    """The published original of a variant, and the published variants of an original.

    By id, in two steps: in one, a database may walk through all that is published in order of name.
    """
    original, itself = intervention.variant_of_id, intervention.replaces_id or intervention.pk
    variants = Intervention.objects.filter(variant_of=itself).order_by().values_list("pk")
    rows = Intervention.objects.published().order_by_name()
    found = list(rows.filter(pk__in=[original, *(pk for (pk,) in variants)]))
    return {
        "original": next((row for row in found if row.pk == original), None),
        "variants": [row for row in found if row.pk != original],
    }
