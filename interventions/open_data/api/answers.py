"""What the operations answer, as plain data in the shape of the public contract."""

from collections.abc import Iterable
from dataclasses import replace
from typing import cast

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from elements.models import Element
from interventions.finding.selection import Selection
from interventions.finding.selection.combining import Question
from interventions.finding.selection.selection import PAGE_SIZE
from interventions.models import Intervention
from interventions.open_data.api.addresses import link
from interventions.open_data.api.listing import listed_documents, versions_of
from interventions.open_data.api.parameters import Asked
from interventions.open_data.api.problems import problem
from interventions.sheet import SOURCE_FIELDS
from interventions.sheet.document import element_document, intervention_document
from interventions.sheet.permanent import permanent, with_permanent


def listed(asked: Asked) -> dict:
    """A page of interventions; raises Http404 beyond the last page."""
    selection = asked.selection
    if selection.page > selection.page_count:
        raise Http404
    rows = listed_documents(selection.page_ids, day=selection.index.day)
    return {
        "aantal": selection.total,
        "pagina": selection.page,
        "perPagina": selection.page_size,
        "_links": _page_links(selection),
        "facetten": selection.counts,
        "resultaten": [
            {**rows[pk], "_links": _intervention_links(rows[pk]["slug"])}
            for pk in selection.page_ids
            if pk in rows
        ],
    }


def one_intervention(asked: Asked, slug: str) -> dict | HttpResponse:
    """Everything that is public about an intervention.

    What was public once is a 410 without a word about it; for all else it raises Http404.
    """
    rows = Intervention.objects.published().for_detail()
    row = rows.select_related(*SOURCE_FIELDS, "variant_of").filter(slug=slug).first()
    if row is None and Intervention.objects.withdrawn().filter(slug=slug).exists():
        return problem(410)
    if row is None:
        raise Http404
    version = versions_of("intervention", [row.pk]).get(row.pk)
    document = intervention_document(row, version=version, day=asked.selection.index.day)
    [named] = with_permanent([document])
    return {**named, "_links": _intervention_links(slug)}


def elements(asked: Asked) -> dict:
    """All working elements, in order."""
    rows = list(Element.objects.public().select_related("source"))
    return {
        "aantal": len(rows),
        "_links": {"self": link("werkzame-elementen")},
        "resultaten": _element_documents(rows),
    }


def one_element(asked: Asked, slug: str) -> dict:
    """Everything about a working element; raises Http404 when there is no such element."""
    row = get_object_or_404(Element.objects.public().select_related("source"), slug=slug)
    return _element_documents([row])[0]


def combined(asked: Asked) -> dict:
    """The smallest sets that cover the elements asked for, at most 200 of them."""
    question = cast(Question, asked.question)  # read, as `met` is one of its parameters
    found, slugs = question.answer, list(question.index.positions)
    if set(question.required) & {value for name, value in asked.others if name == "zonder"}:
        found = replace(found, size=0, total=0, sets=[])
    return {
        "elementen": list(question.wanted),
        "grootte": found.size,
        "aantal": found.total,
        "combinaties": [[slugs[place] for place in places] for places in found.sets],
        "nietGedekt": list(found.uncovered),
    }


# --- Rows -----------------------------------------------------------------------------------------


def _element_documents(rows: Iterable[Element]) -> list[dict]:
    versions = versions_of("element", [row.pk for row in rows])
    return [
        {
            "id": permanent("element", row.slug),
            **element_document(row),
            **({"uitGebruikSinds": row.retired_on.isoformat()} if row.retired_on else {}),
            "versie": versions.get(row.pk),
            "_links": {
                "self": link(f"werkzame-elementen/{row.slug}"),
                "alternate": _page("public:element-detail", row.slug),
                "interventies": link("interventies", [("element", row.slug)]),
            },
        }
        for row in rows
    ]


# --- Links ----------------------------------------------------------------------------------------


def _page(name: str, slug: str) -> dict[str, str]:
    """The page for people about the same."""
    return {"href": f"{settings.PUBLIC_URL}{reverse(name, args=[slug])}"}


def _intervention_links(slug: str) -> dict:
    return {
        "self": link(f"interventies/{slug}"),
        "alternate": _page("public:intervention-detail", slug),
    }


def _page_links(selection: Selection) -> dict:
    page, last = selection.page, selection.page_count
    return {
        "self": _page_link(selection, page),
        "next": _page_link(selection, page + 1) if page < last else None,
        "prev": _page_link(selection, page - 1) if page > 1 else None,
    }


def _page_link(selection: Selection, page: int) -> dict[str, str]:
    size = selection.page_size
    sized = [] if size == PAGE_SIZE else [("perPagina", str(size))]
    return link("interventies", [*selection.but(page=page).pairs(), *sized])
