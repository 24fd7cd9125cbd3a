"""The published versions of an intervention or an element, and what changed between two."""

from collections.abc import Container, Iterator

from django.http import Http404
from django.shortcuts import get_object_or_404, render

from elements import dates
from elements.models import Element, Source
from elements.references import reference
from elements.text import fold
from interventions.models import Intervention, Publication, Version
from interventions.models.recognition import is_past
from interventions.sheet import VERSION, Kind, shown_in
from interventions.sheet.differences import LISTS, differences
from interventions.sheet.document import RESEARCH, source_key
from interventions.sheet.names import names_of_slugs
from interventions.sheet.older import NOT_KNOWN, UNKNOWN_THEN, document_of
from interventions.showing.caching import cached
from interventions.showing.citation import source_of
from interventions.showing.methods import reads
from interventions.showing.numbered import numbered
from interventions.showing.withdrawn import withdrawn_page
from interventions.workflow import notices


@reads
@cached(also=("van", "tot"))
def intervention_versions(request, slug):
    """The list; with `van` and `tot`, the numbers of two versions, what changed between them."""
    intervention = Intervention.objects.published().filter(slug=slug).first()
    if intervention is None:
        return withdrawn_page(request, slug)
    return _versions(request, intervention, Publication.objects.for_intervention(intervention))


@reads
@cached()
def intervention_version(request, slug, number):
    intervention = Intervention.objects.published().filter(slug=slug).first()
    if intervention is None:
        return withdrawn_page(request, slug)
    versions = Publication.objects.for_intervention(intervention)
    return _version(request, "public/version_detail.html", intervention, versions, number)


@reads
@cached(also=("van", "tot"))
def element_versions(request, slug):
    element = get_object_or_404(Element.objects.public(), slug=slug)
    return _versions(request, element, Publication.objects.for_element(element))


@reads
@cached()
def element_version(request, slug, number):
    element = get_object_or_404(Element.objects.public(), slug=slug)
    versions = Publication.objects.for_element(element)
    return _version(request, "public/element_version.html", element, versions, number)


def _versions(request, thing, publications):
    versions = list(publications)
    by_number = {str(version.number): version for version in versions}
    asked = {name: request.GET.get(name, "") for name in ("van", "tot")}
    unknown = {name: value for name, value in asked.items() if value and value not in by_number}
    request.has_faults = bool(unknown)
    old, new = by_number.get(asked["van"]), by_number.get(asked["tot"])
    public = request.selection.index.positions
    context = {
        "thing": thing,
        "is_element": isinstance(thing, Element),
        "versions": versions,
        "unknown": unknown,
        "old": old,
        "new": new,
        "changed_sources": _changed_sources(publications),
        "incomplete": any(asked.values()) and not (old and new),
        "not_known": NOT_KNOWN,
        "differences": differences(
            _as_public(document_of(old), public),
            _as_public(document_of(new), public),
            names_of_slugs(),
        )
        if old and new
        else [],
    }
    return render(request, "public/version_list.html", context)


def _changed_sources(publications) -> list[Version]:
    """The changes of sources that these versions name, newest first."""
    changes = Version.objects.changes().filter(source__publications__in=publications)
    return [*changes.select_related("source").distinct().order_by("-at", "-pk")]


def _as_public(document: dict, public: Container[str]) -> dict:
    """Without what it was a version of, when that has been withdrawn since."""
    original = document.get("variantVan")
    return {**document, "variantVan": original if original in public else None}


def _version(request, template, thing, publications, number):
    # Compared here: a number that no database can hold is no version either.
    versions = {version.number: version for version in publications.only("number", "at")}
    if number not in versions:
        raise Http404
    version = publications.get(number=number)
    document = document_of(version)
    context = {
        "thing": thing,
        "version": version,
        "document": document,
        "facts": list(_facts(document)),
        "is_current": number == max(versions),
        "notice": notices.in_force(thing),  # what is disputed may stand in any version
        "names": names_of_slugs(),
        "numbered": numbered(thing) if isinstance(thing, Intervention) else {},
        "sorting": LISTS,
        "not_known": NOT_KNOWN,
        "elements": {element.slug: element for element in Element.objects.public()},
        "sources": {source.slug: source for source in _sources(document)},
        "lapsed": [
            row for row in document.get("erkenningen", ()) if _has_lapsed(row["geldigTot"] or "")
        ],
    }
    return render(request, template, context)


def _facts(document: dict) -> Iterator[tuple[str, str, str, str | None]]:
    """(key, title, text, slug of its own source) of what the sheet says here, or did not know."""
    for fact in shown_in(VERSION):
        if fact is RESEARCH:
            continue  # drawn at the top
        value = document.get(fact.key)
        if fact.key in document.get(UNKNOWN_THEN, ()):
            yield fact.key, fact.title(VERSION), NOT_KNOWN, None
        elif value:
            text = "\n".join(filter(None, value.values())) if fact.kind is Kind.PARTS else value
            yield fact.key, fact.title(VERSION), text, document.get(source_key(fact))


def _sources(document: dict) -> list[Source]:
    """The sources as the version has them, in the order of a list of references."""
    rows = map(source_of, document["bronnen"])
    return sorted(rows, key=lambda row: fold(reference(row)))


def _has_lapsed(expires: str) -> bool:
    return is_past(expires, dates.today())
