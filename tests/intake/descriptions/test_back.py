"""Our own werkblad comes back: what nobody touched is no difference, what somebody wrote is one."""

import io
from dataclasses import asdict

import docx
import pytest
from docx.document import Document

from interventions.intake.descriptions.differing import differing, new_sentences
from interventions.intake.received.limits import DOCUMENT
from interventions.intake.received.sheets.reading import description_of
from interventions.models import Intervention
from tests.factories import make_intervention

pytestmark = pytest.mark.django_db


def opened(client, slug: str) -> Document:
    return docx.Document(io.BytesIO(client.get(f"/interventies/{slug}/werkblad.docx").content))


def read(document: Document) -> dict:
    stream = io.BytesIO()
    document.save(stream)
    return description_of(stream.getvalue(), name="werkblad.docx", limits=asdict(DOCUMENT))


def facts(found: dict, row: Intervention) -> list[tuple[str, str]]:
    return [(one.fact, one.passage.text) for one in differing(found, row)]


def under(document: Document, words: str):
    """The paragraph in which these words stand."""
    return next(one for one in document.paragraphs if words in one.text)


def abcd() -> Intervention:
    return Intervention.objects.get(slug="abcd")


def test_every_text_comes_back_as_it_went(client, settings):
    settings.PUBLISHER = settings.PUBLISHER | {"contact_email": "redactie@voorbeeld.nl"}
    for row in Intervention.objects.published():
        found = read(opened(client, row.slug))
        assert (found["form"], found["title"]) == ("A", row.name)
        assert (facts(found, row), new_sentences(found, row)) == ([], []), row.slug
        assert (found["contact"], found["personal"]) == ({}, []), row.slug


def test_a_text_with_lists_signs_and_an_address_comes_back(client):
    row = make_intervention(
        name="Ĳs & co: ‘een proef’",
        goal="Eerst dit.\n\n- Eén ding\n- Nog een ding: twee keer\n\nDan dat…",
        approach="1. Beginnen\n2. Doorgaan\n\nKosten: dat hangt ervan af.",
        materials="Vraag het via info@voorbeeld.nl of https://voorbeeld.nl/é-hand_leiding/.",
        website="http://www.voorbeeld.nl/proef/",
        municipal_role="De gemeente betaalt de helft – soms alles.",
        started_year=2014,
    )
    found = read(opened(client, row.slug))
    assert (facts(found, row), new_sentences(found, row)) == ([], [])


def test_one_sentence_more_is_one_difference_beside_the_present_text(client):
    document = opened(client, "abcd")
    under(document, "Van binnenuit werken").add_run(" En ook gezellig.")
    [one] = differing(read(document), abcd())
    assert (one.fact, one.present) == ("doel", abcd().goal)
    assert one.passage.heading == "1.2 Doel"
    assert one.passage.text == f"{abcd().goal} En ook gezellig."


@pytest.mark.parametrize(
    ("question", "answer", "fact"),
    [
        ("‹Wat kost het?›", "Het kost vijf euro per keer.", "kosten"),
        ("‹Wat doet de gemeente?", "Zij betaalt de helft.", "rolGemeente"),
        ("‹Hoe lang duurt het?", "Een half jaar.", "tijd"),
        ("‹Voor welk probleem", "Weinig contact.", ""),
    ],
)
def test_an_answer_before_behind_or_in_place_of_a_question_is_one(client, question, answer, fact):
    document = opened(client, "abcd")
    under(document, question).insert_paragraph_before(answer)
    assert facts(read(document), abcd()) == [(fact, answer)]
    document = opened(client, "abcd")
    under(document, question).add_run(f" {answer}")
    assert facts(read(document), abcd()) == [(fact, answer)]
    document = opened(client, "abcd")
    under(document, question).runs[0].text = answer
    assert facts(read(document), abcd()) == [(fact, answer)]


def test_a_label_that_was_filled_in_is_a_difference_and_a_person_is_private(client):
    document = opened(client, "abcd")
    under(document, "Naam organisatie:").add_run(" Stichting De Buren")
    labels = [one for one in document.paragraphs if one.text.startswith(("Naam:", "E-mail:"))]
    labels[1].add_run("Jet de Boer")
    labels[2].add_run("jet@buren.example")
    found = read(document)
    assert facts(found, abcd()) == [("eigenaar", "Stichting De Buren")]
    assert (found["contact"]["name"], found["contact"]["email"]) == (
        "Jet de Boer",
        "jet@buren.example",
    )


def test_a_sentence_about_an_element_that_changed_or_is_new_is_a_suggestion(client):
    document = opened(client, "abcd")
    line = under(document, "Aansluiten:").runs[0]
    line.text = line.text.replace(" eerst met een vragenlijst", "")
    under(document, "‹Wat maakt volgens u").insert_paragraph_before(
        "Iemand belt altijd aan bij de buren.", style="List Bullet"
    )
    found = read(document)
    told = [one["text"] for one in new_sentences(found, abcd())]
    assert [text.partition(" ")[0] for text in told] == ["Aansluiten:", "Iemand"]
    assert facts(found, abcd()) == []
