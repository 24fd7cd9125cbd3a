"""One intervention."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from elements import dates
from elements.models import Source, Term
from interventions.caching import cached
from interventions.citation import by_publisher
from interventions.matrix import realised
from interventions.methods import reads
from interventions.models import Intervention
from interventions.nearest import nearest, traits_of
from interventions.pages.choosing import neighbours
from interventions.prose import TermLinker
from interventions.selection.shortlist import carried

# Facts of the description sheet: (field, title on the page, name when nobody found it).
SHEET = (
    ("goal", "Doel", "doel"),
    ("target_group_text", "Voor wie", "voor wie"),
    ("approach", "Aanpak", "aanpak"),
    ("conditions", "Randvoorwaarden", "randvoorwaarden"),
    ("municipal_role", "Rol van de gemeente", "rol van de gemeente"),
    ("research", "Onderzoek", "onderzoek"),
    ("costs", "Kosten", "kosten"),
    ("materials", "Materiaal", "materiaal"),
)
OTHER_FACTS = (
    ("duration", "hoe lang het duurt"),
    ("owner", "eigenaar"),
    ("started_year", "startjaar"),
    ("website", "website"),
)


@reads
@cached()
def intervention_detail(request, slug):
    intervention = Intervention.objects.published().for_detail().filter(slug=slug).first()
    if intervention is None:
        return _withdrawn(request, slug)
    cells = realised(intervention)
    sources = _sources(intervention, cells)
    context = {
        "intervention": intervention,
        "realised": cells,
        "recognition": _newest_recognition(intervention),
        "recognitions": [_dated(row) for row in intervention.recognitions.all()],
        "newest_source": max((source.date for source in sources), default=""),
        "sheet": [
            (title, getattr(intervention, field), _source_of(intervention, field))
            for field, title, _ in SHEET
            if getattr(intervention, field)
        ],
        "unknown": _unknown(intervention),
        "sources": by_publisher(sources),
        "related": _related(intervention),
        "alike": _alike(request.selection.index, slug),
        "link_terms": TermLinker(
            Term.objects.all(),
            glossary=carried(reverse("pages:term-list"), request.selection.shortlist),
        ),
    }
    return render(request, "pages/intervention_detail.html", context)


def _withdrawn(request, slug):
    """410 for what was public once, with the public reason; 404 for all else."""
    intervention = Intervention.objects.withdrawn().filter(slug=slug).first()
    if intervention is None:
        raise Http404
    change = intervention.status_changes.filter(verb="withdraw").first()
    context = {"intervention": intervention, "reason": change.note if change else ""}
    response = render(request, "errors/410.html", context, status=410)
    response["Cache-Control"] = "no-store"
    return response


def _dated(recognition):
    return {"row": recognition, "has_lapsed": recognition.has_lapsed(dates.today())}


def _newest_recognition(intervention):
    newest = next(iter(intervention.recognitions.all()), None)  # in order of date
    return _dated(newest) if newest else None


def _source_of(intervention, field):
    """The source of a fact that has one of its own."""
    return intervention.municipal_role_source if field == "municipal_role" else None


def _unknown(intervention):
    """The facts that no source gave, by name."""
    names = [(field, name) for field, _, name in SHEET]
    found = [name for field, name in (*names, *OTHER_FACTS) if not getattr(intervention, field)]
    return found if intervention.recognitions.all() else [*found, "erkenning"]


def _sources(intervention, cells) -> set[Source]:
    """Every source that something on the page points to."""
    found = set(intervention.sources.all())
    for cell in cells:
        for statement in cell.statements:
            found |= {statement.source, *statement.extra_sources.all()}
    found |= {row.source for row in intervention.recognitions.all()}
    for field in ("duration_source", "municipal_role_source", "activity_source"):
        if source := getattr(intervention, field):
            found.add(source)
    return found


def _alike(index, slug):
    return neighbours(nearest(index, traits_of(index, slug), without=slug))


def _related(intervention):
    """The published original of a variant, and the published variants of an original."""
    rows = Intervention.objects.published().order_by_name()
    return {
        "original": rows.filter(pk=intervention.variant_of_id).first(),
        "variants": list(rows.filter(variant_of=intervention)),
    }
