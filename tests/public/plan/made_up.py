"""Approaches, elements and an index that stand in no base: plain values to make sentences of."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from elements.models import ContentVersion, Element, Source
from elements.models.element import Point
from interventions.finding.facets import ALL, ARTICLE, FacetIndex
from interventions.finding.selection import Selection
from interventions.public.plan.alike import Known, neighbours_of
from interventions.public.plan.plan import NO, Alike, Asked, Part
from interventions.showing.matrix import Named

ARTICLE_2014 = Source(
    pk=1, slug="artikel", title="Een artikel", publisher="Movisie", date="2014", is_founding=True
)
REPORT = Source(pk=2, slug="rapport", title="Een rapport", publisher="KIS", date="2015-04")
SLUGS = ("een", "twee", "drie", "vier", "vijf", "zes", "zeven")
NAMES = (
    *("Procesbegeleider", "Outreachend", "Aansluiten", "Laagdrempelig"),
    *("Empowerment", "Samen met 'de buurt'", "Gewoon beginnen"),
)
POINTS = ("Ga zelf langs bij mensen.", "Vraag wat zij willen.", "Maak foto's van de straat.")
LABELS = {
    "doelgroep": {"ouderen": "Ouderen", "jongeren": "Kinderen en jongeren"},
    "thema": {"jeugd": "Jeugd", "plein": "Leefbaarheid"},
    "setting": {"straat": "Plein of straat", "online": "Online"},
}


def picture(kind="", outcome=None, year=None, line="", sources=(), not_studied=None):
    """`onderzoeksbeeld`; without a kind nobody looked."""
    if not kind:
        return None
    return {
        "soort": kind,
        "uitkomst": outcome,
        "jaar": year,
        "zin": line,
        "effectNietOnderzochtOp": not_studied,
        "gezochtOp": "2026-11-22",
        "bronnen": sorted(sources),
    }


# Every state of research: a name that is hard to put in a sentence, and what is known. The lines
# are those of an editor, who may write what no sentence of ours says.
STUDIED = (
    ("Kan wél!", picture("effectonderzoek", "gunstig", 2017, "Het werkt bewezen.", ["rapport"])),
    ("Van 'ik' naar wij", picture("effectonderzoek", "gemengd", 2016, "Soms wel.", ["rapport"])),
    ("Doe mee?", picture("effectonderzoek", "geen-verschil", 2015, "Geen effect.", ["rapport"])),
    ("Buurt 2.0", picture("effectonderzoek", "ongunstig", None, "Het hielp niet", ["rapport"])),
    ("Thuis, op straat", picture("effectonderzoek", "onduidelijk", 2014, "Zo'n 5 %.", ["rapport"])),
    ("Zonder uitkomst", picture("effectonderzoek", None, 2014, "Het liep goed.", ["rapport"])),
    ("De Brink", picture("ervaringen", None, 2015, "Iedereen is blij.", ["rapport", "artikel"])),
    ("Het Plein", picture("ervaringen", None, None, "Een telling.", ["rapport"], "2015-04")),
    ("Woonatelier", picture("niet-gelezen", None, 2006, "Er is een rapport.", ["rapport"])),
    ("Stil", picture("geen-gevonden", None, None, "Geen bron noemt onderzoek.")),
    ("Stiller", picture("geen-gevonden", None, None, "Niets.", ["rapport"], "2015-04-12")),
    ("Nieuw", picture()),
)
ABOUT = tuple(
    Named(f"aanpak-{n}", name, "gestopt" if n % 3 == 0 else "", "2012" if n % 2 == 0 else "")
    for n, (name, _) in enumerate(STUDIED)
)
KNOWN = {
    about.slug: Known(
        said,
        tuple(s for s in (ARTICLE_2014, REPORT) if said and s.slug in said["bronnen"]),
        REPORT if n % 4 == 0 else None,
    )
    for n, (about, (_, said)) in enumerate(zip(ABOUT, STUDIED, strict=True))
}


def elements(retired=(), elsewhere=("zeven",)):
    """Seven in order; `elsewhere` are those of another source than the article."""
    return tuple(
        Element(
            pk=n,
            position=n,
            slug=slug,
            short_name=name,
            source=REPORT if slug in elsewhere else ARTICLE_2014,
            retired_on=date(2026, 5, 3) if slug in retired else None,
        )
        for n, (slug, name) in enumerate(zip(SLUGS, NAMES, strict=True), 1)
    )


def index(total=12):
    """So many approaches, each with another handful of elements and facets. Of the last element
    nobody has any, and of every third approach only the editors read it.
    """
    has, names, bits = defaultdict(int), defaultdict(int), {}
    for place in range(total):
        for n, slug in enumerate(SLUGS[:-1]):
            if place % (n + 1) == 0 or place % 5 == n:
                has[slug] |= 1 << place
                names[slug] |= (place % 3 > 0) << place
    for facet, labels in LABELS.items():
        bits[facet] = {
            slug: sum(1 << place for place in range(total) if place % 2 == n % 2)
            for n, slug in enumerate(labels, len(facet))
        }
    ids, slugs = list(range(100, 100 + total)), [one.slug for one in ABOUT[:total]]
    return FacetIndex(
        version=ContentVersion(number=1, stamp=UUID(int=1)),
        day=date(2026, 11, 28),
        ids=ids,
        positions={slug: place for place, slug in enumerate(slugs)},
        names=[one.name for one in ABOUT[:total]],
        labels={"element": dict(zip(SLUGS, NAMES, strict=True)), **LABELS},
        bits=bits,
        element_bits={ALL: has, ARTICLE: {}},
        naming={ALL: names, ARTICLE: {}},
        contrasting={ALL: {}, ARTICLE: {}},
        valid=0,
        orders={},
        places={pk: place for place, pk in enumerate(ids)},
    )


INDEX, ELEMENTS = index(), elements()


def asked(answers, *, chosen=None, begun=(), ticked=0, index=INDEX, elements=ELEMENTS):
    """What an address asks: the answers in order of the elements, and of every element so many
    points that one does.
    """
    return Asked(
        selection=Selection(index, chosen=chosen or {}),
        elements=elements,
        answers={e.slug: said for e, said in zip(elements, answers, strict=True) if said},
        points=frozenset((e.slug, n) for e in elements for n in range(1, ticked + 1)),
        interventions=tuple(begun),
        named=tuple(one.slug for one in begun),
    )


def parts_of(asked):
    """The parts of a plan, in order, without what the sentences do not read."""
    found = []
    for element in asked.elements:
        points = [(Point(n, text), (element.slug, n) in asked.points) for n, text in NUMBERED]
        step = next((point for point, is_done in points if not is_done), None)
        found.append(Part(element, asked.answers.get(element.slug, ""), points, step, []))
    return sorted(found, key=lambda part: part.answer != NO)


NUMBERED = tuple(enumerate(POINTS, 1))


def alike_of(asked):
    by_id = dict(zip(asked.selection.index.ids, ABOUT, strict=False))
    return [
        Alike(by_id[pk], shared, reason, KNOWN[by_id[pk].slug].picture)
        for pk, shared, reason in neighbours_of(asked)
    ]
