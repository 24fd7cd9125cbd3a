"""The werkblad of an intervention in Word: filled in, with questions where nothing is known."""

import io

import docx
import pytest

from interventions.intake.descriptions.places import LABELS, PARTS
from interventions.intake.received.sheets.questions import MARKED
from interventions.models import Intervention
from interventions.workflow import withdraw
from tests.factories import Status, make_intervention
from tests.public.summaries.word import KIND, faults, headings, text_of

pytestmark = pytest.mark.django_db
STRANGE = 'Ĳsbrand & "de ’s-Gravenhage" <w:p/> \x07 \u202eom 😀 ŵ'


def fetch(client, slug: str) -> bytes:
    response = client.get(f"/interventies/{slug}/werkblad.docx")
    assert (response.status_code, response["Content-Type"]) == (200, KIND)
    return response.content


def paragraphs(client, slug: str) -> list[tuple[str, str]]:
    """The style and the text of each."""
    word = docx.Document(io.BytesIO(fetch(client, slug)))
    return [(one.style.style_id, text_of(one._p)) for one in word.paragraphs]


def test_it_has_the_headings_of_the_form_in_their_order(client):
    word = docx.Document(io.BytesIO(fetch(client, "abcd")))
    found = headings(word)
    assert found[0] == (0, "ABCD")
    assert found[-len(PARTS) :] == [(part.level, part.heading) for part in PARTS]
    assert word.paragraphs[0].text == "Werkblad beschrijving interventie"


def test_what_is_known_is_filled_in_and_the_rest_is_asked(client):
    row = Intervention.objects.get(slug="abcd")
    assert row.costs == ""
    found = paragraphs(client, "abcd")
    below = {text: found[place + 1] for place, (_, text) in enumerate(found[:-1])}
    assert below["1.2 Doel"] == ("Normal", row.goal)
    assert below["Kosten"] == ("Vraag", "‹Wat kost het?›")
    assert ("ListBullet", True) in {
        (style, text.startswith("Aansluiten: Het begin is wat bewoners kunnen"))
        for style, text in found
    }


def test_every_question_is_marked_and_every_part_has_one(client):
    row = make_intervention(name="Bijna leeg", summary="Kort.")
    for part in (*LABELS, *PARTS):
        assert part.fact == "" or part.asks.endswith((".", "?")), part
    asked = [text for style, text in paragraphs(client, row.slug) if style == "Vraag"]
    assert all(MARKED.fullmatch(text) for text in asked)
    assert f"‹{PARTS[-1].asks}›" in asked
    assert len(asked) == len([part for part in PARTS if part.asks])


def test_it_says_of_which_version_it_is_and_names_no_person(client, settings):
    settings.PUBLIC_URL = "https://voorbeeld.nl"
    found = [text for _, text in paragraphs(client, "abcd")]
    assert found[2].startswith(
        "Gemaakt van versie 1 van https://voorbeeld.nl/interventies/abcd/versies/1/, op "
    )
    about = docx.Document(io.BytesIO(fetch(client, "abcd"))).core_properties
    assert (about.author, about.last_modified_by, about.language) == ("", "", "nl-NL")
    start = found.index("Contactpersoon")
    assert [text.strip() for text in found[start + 2 : start + 5]] == [
        *("Naam:", "E-mail:", "Telefoon:")
    ]


def test_it_is_by_the_schema_with_any_sign(client):
    row = make_intervention(
        name=STRANGE.replace("\x07", "")[:60],
        summary=STRANGE,
        goal=f"{STRANGE}\n\n- {STRANGE}\n- Twee",
        owner=STRANGE,
        costs="W" * 500,
    )
    for slug in (row.slug, "abcd"):
        assert faults(fetch(client, slug)) == []


def test_only_a_public_text_has_one(client, reviewer):
    row = make_intervention(status=Status.DRAFT, slug="concept")
    for slug in (row.slug, "bestaat-niet"):
        assert client.get(f"/interventies/{slug}/werkblad.docx").status_code == 404
    address = "/interventies/abcd/werkblad.docx"
    first = client.get(address)
    assert client.head(address).status_code == 200
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert first["Content-Disposition"].startswith('attachment; filename="werkblad-abcd-20')
    withdraw(Intervention.objects.get(slug="abcd"), by=reviewer, note="Op verzoek.")
    assert client.get(address).status_code == 410


def test_the_page_offers_it(client):
    page = client.get("/interventies/abcd/").content.decode()
    assert 'href="/interventies/abcd/werkblad.docx"' in page
