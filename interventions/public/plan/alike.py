"""Which described approaches are like one's own, and what is known of them: on bit sets.

Alike is what shares an element that one does, or does a bit, by one's own answers. Target group,
theme and kind of place only add to that: shared alone they make nothing alike. What the plan begins
from is not alike but its basis, and is left out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from elements.models import Element, Source
from interventions.finding.facets import ALL, FACETS, FacetIndex
from interventions.finding.selection.sentence import joined
from interventions.models import Recognition, RecognitionLevel
from interventions.public.plan.plan import HALF, YES, Alike, Asked
from interventions.showing.matrix import Named, named
from interventions.showing.nearest import WEIGHTS, Neighbour, names_of, nearest
from interventions.showing.research import pictures

NOTHING_SAID = (
    "U zei bij geen element 'ja' of 'een beetje'. Een doelgroep, thema of soort plek alleen zegt "
    "te weinig. Daarom noemen wij geen aanpak die op de uwe lijkt."
)
NOTHING_SHARED = (
    "Bij geen andere beschreven aanpak vonden wij een element dat u gebruikt. Dat betekent niet "
    "dat het daar ontbreekt."
)
ELEMENT = "element", "elementen"  # the rest is called as its model


@dataclass(frozen=True)
class Known:
    """What is known of a described approach: `onderzoeksbeeld` (None: nobody looked) with its
    sources, and the source of the newest recognition, if that is one.
    """

    picture: dict | None = None
    sources: tuple[Source, ...] = ()
    recognised: Source | None = None


def alike_to(asked: Asked) -> list[Alike]:
    """At most three published approaches that share an element, the nearest first.

    Nothing is no fault: `why_none` says why. A fixed number of queries.
    """
    found = neighbours_of(asked)
    known, names = pictures([pk for pk, *_ in found]), named(pk for pk, *_ in found)
    return [
        Alike(names[pk], shared, reason, known.get(pk))
        for pk, shared, reason in found
        if pk in names
    ]


def neighbours_of(asked: Asked) -> list[tuple[int, dict[str, tuple[str, ...]], str]]:
    """The same from the index alone: of each its id, the labels that both have, and the reason."""
    index = asked.selection.index
    traits = {
        **{facet: asked.selection.chosen.get(facet, ()) for facet in WEIGHTS},
        "element": tuple(element.slug for element in _used(asked)),
    }
    return [
        (
            one.pk,
            {
                facet: tuple(names_of(index, facet, values))
                for facet, values in one.shared.items()
                if values
            },
            _reason(index, one, asked.answers),
        )
        for one in nearest(index, traits, among=_sharing_an_element(asked))
    ]


def why_none(asked: Asked) -> str:
    """Why nothing is alike, for where `alike_to` found nothing."""
    return NOTHING_SHARED if _used(asked) else NOTHING_SAID


def begun_from(asked: Asked) -> tuple[Named, ...]:
    """What the plan begins from: what the address names, else the visitor's list as long as no
    element was answered. Beside answers a list is what the visitor looks at, and no basis.
    """
    return asked.interventions if asked.named or not asked.answers else ()


def known_of(asked: Asked, alike: Iterable[Alike]) -> dict[str, Known]:
    """What is known of what the plan begins from and of what is alike, by slug, in that order.

    The same queries, however many there are.
    """
    own = _begun_ids(asked)
    begun = pictures(own.values())
    said = {
        **{slug: begun.get(pk) for slug, pk in own.items()},
        **{one.about.slug: one.picture for one in alike},
    }
    wanted = {slug for picture in said.values() if picture for slug in picture["bronnen"]}
    sources = {source.slug: source for source in Source.objects.filter(slug__in=wanted)}
    newest = Recognition.objects.newest().exclude(level__slug=RecognitionLevel.NONE)
    recognised = dict.fromkeys(said) | {
        row.intervention.slug: row.source
        for row in newest.filter(
            intervention__slug__in=said, intervention__replaces=None
        ).select_related("intervention", "source")
    }
    return {
        slug: Known(
            picture,
            tuple(sources[one] for one in (picture or {}).get("bronnen", ()) if one in sources),
            recognised[slug],
        )
        for slug, picture in said.items()
    }


# --- On bit sets ----------------------------------------------------------------------------------


def _used(asked: Asked) -> list[Element]:
    """What one does, or does a bit, by one's own answers."""
    return [one for one in asked.elements if asked.answers.get(one.slug) in (YES, HALF)]


def _begun_ids(asked: Asked) -> dict[str, int]:
    """By slug the id of what the plan begins from."""
    index = asked.selection.index
    return {one.slug: index.ids[index.positions[one.slug]] for one in begun_from(asked)}


def _sharing_an_element(asked: Asked) -> int:
    """Those that have an element that one uses, without what the plan begins from."""
    index, found = asked.selection.index, 0
    for element in _used(asked):
        found |= index.element_bits[ALL].get(element.slug, 0)
    return found & ~index.bit_set(_begun_ids(asked).values())


# --- Words ----------------------------------------------------------------------------------------


def _reason(index: FacetIndex, one: Neighbour, answers: Mapping[str, str]) -> str:
    """Such as `deelt 2 elementen (Outreachend; een beetje: Aansluiten) en 1 thema (jeugd). Lezing
    van de redactie: Aansluiten`. Without a full stop.
    """
    elements = _elements(index, one.shared["element"], answers)
    read = names_of(index, "element", _only_read(index, one))
    told = f". Lezing van de redactie: {joined(read, 'en')}" if read else ""
    counted = [
        f"{_number(facet, len(values))} "
        f"({elements if facet == 'element' else joined(names_of(index, facet, values), 'en')})"
        for facet, values in one.shared.items()
        if values
    ]
    return f"deelt {joined(counted, 'en')}{told}"


def _elements(index: FacetIndex, slugs: Iterable[str], answers: Mapping[str, str]) -> str:
    """Those that one does, and after them those that one does a bit."""
    whole = names_of(index, "element", [one for one in slugs if answers.get(one) != HALF])
    half = names_of(index, "element", [one for one in slugs if answers.get(one) == HALF])
    said = [joined(whole, "en")] if whole else []
    return "; ".join([*said, f"een beetje: {joined(half, 'en')}"] if half else said)


def _only_read(index: FacetIndex, one: Neighbour) -> list[str]:
    """The elements of what is alike that no source names: the editors read them there."""
    place = index.places[one.pk]
    naming = index.naming[ALL]
    return [slug for slug in one.shared["element"] if not naming.get(slug, 0) >> place & 1]


def _number(facet: str, number: int) -> str:
    """Such as `2 doelgroepen`, in the words of the model."""
    model = FACETS[facet].model
    if facet == "element" or model is None:
        one, more = ELEMENT
    else:
        one, more = str(model._meta.verbose_name), str(model._meta.verbose_name_plural)
    return f"{number} {one if number == 1 else more}"
