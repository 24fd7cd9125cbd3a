"""The same text of an editor has the same lists and links wherever it is shown."""

import io
import re
from html import unescape

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from interventions.models import Intervention, OutboxMessage
from interventions.workflow import claim, publish, revise, send_back, submit
from tests.factories import Status, make_element, make_intervention, make_statement, reviewed
from tests.public.summaries.word import faults, links
from tests.public.test_feed import entries

pytestmark = pytest.mark.django_db
ADDRESS = "https://nl.wikipedia.org/wiki/Wijk_(stad)"
TEXT = f"Vooraf:\n• koken\n– eten (zie {ADDRESS}).\nDaarna dit.\n3. drie\n4. vier\nSlot"
BULLETS, NUMBERS = ["koken", f"eten (zie {ADDRESS})."], ["drie", "vier"]
FIELDS = ("goal", "approach", "costs", "conditions", "municipal_role", "cautions", "materials")


def lists(html: str) -> list[tuple[str, list[str]]]:
    """Each list of words alone: (its tag, its items)."""
    found = re.findall(r"<(ul class=\"utrecht|ol class=\"utrecht)[^>]*>(.*?)</[uo]l>", html, re.S)
    return [
        (
            tag[:2],
            [
                unescape(re.sub(r"<[^>]+>", "", one)).strip()
                for one in re.findall(r"<li[^>]*>(.*?)</li>", items, re.S)
            ],
        )
        for tag, items in found
    ]


def has_both(html: str) -> bool:
    found = lists(html)
    return (
        ("ul", BULLETS) in found
        and ("ol", NUMBERS) in found
        and 'start="3"' in html
        and f'href="{ADDRESS}"' in html
        and not re.search(r"<p[^>]*>[^<]*(?:<(?!/p)[^>]*>[^<]*)*<[uo]l", html)
    )


@pytest.fixture
def row():
    row = make_intervention(name="Proef", slug="proef", summary=TEXT, **dict.fromkeys(FIELDS, TEXT))
    make_statement(row, explanation=TEXT)
    row.publications.update(note=TEXT)
    return row


@pytest.mark.parametrize(
    "address",
    [
        *("/interventies/proef/", "/interventies/proef/versies/1/", "/interventies/proef/versies/"),
        *("/samenvattingen/interventies/proef/", "/interventies/?q=proef"),
        "/vergelijken/?interventie=proef&interventie=abcd",
        "/samenvattingen/dossier/?interventie=proef",
    ],
)
def test_a_page_has_the_lists_and_the_links(client, row, address):
    page = client.get(address).content.decode()
    assert has_both(page)
    assert "• koken" not in page.replace(f'content="{TEXT[:20]}', "").split("<main", 1)[1]


def test_an_element_has_them(client):
    texts = {"summary": TEXT, "description": TEXT, "policy_summary": TEXT, "general_claim": TEXT}
    element = make_element(practice=f"• koken\n– eten (zie {ADDRESS}).", **texts)
    main = client.get(f"/werkzame-elementen/{element.slug}/").content.decode().split("<main", 1)[1]
    assert has_both(main)
    assert lists(main).count(("ol", NUMBERS)) == 4
    assert "• koken" not in main
    assert re.search(rf'<li[^>]*>eten \(zie <a [^>]*href="{re.escape(ADDRESS)}"', main)


def test_the_feed_has_them(client, row):
    assert has_both(entries(client)[0]["summary"])


def test_a_pdf_has_them(client, row):
    pdf = PdfReader(io.BytesIO(client.get("/samenvattingen/interventies/proef.pdf").content))
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert text.count("Vooraf: • koken • eten") >= 3  # the lead, the texts, the facts
    assert "Daarna dit. 3. drie 4. vier Slot" in text
    leads_to = [
        note.get_object()["/A"]["/URI"]
        for page in pdf.pages
        for note in page.get("/Annots", [])
        if "/URI" in note.get_object().get("/A", {})
    ]
    assert leads_to.count(ADDRESS) >= 3


def test_a_word_file_has_them(client, row):
    data = client.get("/samenvattingen/interventies/proef.docx").content
    assert faults(data) == []
    word = docx.Document(io.BytesIO(data))
    styles = [(one.style.name, one.text) for one in word.paragraphs]
    assert styles.count(("List Bullet", "koken")) >= 3
    assert styles.count(("List Number", "drie")) >= 3
    assert ("Normal", "Daarna dit.") in styles
    assert links(word)[ADDRESS] == ADDRESS
    keys = [one._p.pPr.numPr.numId.val for one in word.paragraphs if one.text == "drie"]
    assert len(set(keys)) == len(keys)  # each list begins anew
    numbering = word.part.numbering_part.element
    starts = numbering.findall(f"{qn('w:num')}/{qn('w:lvlOverride')}/{qn('w:startOverride')}")
    assert {one.get(qn("w:val")) for one in starts} == {"3"}


def test_a_mail_has_them(editor, reviewer):
    editor.email = "redacteur@kb.example"
    editor.save()
    row = make_intervention(status=Status.DRAFT, created_by=editor)
    submit(row, by=editor)
    claim(row, by=reviewer)
    send_back(row, by=reviewer, note=TEXT)
    body = OutboxMessage.objects.latest("pk").body
    items = f"- koken\n- eten (zie {ADDRESS})."
    assert f"\n\nVooraf:\n\n{items}\n\nDaarna dit.\n\n3. drie\n4. vier\n\nSlot\n" in body


def test_a_reason_and_a_note_have_them(client, editor, reviewer):
    live = Intervention.objects.get(slug="abcd")
    publish(
        reviewed(revise(live, by=editor), editor=editor, reviewer=reviewer), by=reviewer, note=TEXT
    )
    for address in ("/interventies/abcd/versies/", "/interventies/abcd/versies/2/"):
        assert has_both(client.get(address).content.decode())


def test_data_stays_as_it_was_typed(client, row):
    assert client.get("/api/v1/interventies/proef").json()["doel"] == TEXT
