"""Signs that are no text are refused or dropped, alike at every door. No output breaks on them."""

import csv
import io
import json
import zipfile
from io import StringIO
from xml.etree import ElementTree

import docx
import pytest
from django.core.management import call_command
from django.db import connection
from pypdf import PdfReader

from interventions.models import Intervention, Remark, Report
from tests.desk.filled import opened
from tests.desk.forms import ADD, INTERVENTIONS, change_page, intervention_form
from tests.desk.reading import reading, text_in_review
from tests.factories import Status, make_intervention
from tests.forms.submissions.conftest import Sender, guarded, patient
from tests.intake.sheets import csv_file

pytestmark = pytest.mark.django_db
__all__ = ["patient"]  # the fixture: forms here do not wait
DROPPED = [*"\x01\x02\x07\x08\x0e\x1a\x1b\x1f\x7f\x80\x90\x9f"]
NEVER_A_SIGN = ["\ufffe", "\uffff", "\ufdd0", "\U0001fffe", "\U0010ffff"]
HALVES = [chr(0xD800), chr(0xDFFF)]
BREAKS = [*"\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", "\r", "\r\n"]
every_sign = pytest.mark.parametrize(
    ("sign", "left"),
    [
        *((sign, " ") for sign in DROPPED),
        *((sign, "") for sign in NEVER_A_SIGN),
        *((sign, "\n") for sign in BREAKS),
    ],
    ids=ascii,
)


@every_sign
def test_a_public_form_drops_them(sign, left):
    guarded(Sender().client, "/klopt-dit-niet/", {"wrong": f"Een{sign}twee {sign}drie"})
    gap = " " if left != "\n" else " \n"
    assert Report.objects.get().text == f"Een{left}twee{gap}drie"


@every_sign
def test_a_submission_drops_them(sign, left):
    sender = Sender()
    sender.submits(first={"summary": f"Een{sign}twee"}, approach={"goal": f"Een{sign}twee"})
    assert (sender.row.summary, sender.row.goal) == (f"Een{left}twee",) * 2


@every_sign
def test_the_desk_drops_them(editor_client, sign, left):
    values = {"summary": f"Een{sign}twee", "desk_note": f"Een{sign}twee"}
    answer = editor_client.post(ADD, intervention_form(name="Proef", **values))
    assert answer.status_code == 302, answer.content.decode()
    row = Intervention.objects.get(name="Proef")
    assert (row.summary, row.desk_note) == (f"Een{left}twee",) * 2


@every_sign
def test_a_remark_drops_them(editor, reviewer, reviewer_client, sign, left):
    row = text_in_review(editor, reviewer)
    reviewer_client.post(reading(row), {"field": "goal", "text": f"Een{sign}twee", "proposal": ""})
    assert Remark.objects.get().text == f"Een{left}twee"


@pytest.mark.parametrize("sign", DROPPED + NEVER_A_SIGN, ids=ascii)
def test_the_import_drops_them(tmp_path, sign):
    file = tmp_path / "lijst.csv"
    cells = [f"Buurt{sign}huis", f"Sa{sign}men.", f"Meer{sign}", "2014"]
    file.write_bytes(csv_file(["naam", "samenvatting", "doel", "startjaar"], cells))
    call_command("import_interventions", str(file), stdout=StringIO())
    row = Intervention.objects.latest("pk")
    left = "" if sign in NEVER_A_SIGN else " "
    assert (row.name, row.summary, row.goal) == (f"Buurt{left}huis", f"Sa{left}men.", "Meer")


@pytest.mark.parametrize("sign", DROPPED + NEVER_A_SIGN + HALVES, ids=ascii)
def test_whatever_writes_a_row_drops_them(sign):
    row = make_intervention(goal=f"Een {sign}twee", owner=f"Club{sign} Huis")
    row.refresh_from_db()
    assert (row.goal, row.owner) == ("Een twee", "Club Huis")


@pytest.mark.postgres
@pytest.mark.parametrize("sign", [*DROPPED, *NEVER_A_SIGN, "\x0b"], ids=ascii)
def test_addresses_are_read_without_them(client, editor_client, sign):
    for query in ({"thema": f"jeugd{sign}"}, {"q": f"{sign}buurt{sign} "}, {"van": f"1{sign}"}):
        plain = {name: value.strip(f"{sign} ") for name, value in query.items()}
        for address in (
            "/interventies/",
            "/feeds/interventies.atom",
            "/interventies/abcd/versies/",
        ):
            found = client.get(address, query).content
            assert found == client.get(address, plain).content, (address, query)
            assert sign.encode() not in found
    assert (
        "ABCD" in editor_client.get(INTERVENTIONS, {"q": f"AB{sign}"[:2] + sign}).content.decode()
    )


@pytest.mark.parametrize(
    "address", ["/aanmelden/", "/klopt-dit-niet/", "/volgen/", "/beheer/login/", "/beheer/"]
)
def test_nul_is_refused_at_every_door(client, address):
    assert client.post(address, {"name": "a\0b", "wrong": "c"}).status_code == 400
    assert client.get(address, QUERY_STRING="q=a%00b").status_code == 400


# --- What was stored before -----------------------------------------------------------------------


def stored(row, text: str) -> None:
    """Put the text in the base as it is, past every field."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE interventions_intervention SET summary = %s, goal = %s, owner = %s, "
            "costs = %s WHERE id = %s",
            [text, text, text, text, row.pk],
        )
        document = {**row.publications.get().document}
        document |= {"samenvatting": text, "doel": text, "kosten": text, "naam": f"Oud{text}"}
        cursor.execute(
            "UPDATE interventions_publication SET document = %s, note = %s "
            "WHERE intervention_id = %s",
            [json.dumps(document), text, row.pk],
        )


@pytest.mark.postgres
def test_no_output_breaks_on_what_was_stored_before(client, editor_client):
    row = make_intervention(name="Proef", status=Status.PUBLISHED)
    slug = row.slug
    stored(row, f"Een{''.join([*DROPPED, *NEVER_A_SIGN, *BREAKS])}twee ")

    def fetch(address: str) -> bytes:
        answer = client.get(address)
        assert answer.status_code == 200, address
        return b"".join(answer.streaming_content) if answer.streaming else answer.content

    for page in (f"/interventies/{slug}/", f"/interventies/{slug}/versies/1/", "/interventies/"):
        assert fetch(page)
    pdf = PdfReader(io.BytesIO(fetch(f"/samenvattingen/interventies/{slug}.pdf")))
    text = " ".join(page.extract_text() for page in pdf.pages)
    assert "twee" in text
    assert "Een?" not in text
    word = docx.Document(io.BytesIO(fetch(f"/samenvattingen/interventies/{slug}.docx")))
    assert "twee" in " ".join(one.text for one in word.paragraphs)
    ElementTree.fromstring(fetch("/feeds/interventies.atom"))  # noqa: S314 - our own
    book = zipfile.ZipFile(io.BytesIO(fetch("/export/interventies.xlsx")))
    for name in book.namelist():
        if name.endswith(".xml"):
            ElementTree.fromstring(book.read(name))  # noqa: S314
    table = fetch("/export/interventies.csv").decode("utf-8-sig")
    assert any("twee" in cell for line in csv.reader(io.StringIO(table)) for cell in line)
    assert json.loads(fetch(f"/api/v1/interventies/{slug}"))["naam"]
    assert editor_client.get(INTERVENTIONS).status_code == 200


def test_an_old_text_is_cleaned_when_it_is_saved(editor_client):
    row = make_intervention(status=Status.DRAFT)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE interventions_intervention SET goal = %s WHERE id = %s", ["Oud\x07e", row.pk]
        )
    assert editor_client.post(change_page(row), opened(editor_client, row)).status_code == 302
    row.refresh_from_db()
    assert row.goal == "Oud e"
