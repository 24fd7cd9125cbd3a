"""Browse and search: the list of interventions with its facets."""

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import islice

from django.http import Http404, JsonResponse
from django.shortcuts import render
from markupsafe import escape

from elements.models import Element
from elements.text import first_sentence
from interventions.finding.facets import FACETS
from interventions.finding.search.snippets import has_hit, marked, snippets
from interventions.finding.search.suggestions import suggestions
from interventions.finding.selection import Selection, sentence
from interventions.finding.selection.fields import TEXT_LENGTH
from interventions.models import OtherDatabank, TargetGroup
from interventions.public.answers import answers
from interventions.sheet.research import KINDS
from interventions.showing.caching import cached
from interventions.showing.cards import kept_cards
from interventions.showing.downloads import FILES
from interventions.showing.matrix import Named, Realised, public_elements, realising
from interventions.showing.methods import reads

FEW = 3
MOST_CONTRASTS = 10
SORT_LABELS = {
    "relevantie": "Beste treffer eerst",
    "naam": "Naam, van a tot z",
    "nieuwste": "Laatst gepubliceerd eerst",
    "elementen": "Meeste elementen genoemd eerst",
}


@reads
@cached()
def intervention_list(request):
    selection = request.selection
    if selection.page > selection.page_count:
        raise Http404
    elements = {element.slug: element for element in public_elements(selection.index)}
    nearly = _nearly(selection)
    context = {
        "selection": selection,
        "sentence": sentence(selection),
        "facets": [
            row for facet in FACETS if (row := _facet(selection, facet, elements))["values"]
        ],
        "chips": list(_chips(selection)),
        "sorts": list(_sorts(selection)),
        "cards": _cards(selection, selection.page_ids, elements.values()),
        "contrasts": list(_contrasts(selection, elements)),
        "related_at": _related_at(selection),
        "nearly": _cards(selection, nearly, elements.values()),
        "understood": _understood(selection),
        "answers": list(answers(selection)),
        "elsewhere": _elsewhere(selection) if not selection.total else [],
        "elements": [element for element in elements.values() if element.is_in_use],
        "wider": list(_wider(selection)) if selection.total < FEW else [],
        "everyone": _everyone(selection),
        "pages": _pages(selection),
        "files": FILES,
    }
    return render(request, "public/intervention_list.html", context)


@reads
def suggestion_list(request):
    """`?q=`: what a visitor may be typing, as JSON."""
    typed = request.GET.get("q", "")[:TEXT_LENGTH]
    return JsonResponse({"suggesties": suggestions(typed)})


def _cards(selection: Selection, ids: list[int], elements) -> list[dict]:
    """What the list shows of each of these interventions, in order; hits of the text are marked."""
    if not ids:
        return []
    found = selection.found_by_text
    stems = found.understood.stems if found else frozenset()
    asked = [topic.fact for topic in found.understood.topics] if found else []
    pieces = snippets(ids, stems, asked) if stems else {}
    related = _related(selection, ids)
    terms = found.understood.related if found and _related_at(selection) is None else ()
    rows = kept_cards(ids, elements, index=selection.index, article_only=selection.article_only)
    return [
        {
            "row": rows[pk],
            "is_plain": not stems,
            "name": marked(rows[pk].name, stems) if stems else rows[pk].name,
            "words": partial(marked, stems=stems) if stems else escape,  # of its summary
            "picture": _marked(rows[pk].picture, stems),
            "snippet": pieces.get(pk),
            "lacking": found.lacking.get(pk, ()) if found else (),
            "related": terms if pk in related else (),
        }
        for pk in ids
        if pk in rows
    ]


def _marked(picture: dict | None, stems: frozenset[str]) -> dict | None:
    """What research says, with the hits in its sentence marked."""
    if not picture or not stems or not has_hit(picture["zin"] or "", stems):
        return picture
    return {**picture, "zin": marked(picture["zin"], stems)}


def _related(selection: Selection, ids: list[int]) -> set[int]:
    """Those of them that only a related term found."""
    by_term = selection.hits & ~selection.direct_hits
    return {pk for pk in ids if selection.index.bit_set([pk]) & by_term} if by_term else set()


def _related_at(selection: Selection) -> int | None:
    """Before which card of this page the part begins that only a related term found."""
    if selection.order != "relevantie" or selection.direct_hits == selection.hits:
        return None
    start = selection.direct_hits.bit_count() - (selection.page - 1) * selection.page_size
    return max(0, start) if start < selection.page_size else None


def _elsewhere(selection: Selection) -> list[tuple[str, str]]:
    """(name, address) of the same search at other databanks."""
    labels = [selection.index.labels[facet][slug] for facet, slug in selection.choices]
    words = selection.text or " ".join(labels)
    rows = OtherDatabank.objects.all() if words else ()
    return [(row.name, row.search_for(words)) for row in rows]


def _nearly(selection: Selection) -> list[int]:
    """With few hits for a text: others that have most of its words, within the other choices."""
    found = selection.found_by_text
    if not found or not found.nearly:
        return []
    allowed = selection.index.hits(selection.but(text="").limits)
    return [pk for pk in found.nearly if selection.index.bit_set([pk]) & allowed]


def _contrasts(
    selection: Selection, elements: Mapping[str, Element]
) -> Iterator[tuple[Element, list[tuple[Realised, Named]]]]:
    """Per chosen element those that are only named as the opposite case, and how."""
    index = selection.index
    for slug, bits in index.only_contrasting(selection.limits).items():
        if bits:
            ids = list(islice(index.in_order(bits, "naam"), MOST_CONTRASTS))
            yield elements[slug], realising(elements[slug], ids)


def _understood(selection: Selection) -> dict | None:
    """What the page says of how the text was read; None when it was taken as it stands."""
    found = selection.found_by_text
    if not found:
        return None
    corrected, suggested = found.understood.corrected, found.understood.suggested
    return {
        "corrected": corrected,
        "query": selection.but(text=corrected).query,
        "suggested": suggested if not selection.total else "",
        "suggested_query": selection.but(text=suggested).query,
        "related": found.understood.related,
        "words": len(found.understood.said),
        "by_name": found.by_name,
    }


def _facet(selection, facet, elements):
    """A facet with its values: (slug, label, count, is chosen, hint, sign) of each."""
    counts, chosen = selection.counts[facet], selection.chosen.get(facet, ())
    values = [
        (
            slug,
            label,
            counts[slug],
            slug in chosen,
            _hint(facet, slug, elements),
            KINDS[slug].sign if facet == "onderzoek" else "",
        )
        for slug, label in selection.index.narrowing(facet, selection.scope, chosen).items()
    ]
    return {
        "name": facet,
        "title": FACETS[facet].title,
        "values": values,
        "chosen": len(chosen),
    }


def _hint(facet: str, slug: str, elements: Mapping[str, Element]) -> str:
    """What a value means, where its name does not say it."""
    if facet == "onderzoek":
        return KINDS[slug].about
    is_jargon = facet == "element" and elements[slug].is_jargon
    return first_sentence(elements[slug].summary) if is_jargon else ""


def _chips(selection):
    """(title, label, query without it) of everything that narrows the list."""
    if selection.text:
        yield "Tekst", selection.text, selection.but(text="").query
    for facet, slug in selection.choices:
        yield (
            FACETS[facet].title,
            selection.index.labels[facet][slug],
            selection.dropping(facet, slug).query,
        )
    if selection.valid_only:
        yield FACETS["erkenning"].title, "nog geldig", selection.but(valid_only=False).query


def _sorts(selection):
    """(value, label) of the orders that can be chosen; the default has no value of its own."""
    default = selection.but(sort="").order
    for sort, label in SORT_LABELS.items():
        if sort == default:
            yield "", label
        elif sort != "relevantie":
            yield sort, label


def _wider(selection):
    """(label, query, total) per choice that could be dropped, the one that gives most first.

    Where none of them helps: each choice alone.
    """
    options = [
        (selection.index.labels[facet][slug], selection.dropping(facet, slug))
        for facet, slug in selection.choices
    ]
    if selection.text:
        options.append((f"de tekst '{selection.text}'", selection.but(text="")))
    if selection.valid_only:
        options.append(("alleen nog geldig", selection.but(valid_only=False)))
    found = [(f"Zonder {label}", option.query, option.total) for label, option in options]
    if len(options) > 1 and not any(total > selection.total for _, _, total in found):
        found = [
            (f"Alleen {label}", option.query, option.total) for label, option in _each(selection)
        ]
    found.sort(key=lambda row: -row[2])
    return (row for row in found if row[2] > selection.total)


def _each(selection):
    """(label, the selection with nothing else) of each choice."""
    bare = selection.but(text="", chosen={}, valid_only=False)
    for facet, slug in selection.choices:
        yield selection.index.labels[facet][slug], bare.adding(facet, slug)
    if selection.text:
        yield f"de tekst '{selection.text}'", bare.but(text=selection.text)
    if selection.valid_only:
        yield "wat nog geldig is", bare.but(valid_only=True)


def _everyone(selection):
    """How many more there are for a broader group that the chosen groups belong to."""
    chosen = selection.chosen.get("doelgroep", ())
    if not chosen:
        return None
    groups = TargetGroup.objects.filter(slug__in=chosen).select_related("broader")
    broader = {group.broader for group in groups if group.broader}
    for group in sorted(broader, key=lambda group: group.name):
        wider = selection.adding("doelgroep", group.slug)
        more = wider.total - selection.total
        if group.slug not in chosen and more > 0:
            names = [row.name.lower() for row in groups if row.broader == group]
            return {"more": more, "query": wider.query, "broader": group.name, "names": names}
    return None


def _pages(selection):
    """(number, query) of the pages to link: the ends and those around this one."""
    near = range(selection.page - 2, selection.page + 3)
    shown = {1, selection.page_count, *near} & set(range(1, selection.page_count + 1))
    from_page = {number: _page_query(selection, number) for number in sorted(shown)}
    return {
        "links": from_page,
        "previous": _page_query(selection, selection.page - 1) if selection.page > 1 else None,
        "next": (
            _page_query(selection, selection.page + 1)
            if selection.page < selection.page_count
            else None
        ),
    }


def _page_query(selection, number):
    return selection.but(page=number).query or "?"
