"""Of target group, theme, kind of place, beginning and answers every two meet in a plan."""

import io
import re
from itertools import combinations
from urllib.parse import urlsplit

import docx
import pytest
from docx.oxml.ns import qn

from elements.models import Element
from interventions.finding.facets import facet_index
from interventions.models import Intervention
from interventions.public.plan.adaptations import FRAME
from tests.factories import make_intervention
from tests.public.plan.as_text import lines_of, ours, plan_of, quoted_text
from tests.public.plan.forbidden import implied

pytestmark = pytest.mark.django_db

BEGINNINGS = (
    "",
    "interventie=thuis-op-straat",
    "interventie=eigen-kracht-conferentie",
    "lijst=kan-wel&lijst=buurtreminiscentie",
    "interventie=bronmethodiek&lijst=abcd",
)
SEVEN = (
    *("procesbegeleider", "outreachend", "aansluiten", "laagdrempelig", "empowerment"),
    *("samenwerken", "gewoon-beginnen"),
)
TICKED = "&".join(f"punt=gewoon-beginnen:{number}" for number in range(1, 5))
ANSWERS = (
    *("&".join(f"{value}={slug}" for slug in SEVEN) for value in ("ja", "beetje", "nee")),
    "",
    "ja=procesbegeleider&nee=samenwerken",
    "beetje=outreachend&punt=outreachend:1&nee=empowerment",
    "ja=samenwerken&ja=aansluiten&beetje=laagdrempelig&beetje=empowerment&nee=outreachend",
    f"nee=gewoon-beginnen&{TICKED}",
    "punt=laagdrempelig:1&punt=aansluiten:2",
)
# What our sentences may not look like, whatever they are about.
SLOPPY = re.compile(
    r"\bde enige 1\b|\b1 (?:elementen|aanpakken|punten|bronnen)\b|\b0 van\b|\.\.|\. \.|,,| ,|,\.|"
    r"\(\)|\bNone\b|\{|\}|\b(\w{3,}) \1\b|''|\ben en\b|: \.|\bhij\b|\bje\b",
    re.IGNORECASE,
)


def all_pairs(choices):
    """Few rows in which every two choices of two lists meet: each begins with one that did not."""
    wanted = {
        ((i, a), (j, b))
        for i, j in combinations(range(len(choices)), 2)
        for a in range(len(choices[i]))
        for b in range(len(choices[j]))
    }
    while wanted:
        row = dict(min(wanted))
        for i in range(len(choices)):
            if i not in row:
                row[i] = max(
                    range(len(choices[i])),
                    key=lambda a: sum(
                        tuple(sorted([(i, a), one])) in wanted for one in row.items()
                    ),
                )
        wanted -= set(combinations(sorted(row.items()), 2))
        yield tuple(choices[i][row[i]] for i in range(len(choices)))


def addresses():
    labels = facet_index().labels
    groups, themes, places = (
        ["", *(f"{facet}={slug}" for slug in labels[facet])]
        for facet in ("doelgroep", "thema", "setting")
    )
    for row in all_pairs([groups, themes, places, BEGINNINGS, ANSWERS]):
        yield "?" + "&".join(filter(None, row))


def test_no_plan_says_more_than_it_may_or_without_a_source(client):
    hidden = make_intervention(
        status=Intervention.Status.DRAFT,
        name="Nog geheim",
        cautions="Dit weet nog niemand.",
        statements=[{"element": one} for one in Element.objects.all()],
    )
    found, first_on = [], {}  # each line once, with the first address that gives it
    denied = set()  # what may not be said opens its explanation
    for address in addresses():
        plan, lines = plan_of(address), lines_of(client.get(f"/plan/{address}").content.decode())
        page = " ".join(lines)
        first_on |= {line: address for line in lines if line not in first_on}
        denied |= {one.opening for one in plan.may_not}
        if "geen erkenning" not in page.lower():
            found.append((address, "nothing says that it is no recognition"))
        if plan.alike and "niet over de uwe" not in page:
            found.append((address, "nothing says whom research is about"))
        if hidden.name in page or hidden.cautions in page:
            found.append((address, "what is not public"))
        found += [(address, one.text) for one in plan.may if not (one.sources or one.basis)]
        warned = [one for part in plan.parts for one in part.cautions]
        found += [(address, one.text) for one in warned if not one.source]
    for line, address in zip(
        ours(first_on, quoted_text() | denied), first_on.values(), strict=True
    ):
        found += [(address, what) for what in implied(line)]
        found += [(address, line)] if SLOPPY.search(line) else []
    assert found == []


FILES = (
    "/plan.docx?" + ANSWERS[0],
    f"/plan.docx?{ANSWERS[6]}&doelgroep=ouderen&thema=jeugd&setting=online",
    f"/plan.docx?interventie=thuis-op-straat&{ANSWERS[7]}",
    "/plan.docx?lijst=kan-wel&deel=checklist",
    "/plan.docx?punt=laagdrempelig:1&deel=logboek",
    "/interventies/thuis-op-straat/checklist.docx",
)


def test_no_file_says_more_than_a_page_may(client):
    lines, denied = set(), set()
    for address in FILES:
        body = docx.Document(io.BytesIO(client.get(address).content)).element.body
        for paragraph in body.iter(qn("w:p")):
            text = " ".join(run.text or "" for run in paragraph.iter(qn("w:t")))
            lines.add(" ".join(text.split()))
        denied |= {one.opening for one in plan_of(f"?{urlsplit(address).query}").may_not}
    assert len(lines) > 100
    said = ours(lines, quoted_text() | denied | {FRAME})
    assert [(line, what) for line in said for what in implied(line)] == []
