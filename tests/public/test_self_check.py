import re
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from elements.models import Element
from tests.factories import make_intervention

pytestmark = pytest.mark.django_db
SOME = "?ja=empowerment&beetje=outreachend&nee=laagdrempelig&nee=samenwerken"


def page_of(client, query=""):
    response = client.get(f"/zelfcheck/{query}")
    assert response.status_code == 200
    return response.content.decode()


def words(text):
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def section(page, name):
    start = page.index(f'aria-labelledby="{name}"')
    return page[start : page.index("</section>", start)]


def steps(page):
    return re.findall(r'kb-steps__what">([^<]+)<', page)


class Form(HTMLParser):
    """The radio buttons of a page, by name."""

    def __init__(self, page):
        super().__init__()
        self.groups, self.checked = {}, {}
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if values.get("type") == "radio":
            self.groups.setdefault(values["name"], []).append(values["value"])
            if "checked" in values:
                self.checked[values["name"]] = values["value"]


def test_each_element_is_asked_with_four_answers_and_the_list_to_judge_by(client):
    page = page_of(client)
    form = Form(page)
    assert len(form.groups) == 7
    assert {*map(tuple, form.groups.values())} == {("ja", "beetje", "nee", "onbekend")}
    assert {*form.checked.values()} == {"onbekend"}
    for element in Element.objects.all():
        assert all(line in page for line in element.practice_lines)


def test_the_answers_of_the_form_become_the_address_of_the_contract(client):
    response = client.get(
        "/zelfcheck/?e-empowerment=ja&e-outreachend=beetje&e-laagdrempelig=nee&e-samenwerken=nee"
        "&e-aansluiten=onbekend&e-gewoon-beginnen=iets&doelgroep=ouderen&lijst=abcd&onzin=1"
    )
    assert response.status_code == 302
    assert response["Location"] == f"/zelfcheck/{SOME}&doelgroep=ouderen&lijst=abcd#uitkomst"


def test_a_form_without_answers_comes_back_to_the_questions(client):
    response = client.get("/zelfcheck/?e-empowerment=onbekend&doelgroep=")
    assert response["Location"] == "/zelfcheck/#vragen"
    assert 'id="vragen"' in page_of(client)


def test_an_address_leads_nowhere_else(client):
    response = client.get("/zelfcheck/?e-empowerment=ja&lijst=//kwaad.example&doelgroep=%0d%0aX:1")
    assert response["Location"] == "/zelfcheck/?ja=empowerment#uitkomst"


def test_the_result_begins_with_steps_of_what_is_not_done_no_before_a_bit(client):
    page = page_of(client, SOME)
    expected = [
        Element.objects.get(slug=slug).practice_lines[0]
        for slug in ("laagdrempelig", "samenwerken", "outreachend")
    ]
    assert steps(page) == expected
    assert page.index("kb-steps") < page.index("kb-profile") < page.index('id="ontbreekt"')


def test_one_gap_still_gives_two_steps(client):
    lines = Element.objects.get(slug="outreachend").practice_lines
    assert steps(page_of(client, "?beetje=outreachend")) == lines[:2]


def test_many_gaps_give_three_steps(client):
    query = "?" + "&".join(f"nee={element.slug}" for element in Element.objects.all())
    assert len(steps(page_of(client, query))) == 3


def test_without_gaps_there_is_something_to_say_as_well(client):
    slugs = list(Element.objects.values_list("slug", flat=True))
    page = page_of(client, "?" + "&".join(f"ja={slug}" for slug in slugs))
    assert "U gaf overal het antwoord &#39;ja&#39;." in page or "antwoord 'ja'" in page
    assert 'id="ontbreekt"' not in page
    page = page_of(client, f"?ja={slugs[0]}")
    assert "Zoek eerst uit wat u niet wist: Outreachend" in page


def test_the_picture_and_the_table_say_the_same(client):
    profile = section(page_of(client, SOME), "profiel")
    picture, table = profile.split("</svg>")
    names = re.findall(r'<text x="0"[^>]*>([^<]+)<', picture)
    answers = re.findall(r'<text x="300"[^>]*>([^<]+)<', picture)
    rows = re.findall(r"(?s)<tr><th.*?kb-el__name\">([^<]+)<.*?<td>([^<]+)</td>", table)
    assert [*zip(names, answers, strict=True)] == rows
    assert dict(rows) == {
        "Procesbegeleider": "Weet ik niet",
        "Outreachend": "Een beetje",
        "Aansluiten": "Weet ik niet",
        "Laagdrempelig": "Nee",
        "Empowerment": "Ja",
        "Samenwerken": "Nee",
        "Gewoon beginnen": "Weet ik niet",
    }
    assert "style=" not in picture
    assert 'width="75"' in picture


def test_gaps_show_who_is_named_for_it_and_how(client):
    gaps = section(page_of(client, SOME), "ontbreekt")
    headings = re.findall(r'<h3 class="kb-statement__title">.*?kb-el__name">([^<]+)<', gaps)
    assert headings == ["Laagdrempelig", "Samenwerken", "Outreachend"]
    together = gaps[gaps.index("Samenwerken") :]
    assert "/interventies/bronmethodiek/#element-samenwerken" in together
    assert "/interventies/kulturhuske/#element-samenwerken" not in together  # the editors read it
    assert "Genoemd in het artikel:" in together


def test_a_target_group_comes_first_and_else_the_page_says_so(client):
    gaps = section(page_of(client, f"{SOME}&doelgroep=ouderen"), "ontbreekt")
    low, rest = gaps.split('<li class="kb-statement kb-el-border--6">')
    assert "Voor uw doelgroep vonden wij geen interventie" in low
    assert "Buurtreminiscentie" in rest
    assert "Bronmethodiek" not in rest[: rest.index("</li>")]


def test_the_smallest_combinations_fill_the_gaps(client):
    together = section(page_of(client, SOME), "samen")
    assert "De kleinste combinatie voor deze elementen heeft 1 interventie." in together
    assert "/interventies/kulturhuske/" in together
    link = "/combinaties/?element=laagdrempelig&element=samenwerken&element=outreachend"
    assert link in together.replace("&amp;", "&")


def test_combinations_that_cannot_be_say_what_is_missing(client):
    together = section(page_of(client, f"{SOME}&doelgroep=ouderen"), "samen")
    missing = "Bij geen interventie voor uw doelgroep noemt een bron: Laagdrempelig en Outreachend"
    assert missing in words(together)


def test_what_is_alike_comes_with_the_reason(client):
    alike = section(page_of(client, "?ja=empowerment&ja=laagdrempelig&nee=samenwerken"), "lijkt")
    assert "deelt Laagdrempelig en Empowerment" in alike


def test_an_element_in_two_lists_counts_as_the_first_with_a_notice(client):
    page = page_of(client, "?nee=empowerment&ja=empowerment&beetje=empowerment")
    assert Form(page).checked["e-empowerment"] == "ja"
    notice = "Bij dit element staat ook 'ja'. Dat telt."
    assert words(page).replace("&#39;", "'").count(notice) == 2


@pytest.mark.parametrize("parameter", ["ja", "beetje", "nee", "doelgroep"])
def test_unknown_values_are_named_and_the_good_ones_count(client, parameter):
    page = page_of(client, f"?{parameter}=bestaat-niet&ja=empowerment")
    assert f"<code>{parameter}</code>: 'bestaat-niet'" in page
    assert Form(page).checked["e-empowerment"] == "ja"


@pytest.mark.parametrize("query", ["", SOME])
def test_the_page_says_what_it_is_not_and_who_sees_the_answers(client, query):
    page = words(page_of(client, query))
    assert (
        "Dit is geen toets, geen keurmerk en geen erkenning. "
        "De punten heeft de redactie afgeleid uit het artikel. "
        "Wie de link heeft, ziet uw antwoorden." in page
    )


def test_mailing_the_page_mails_the_answers(client):
    page = page_of(client, f"{SOME}&onzin=1")
    mail = unquote(re.search(r'href="mailto:[^"]*body=([^"]+)">Mail deze pagina', page)[1])
    assert mail.endswith(f"/zelfcheck/{SOME}")


def test_nothing_is_kept(client):
    response = client.get(f"/zelfcheck/{SOME}")
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/zelfcheck/{SOME}")
    assert all(query["sql"].lstrip('"').startswith("SELECT") for query in queries)


def test_the_answers_stay_in_the_form_and_out_of_search_engines(client):
    page = page_of(client, f"{SOME}&doelgroep=ouderen")
    checked = Form(page).checked
    assert checked["e-empowerment"] == "ja"
    assert checked["e-outreachend"] == "beetje"
    assert checked["e-samenwerken"] == "nee"
    assert '<option value="ouderen" selected>' in page
    assert '<meta name="robots" content="noindex, follow">' in page


def test_with_nothing_published_the_page_still_answers(client, empty_base):
    assert "Er zijn nog geen elementen beschreven." in page_of(client, "?ja=empowerment")


def test_twenty_rows_cost_the_queries_of_two(client):
    def queries(rows):
        for _ in range(rows):
            make_intervention(statements=[{"element": e} for e in Element.objects.all()])
        client.get("/zelfcheck/")
        with CaptureQueriesContext(connection) as found:
            client.get(f"/zelfcheck/{SOME}")
        return len(found)

    assert queries(2) == queries(20) < 14
