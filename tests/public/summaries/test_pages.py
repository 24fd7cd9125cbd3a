"""The summaries as pages: what they say, where it comes from, and what they never say."""

import re

import pytest

from elements import dates
from elements.models import Element
from interventions.models import Intervention, Recognition, Statement
from interventions.workflow import notices, publish, record_element, revise, withdraw
from tests.factories import make_element, make_intervention, make_statement, reviewed

pytestmark = pytest.mark.django_db
ROOT = "/samenvattingen/"
SLUGS = ["abcd", "eigen-kracht-conferentie", "thuis-op-straat", "woonatelier"]


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def body(page: str) -> str:
    """What is copied."""
    return page[page.index('<div id="samenvatting">') : page.index("</article>")]


@pytest.mark.parametrize("slug", SLUGS)
def test_summary_answers_the_five_questions_in_order(client, slug):
    page = body(text(client.get(f"{ROOT}interventies/{slug}/")))
    titles = re.findall(r"<h2[^>]*>([^<]*)</h2>", page)
    assert titles == [
        "Wat is het?",
        "Voor wie?",
        "Wat vraagt het van de gemeente?",
        "Wat weten we over de werking?",
        "Wat weten we niet?",
        "Zo leest u deze samenvatting",
        "Zo verwijst u naar deze tekst",
        "Bronnen",
    ]
    assert page.count("Zo leest u deze samenvatting") == 1


def test_what_is_read_by_the_editors_is_never_called_named(client):
    row = make_intervention(
        statements=[
            {"kind": Statement.Kind.NAMED, "explanation": "Genoemde zin."},
            {"kind": Statement.Kind.INFERRED, "explanation": "Gelezen zin.", "basis": "het doel"},
            {"kind": Statement.Kind.CONTRAST, "explanation": "Andere zin."},
        ]
    )
    page = body(text(client.get(f"{ROOT}interventies/{row.slug}/")))
    after = {
        key: page[page.index(f"{key} zin.") :][:160] for key in ("Genoemde", "Gelezen", "Andere")
    }
    assert "Genoemd in Bron" in after["Genoemde"]
    assert "Volgens de redactie, op basis van Bron" in after["Gelezen"]
    assert "onderdeel &#39;het doel&#39;" in after["Gelezen"]
    assert "Genoemd als tegenvoorbeeld in Bron" in after["Andere"]


def test_what_nobody_found_is_said(client):
    row = make_intervention(sources=None)
    page = body(text(client.get(f"{ROOT}interventies/{row.slug}/")))
    assert "Wij vonden hierover geen bron." in page
    assert "Wij vonden geen erkenning." in page
    assert "Wij vonden geen bron die een werkzaam element noemt." in page
    assert "Niet genoemd: Procesbegeleider" in page
    assert "Dat betekent niet dat de aanpak dit niet heeft." in page


def test_a_recognition_past_its_date_is_said_to_be(client):
    lapsed = Recognition.objects.get(intervention__slug="thuis-op-straat")
    page = body(text(client.get(f"{ROOT}interventies/thuis-op-straat/")))
    assert "Gold tot juni 2022; mogelijk verlopen." in page
    assert lapsed.level.name in page


@pytest.mark.parametrize("word", ["bewezen", "sterk element", "matrix", "facet"])
def test_no_summary_claims_too_much(client, word):
    pages = [f"{ROOT}interventies/{row.slug}/" for row in Intervention.objects.published()]
    pages += [f"{ROOT}werkzame-elementen/{row.slug}/" for row in Element.objects.all()]
    for address in [*pages, f"{ROOT}zeven-elementen/"]:
        found = body(text(client.get(address)))
        without_titles = found[: found.index('id="bronnen"')]
        assert word not in without_titles.lower(), address


def test_citing_has_version_date_and_a_fixed_address(client, settings):
    page = body(text(client.get(f"{ROOT}interventies/abcd/")))
    assert "ABCD (versie 1)" in page
    assert f"{settings.PUBLIC_URL}/interventies/abcd/versies/1/" in page
    assert "zonder datum" in page
    assert "Gelezen: " in page


def test_it_is_about_the_newest_version(client, editor, reviewer):
    copy = revise(Intervention.objects.get(slug="abcd"), by=editor)
    copy.goal = "Een nieuw doel."
    copy.save()
    publish(reviewed(copy, editor=editor, reviewer=reviewer), by=reviewer, note="Nieuw.")
    page = text(client.get(f"{ROOT}interventies/abcd/"))
    assert "Een nieuw doel." in page
    assert "ABCD (versie 2)" in page


def test_the_page_of_the_intervention_is_the_canonical_one_and_links_here_first(client, settings):
    page = text(client.get(f"{ROOT}interventies/abcd/"))
    assert f'<link rel="canonical" href="{settings.PUBLIC_URL}/interventies/abcd/">' in page
    detail = text(client.get("/interventies/abcd/"))
    link = '<a class="utrecht-link utrecht-link--html-a" href="/samenvattingen/interventies/abcd/">'
    assert f"{link}Samenvatting voor beleid (1 A4)</a>" in detail
    first = detail.index("/samenvattingen/interventies/abcd")
    assert detail[:first].endswith('href="')
    assert detail[first:].startswith('/samenvattingen/interventies/abcd/">Samenvatting voor beleid')


def test_no_icon_and_no_link_stands_in_the_text(client):
    for address in (f"{ROOT}interventies/abcd/", f"{ROOT}werkzame-elementen/outreachend/"):
        found = body(text(client.get(address)))
        before = found[: found.index('id="bronnen"')]
        for tag in ("<a ", "<svg", "<img", "<button"):
            assert tag not in before


def test_reference_list_is_last(client):
    found = body(text(client.get(f"{ROOT}interventies/abcd/")))
    assert "<h2" not in found[found.index('id="bronnen"') :]


@pytest.mark.parametrize("state", ["draft", "submitted", "in_review", "sent_back", "rejected"])
@pytest.mark.parametrize("end", ["/", ".pdf"])
def test_what_is_not_public_has_no_summary(client, state, end):
    row = make_intervention(status=state)
    assert client.get(f"{ROOT}interventies/{row.slug}{end}").status_code == 404


@pytest.mark.parametrize("end", ["/", ".pdf"])
def test_withdrawn_is_gone(client, reviewer, end):
    withdraw(Intervention.objects.get(slug="abcd"), by=reviewer, note="De eigenaar vroeg hierom.")
    response = client.get(f"{ROOT}interventies/abcd{end}")
    assert response.status_code == 410
    assert "De eigenaar vroeg hierom." in response.content.decode()
    assert response["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("end", ["/", ".pdf"])
@pytest.mark.parametrize("kind", ["interventies", "werkzame-elementen"])
def test_unknown_is_not_found(client, kind, end):
    assert client.get(f"{ROOT}{kind}/bestaat-niet{end}").status_code == 404


def test_notice_of_the_editors_stands_above_the_summary(client, reviewer):
    row = Intervention.objects.get(slug="abcd")
    notices.place(row, text="Wij zoeken dit uit.", by=reviewer)
    day = dates.in_words(dates.today().isoformat())
    said = f"Mededeling van de redactie, {day}: Wij zoeken dit uit."
    assert said in text(client.get(f"{ROOT}interventies/abcd/"))
    dossier = text(client.get(f"{ROOT}dossier/?interventie=woonatelier&interventie=abcd"))
    assert dossier.count(said) == 1


def test_element_names_its_interventions_with_their_sources(client):
    page = body(text(client.get(f"{ROOT}werkzame-elementen/outreachend/")))
    assert "TijdVoorElkaar" in page
    assert "Genoemd in Movisie (2014)" in page
    assert "Volgens de redactie, op basis van" in page
    assert "Het artikel noemt deze benadering een werkzaam element bij alle interventies" in page


def test_element_with_many_interventions_says_how_many_there_are(client):
    element = make_element()
    for _ in range(14):
        make_statement(make_intervention(), element=element)
    # The page is of the version; this element has none yet.
    assert client.get(f"{ROOT}werkzame-elementen/{element.slug}/").status_code == 404
    known = Element.objects.get(slug="procesbegeleider")
    for row in Intervention.objects.published()[:20]:
        if not row.statements.filter(element=known).exists():
            make_statement(row, element=known)
    page = body(text(client.get(f"{ROOT}werkzame-elementen/procesbegeleider/")))
    had = Statement.objects.filter(element=known).exclude(kind="contrast")
    total = had.values("intervention").distinct().count()
    assert f"Hier staan 12 van de {total} interventies." in page


def test_seven_elements_come_from_their_summaries_with_the_overview(client):
    page = body(text(client.get(f"{ROOT}zeven-elementen/")))
    for element in Element.objects.all():
        assert element.summary.replace("'", "&#39;") in page
    assert page.count("<tr>") == 1 + 14
    assert '<th scope="row">ABCD</th>' in page
    assert "tegenvoorbeeld" in page


def test_seven_elements_say_where_each_comes_from_and_which_version_it_is(client, editor):
    element = Element.objects.get(slug="outreachend")
    record_element(element, by=editor)
    page = body(text(client.get(f"{ROOT}zeven-elementen/")))
    own = page[page.index(f'<h3 class="utrecht-heading-3">{element.name}</h3>') :]
    assert "Bron: Movisie (2014), onderdeel" in own[: own.index("</div>")]
    assert "Versie 2, " in own[: own.index("</div>")]
    assert page.count("<h3") == 7
    assert page.count("Versie 1, ") == 6


def test_list_leads_to_every_summary(client):
    page = text(client.get(ROOT))
    for row in Intervention.objects.published():
        assert f'href="/samenvattingen/interventies/{row.slug}/"' in page
    for element in Element.objects.all():
        assert f'href="/samenvattingen/werkzame-elementen/{element.slug}/"' in page
        assert f'href="/samenvattingen/werkzame-elementen/{element.slug}.pdf"' in page
