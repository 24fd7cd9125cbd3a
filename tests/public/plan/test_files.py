"""The plan as a file: to fill in, by the schema, with its sources and versions; and its parts."""

import io
import re

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from elements.models import Element, content_change
from elements.references import reference
from interventions.models import Intervention, Statement
from interventions.public.plan.adaptations import COLUMNS, FRAME, ROWS
from interventions.public.plan.checklist import ANSWERS, NO_TEST
from interventions.public.plan.denials import NOT_LACKING
from interventions.public.summaries.blocks import BOX
from interventions.workflow import withdraw
from tests.factories import Status, make_intervention
from tests.office import as_pdfs
from tests.public.summaries.test_pdf import tags
from tests.public.summaries.word import KIND, faults, headings, text_of, words

pytestmark = pytest.mark.django_db
MIXED = (
    "ja=outreachend&ja=laagdrempelig&beetje=aansluiten&nee=empowerment&nee=samenwerken"
    "&thema=leefbaarheid&punt=outreachend:1&punt=empowerment:1"
)


def get(client, query: str, *, ending: str = "docx"):
    return client.get(f"/plan.{ending}?{query}")


def opened(response):
    assert (response.status_code, response["Content-Type"]) == (200, KIND)
    return docx.Document(io.BytesIO(response.content))


def boxes(element) -> list[str]:
    """What each box that can be ticked is called."""
    found = [one for one in element.iter(qn("w:sdt")) if [*one.iter(qn("w14:checkbox"))]]
    assert all(text_of(one) == BOX for one in found)
    return [next(one.iter(qn("w:alias"))).get(qn("w:val")) for one in found]


def titles(word) -> list[str]:
    return [text for _, text in headings(word)]


def long_points() -> None:
    """An element with twelve points of two lines each."""
    line = "Vraag bewoners persoonlijk om mee te doen, en neem de tijd om te horen wat zij willen"
    with content_change():
        element = Element.objects.get(slug="empowerment")
        element.practice = "\n".join(f"- {line} ({number})." for number in range(12))
        element.save()


def test_it_is_by_the_schema_and_says_what_is_to_be_done(client):
    long_points()
    response = get(client, MIXED)
    assert faults(response.content) == []
    found = titles(opened(response))
    assert found[:5] == [
        "Plan op de elementen",
        "Voor wie en waar?",
        "Hier kunt u mee beginnen",
        "Wat u over uw aanpak kunt zeggen",
        "Dit kunt u zeggen",
    ]
    parts = ["Empowerment (uw antwoord: nee)", "Samenwerken (uw antwoord: nee)"]
    parts += [
        "Aansluiten (uw antwoord: een beetje)",
        "Procesbegeleider (uw antwoord: weet ik niet)",
    ]
    at = [found.index(title) for title in parts]
    assert at == sorted(at)
    checklists = [title for title in found if title.startswith("Checklist ")]
    assert len(checklists) == 7
    assert found.index("Logboek: wat doet u anders dan bedacht?") > found.index(checklists[-1])
    assert found[-4:] == [
        "Welke versies zijn dit?",
        "Zo leest u dit plan",
        "Zo verwijst u naar deze tekst",
        "Bronnen",
    ]


def test_first_steps_have_room_for_who_and_when_and_a_box_for_done(client):
    word = opened(get(client, "nee=empowerment&punt=empowerment:1"))
    table = word.tables[0]._tbl
    head, first, *others = [[text_of(cell) for cell in row] for row in cells_of(table)]
    assert head == ["Eerste stap", "Element", "Wie", "Wanneer", "Gedaan"]
    step = Element.objects.get(slug="empowerment").points[1]
    assert first == [step.text, "Empowerment", "", "", BOX]
    assert others[-1] == ["", "", "", "", BOX]
    assert boxes(table)[0] == f"Gedaan: {step.text}"[:64]


def cells_of(table) -> list[list]:
    return [list(row.iterchildren(qn("w:tc"))) for row in table.iter(qn("w:tr"))]


def test_every_form_repeats_its_header_keeps_rows_whole_and_has_a_name(client):
    tables = [one._tbl for one in opened(get(client, MIXED)).tables]
    assert len(tables) == 1 + 2 * 7 + 1
    for table in tables:
        rows = [*table.iter(qn("w:tr"))]
        assert [len([*row.iter(qn("w:tblHeader"))]) for row in rows] == [1, *[0] * (len(rows) - 1)]
        assert all(len([*row.iter(qn("w:cantSplit"))]) == 1 for row in rows)
        assert all(len([*row.iter(qn("w:trHeight"))]) == 1 for row in rows[1:])
        assert next(table.iter(qn("w:tblCaption"))).get(qn("w:val"))
        assert next(table.iter(qn("w:tblDescription"))).get(qn("w:val"))


def test_each_page_says_that_it_is_no_recognition(client):
    for part in ("", "&deel=checklist", "&deel=logboek"):
        word = opened(get(client, MIXED + part))
        assert {text_of(one.footer._element)[:16] for one in word.sections} == {"Geen erkenning.W"}
        assert "Dit is geen erkenning en geen toets." in words(word)


def test_sources_and_versions_of_all_that_is_shown_are_at_the_end(client, settings):
    settings.PUBLIC_URL = "https://voorbeeld.nl"
    said = words(opened(get(client, "nee=empowerment&interventie=thuis-op-straat")))
    assert "Empowerment: versie 1, " in said
    assert "https://voorbeeld.nl/id/werkzaam-element/empowerment" in said
    assert "https://voorbeeld.nl/id/interventie/thuis-op-straat" in said
    assert "https://voorbeeld.nl/plan/?nee=empowerment&interventie=thuis-op-straat" in said
    row = Statement.objects.get(intervention__slug="thuis-op-straat", element__slug="empowerment")
    end = said[said.index("Zo verwijst u") :]
    assert reference(row.source) in end
    assert all(reference(one) in end for one in row.extra_sources.all())
    assert FRAME in end


def test_what_no_source_names_is_not_said_to_be_lacking(client):
    said = words(opened(get(client, "interventie=abcd")))
    start = said.index("Bij ABCD vonden wij ")
    sentence = said[start : said.index(NOT_LACKING, start)]
    assert "Empowerment" in sentence
    assert "Aansluiten" not in sentence
    assert "Bij ABCD vonden wij " not in words(opened(get(client, "nee=empowerment")))


def test_research_is_followed_by_of_whom_it_says_something(client):
    word = opened(get(client, "ja=outreachend&ja=laagdrempelig&thema=leefbaarheid"))
    said = [text_of(one._p) for one in word.paragraphs]
    start, end = said.index("Lijkt op uw aanpak"), said.index(ABOUT_THEM)
    rows = said[start + 1 : end]
    assert rows
    assert all("Onderzoek: " in row for row in rows)


ABOUT_THEM = "Dit zegt iets over die aanpakken, niet over de uwe."


# --- The parts ------------------------------------------------------------------------------------


def test_a_checklist_has_four_boxes_for_each_point_and_no_score(client):
    word = opened(get(client, "interventie=abcd&deel=checklist"))
    about, points = word.tables[:2]
    element = Element.objects.get(slug="aansluiten")
    assert [text_of(one) for one in cells_of(points._tbl)[0]] == ["Punt", *ANSWERS, "Opmerking"]
    named = [f"{title}: {n}. {line}"[:64] for n, line in element.points for title in ANSWERS]
    assert boxes(points._tbl) == named
    assert boxes(about._tbl) == ["zelf", "een waarnemer"]
    assert words(word).count(NO_TEST) == 1 + len(word.tables) / 2
    assert not [title for title in titles(word) if "Logboek" in title or "zeggen" in title]


def test_the_log_asks_what_frame_asks_and_lies_on_its_side(client):
    word = opened(get(client, "nee=empowerment&deel=logboek"))
    (table,) = word.tables
    rows = [[text_of(cell) for cell in row] for row in cells_of(table._tbl)]
    assert rows[0] == ["Nr.", *(title for title, _, _ in COLUMNS)]
    assert len(rows) == 1 + ROWS
    assert "https://doi.org/10.1186/s13012-019-0898-y" in words(word)
    assert [one.page_width > one.page_height for one in word.sections] == [False, True, False]


def test_pdf_is_tagged_and_twelve_long_points_are_one_page(client):
    long_points()
    pdf = PdfReader(io.BytesIO(get(client, "nee=empowerment&deel=checklist", ending="pdf").content))
    assert "<pdfuaid:part>1</pdfuaid:part>" in pdf.trailer["/Root"]["/Metadata"].get_data().decode()
    pages = [page.extract_text() for page in pdf.pages]
    assert len(pages) == 1 + 7 + 1
    assert "Checklist Empowerment" in pages[1]
    assert "(11)" in pages[1]
    assert all("Geen erkenning" in page for page in pages)
    found = tags(pdf)
    points = sum(len(element.points) for element in Element.objects.in_use())
    assert found.count("/TR") == 7 * 2 + 7 + points
    assert found.count("/TH") == 7 * 3 + 7 * 6


# --- The address ----------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_what_cannot_be_made_says_what_to_do(client, ending):
    for query, status in (
        ("", 404),
        ("nee=bestaat-niet", 404),
        ("deel=logboek", 404),
        ("nee=empowerment&deel=anders", 404),
        (f"nee=empowerment&deel={'9' * 500}", 404),
        ("nee=empowerment&amp;ja=outreachend", 400),
    ):
        response = get(client, query, ending=ending)
        assert response.status_code == status, query
        assert response["Cache-Control"] == "no-store"
        assert 'href="/zelfcheck/"' in response.content.decode()
    assert client.post(f"/plan.{ending}").status_code == 405


def test_nothing_of_the_answers_is_kept_or_stands_in_its_name(client):
    for part, name in (
        ("checklist", "checklist-per-element"),
        ("logboek", "logboek-van-aanpassingen"),
        ("", "plan-op-de-elementen"),
    ):
        response = get(client, f"{MIXED}&deel={part}")
        assert re.fullmatch(
            rf'attachment; filename="{name}-\d{{4}}-\d\d-\d\d\.docx"',
            response["Content-Disposition"],
        )
    assert response["Cache-Control"] == "no-store"
    assert "ETag" not in response
    assert not response.cookies
    about = opened(response).core_properties
    assert (about.title, about.language) == ("Plan op de elementen", "nl-NL")


# --- The checklist of one intervention ------------------------------------------------------------


def test_checklist_of_an_intervention_is_of_the_elements_that_it_has(client):
    element = Element.objects.get(slug="samenwerken")
    row = make_intervention(
        name="Proef & <w:p/>",
        statements=[
            {"element": Element.objects.get(slug="aansluiten"), "explanation": "Zo genoemd."},
            {"element": element, "explanation": "Zo gelezen.", "kind": "inferred", "basis": "Deel"},
            {
                "element": Element.objects.get(slug="empowerment"),
                "explanation": "Andersom.",
                "kind": "contrast",
            },
        ],
    )
    response = client.get(f"/interventies/{row.slug}/checklist.docx")
    assert faults(response.content) == []
    word = opened(response)
    lists = [title for title in titles(word)[1:] if title.startswith("Checklist ")]
    assert lists == ["Checklist Aansluiten", "Checklist Samenwerken"]
    said = words(word)
    assert "Zo doet Proef & <w:p/> het. Zo genoemd. Genoemd in" in said
    assert "Zo gelezen. Volgens de redactie, op basis van" in said
    assert "Andersom" not in said
    assert f"/interventies/{row.slug}/versies/1/" in said
    assert "/id/werkzaam-element/samenwerken" in said
    pages = [one for one in word.paragraphs if one._p.pPr.find(qn("w:pageBreakBefore")) is not None]
    assert [one.text for one in pages] == [*lists, "Welke versies zijn dit?"]


def test_an_intervention_without_elements_says_so(client):
    row = make_intervention(statements=[])
    word = opened(client.get(f"/interventies/{row.slug}/checklist.docx"))
    assert "Wij vonden geen bron die bij deze aanpak een werkzaam element noemt." in words(word)
    assert word.tables == []


def test_only_a_public_intervention_has_one(client, reviewer):
    draft = make_intervention(status=Status.DRAFT)
    for slug in (draft.slug, "bestaat-niet"):
        assert client.get(f"/interventies/{slug}/checklist.docx").status_code == 404
    address = "/interventies/abcd/checklist.docx"
    first = client.get(address)
    assert first["Content-Disposition"].startswith('attachment; filename="checklist-abcd-20')
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    withdraw(Intervention.objects.get(slug="abcd"), by=reviewer, note="Op verzoek.")
    assert client.get(address).status_code == 410


# --- In LibreOffice -------------------------------------------------------------------------------


@pytest.mark.full
@pytest.mark.office
def test_libreoffice_opens_each_and_a_checklist_is_one_page(client, tmp_path):
    addresses = {
        "plan": f"/plan.docx?{MIXED}",
        "checklist": f"/plan.docx?{MIXED}&deel=checklist",
        "logboek": f"/plan.docx?{MIXED}&deel=logboek",
        "kan-wel": "/interventies/kan-wel/checklist.docx",
    }
    for name, address in addresses.items():
        (tmp_path / f"{name}.docx").write_bytes(client.get(address).content)
    made = as_pdfs(tmp_path)
    for name, address in addresses.items():
        pages = [page.extract_text() for page in PdfReader(made[f"{name}.docx"]).pages]
        assert all("Geen erkenning" in page for page in pages)
        for title in titles(opened(client.get(address)))[1:]:
            on = [page for page in pages if title in page]
            assert on, title
            if title.startswith("Checklist "):
                assert NO_TEST in on[-1].replace("\n", " "), title
