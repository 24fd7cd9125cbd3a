"""The selection as a file: every format says the same, and none can do harm."""

import csv
import io
import json
import re

import openpyxl
import pytest
import rispy
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pybtex.database import parse_string

from elements.models import Element
from interventions.models import Intervention, Recognition, RecognitionLevel, Statement
from interventions.sheet.columns import SHEET_COLUMNS, STATEMENT_COLUMNS
from interventions.sheet.columns.guard import guarded, unguarded
from interventions.sheet.document import intervention_document
from interventions.sheet.permanent import with_permanent
from interventions.workflow import withdraw
from tests.factories import make_intervention, make_source

pytestmark = pytest.mark.django_db
NAMES = ["interventies.csv", "interventies.xlsx", "interventies.json"]
NAMES += ["interventies.ris", "interventies.bib", "matrix.csv", "uitspraken.csv", "matrix.xlsx"]
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "'=1", "=cmd|'/c calc'!A1"]


def content(response) -> bytes:
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def table(client, address: str) -> list[dict]:
    text = content(client.get(f"/export/{address}")).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


# --- What is in it --------------------------------------------------------------------------------


def test_csv_has_every_column_and_every_intervention(client):
    rows = table(client, "interventies.csv")
    assert [row["Naam"] for row in rows][:3] == [
        "ABCD",
        "Bronmethodiek",
        "Buurtgerichte sociale activering",
    ]
    assert len(rows) == 14
    assert list(rows[0]) == [column.heading for column in SHEET_COLUMNS if column.write]
    by_name = {row["Naam"]: row for row in rows}
    lapsed = by_name["Thuis op Straat"]
    assert lapsed["Erkenning"] == "eerste-aanwijzingen"
    assert lapsed["Datum van de erkenning"] == "2017-06"
    assert lapsed["Wordt dit nog gedaan?"] == "loopt"
    assert lapsed["Datum van de uitvoering"] == "2021-06"
    assert by_name["ABCD"]["Doel"].startswith("Van binnenuit werken")


def test_statements_are_a_second_file_with_kind_and_source(client):
    rows = table(client, "uitspraken.csv")
    assert len(rows) == Statement.objects.count() == 35
    assert {row["Soort"] for row in rows} == {"genoemd", "contrast", "afgeleid"}
    assert all(row["Bron"] and row["Interventie"] and row["Uitleg"] for row in rows)
    assert list(rows[0]) == [column.heading for column in STATEMENT_COLUMNS if column.write]


def test_csv_starts_with_a_byte_order_mark(client):
    assert content(client.get("/export/interventies.csv")).startswith(b"\xef\xbb\xbf")


def test_json_has_the_documents_of_the_contract(client):
    found = json.loads(content(client.get("/export/interventies.json")))["interventies"]
    for document in found:
        row = Intervention.objects.for_detail().get(slug=document["slug"])
        assert [document] == with_permanent([intervention_document(row, version=1)])
    assert len(found) == 14


def test_ris_is_read_back(client):
    found = rispy.loads(content(client.get("/export/interventies.ris?q=abcd")).decode())
    first = found[0]
    assert first["title"] == "ABCD (versie 1)"
    assert first["urls"][0].endswith("/interventies/abcd/versies/1/")
    assert first["authors"] == ["Werkzame elementen"]
    titles = {one["title"] for one in found}
    sources = Intervention.objects.get(slug="abcd").sources.all()
    assert {source.title for source in sources} <= titles
    undated = next(one for one in found if one["title"] == "De ABCD-methode")
    assert "year" not in undated


def test_bibtex_is_read_back(client):
    text = content(client.get("/export/interventies.bib")).decode()
    found = parse_string(text, "bibtex").entries
    first = found["werkzame-elementen-abcd"]
    assert first.fields["title"] == "{ABCD (versie 1)}"
    assert first.fields["url"].endswith("/interventies/abcd/versies/1/")
    article = found["movisie-2014-buurtontwikkeling"]
    assert (article.fields["year"], article.fields["month"]) == ("2014", "2")
    undated = next(one for one in found.values() if one.fields["title"] == "{De ABCD-methode}")
    assert "year" not in undated.fields


def test_overview_has_the_words_of_the_cells(client):
    rows = {row["Kenmerk"]: row for row in table(client, "matrix.csv")}
    assert rows["abcd"]["Aansluiten"] == "Genoemd in het artikel uit 2014"
    assert rows["abcd"]["Procesbegeleider"] == "Niet genoemd"
    contrast = rows["eigen-kracht-conferentie"]["Procesbegeleider"]
    assert contrast == "Genoemd als tegenvoorbeeld"
    groups = table(client, "matrix.csv?rijen=thema")
    youth = next(row for row in groups if row["Kenmerk"] == "jeugd")
    assert youth["Interventies"] == "2"


# --- Which interventions --------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_selection_is_that_of_the_list(client, name):
    few = content(client.get(f"/export/{name}?thema=jeugd"))
    assert b"thuis-op-straat" in few or name.endswith("xlsx")
    if not name.endswith("xlsx"):
        assert b"kulturhuske" not in few


def test_order_is_that_of_the_list(client):
    rows = table(client, "interventies.csv?sorteer=elementen&pagina=7&lijst=abcd")
    assert [row["Naam"] for row in rows] != sorted(row["Naam"] for row in rows)
    assert len(rows) == 14


@pytest.mark.parametrize("name", NAMES)
def test_unknown_value_is_refused_by_name(client, name):
    response = client.get(f"/export/{name}?thema=kleur&doelgroep=ouderen")
    assert response.status_code == 400
    page = response.content.decode()
    assert "kleur" in page
    assert "ouderen" not in page


def test_unknown_rows_of_the_overview_are_refused(client):
    assert client.get("/export/matrix.csv?rijen=kleur").status_code == 400


@pytest.mark.parametrize("name", NAMES)
def test_empty_selection_is_an_empty_file(client, name):
    content(client.get(f"/export/{name}?q=zzzzzz"))


@pytest.mark.parametrize("name", NAMES)
def test_what_is_not_public_is_in_no_file(client, reviewer, name):
    canary = make_intervention(status="in_review", name="Kanarievogel")
    gone = Intervention.objects.get(slug="abcd")
    withdraw(gone, by=reviewer, note="Op verzoek.")
    found = content(client.get(f"/export/{name}"))
    if name.endswith("xlsx"):
        book = openpyxl.load_workbook(io.BytesIO(found))
        found = str([[cell.value for cell in row] for sheet in book for row in sheet]).encode()
    assert canary.slug.encode() not in found
    assert b"Kanarievogel" not in found
    assert not re.search(rb"\babcd\b(?!-)", found) or name.endswith((".ris", ".bib"))


# --- How it is sent -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_file_has_a_dutch_name_with_the_date_and_is_attached(client, name):
    response = client.get(f"/export/{name}")
    content(response)
    stem, ending = name.replace("matrix", "overzicht").split(".")
    sent = response["Content-Disposition"]
    assert re.fullmatch(rf'attachment; filename="{stem}-\d{{4}}-\d\d-\d\d\.{ending}"', sent)
    assert "Set-Cookie" not in response


@pytest.mark.parametrize("name", NAMES)
def test_head_sends_no_body_and_post_is_refused(client, name):
    assert client.head(f"/export/{name}").content == b""
    assert client.post(f"/export/{name}").status_code == 405


def test_many_cost_a_fixed_number_of_queries_per_piece(client, django_assert_max_num_queries):
    for _ in range(30):
        make_intervention(sources=[make_source()], statements=[{}])
    content(client.get("/export/interventies.csv"))
    with django_assert_max_num_queries(19):
        content(client.get("/export/interventies.csv"))


# --- Harm -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_starts_a_formula(client, formula):
    make_intervention(slug="proef", name=f"{formula} proef", goal=formula, owner=formula)
    row = next(row for row in table(client, "interventies.csv") if row["Kenmerk"] == "proef")
    for heading in ("Naam", "Doel", "Eigenaar"):
        assert row[heading].startswith("'")
    assert unguarded(row["Doel"]) == formula
    book = openpyxl.load_workbook(io.BytesIO(content(client.get("/export/interventies.xlsx"))))
    values = {row[heading] for heading in ("Naam", "Doel", "Eigenaar")}
    marked = [cell for line in book["Interventies"] for cell in line if cell.value in values]
    assert len(marked) == 3
    assert {cell.data_type for cell in marked} == {"s"}


def parts_of(text: str) -> list[str]:
    """What any program would make a cell, also one that keeps nothing together by quotes."""
    cut = [text.split("\n"), re.split(r"[;,|\t\r\n]", text)]
    cut += [re.split(rf"[{separator}\r\n]", text) for separator in ";,|\t"]
    return [part.lstrip(' "\u00a0\u200b') for parts in cut for part in parts]


def test_no_separator_makes_a_cell_with_a_formula(client):
    formulas = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", "＝1", "- 1", "- WEB(1)", "- cmd|' /C calc'!A0")
    betweens = (";", ",", "|", "\t", "\n", "\r\n", "; ", ';"', ', " ', ";\u00a0")
    texts = [f"kort{between}{formula}" for between in betweens for formula in formulas]
    for number, text in enumerate(texts):
        make_intervention(slug=f"proef-{number}", goal=text)
    whole = content(client.get("/export/interventies.csv")).decode("utf-8-sig")
    assert not [part for part in parts_of(whole) if part.startswith(formulas)]
    goals = {row["Kenmerk"]: row["Doel"] for row in table(client, "interventies.csv")}
    found = json.loads(content(client.get("/export/interventies.json")))["interventies"]
    given = {row["slug"]: row["doel"] for row in found}  # a program gets the text itself
    for number, text in enumerate(texts):
        stored = text.replace("\r\n", "\n")  # every line end is one sign
        assert unguarded(goals[f"proef-{number}"]) == given[f"proef-{number}"] == stored


@pytest.mark.parametrize(
    "text",
    [
        "gewoon",
        "'s avonds; 's ochtends, 's middags",
        "a=b",
        "Begin klein:\n- vraag het na, en blijf vragen\n- 's avonds ook\n  - binnen of buiten?",
        "Het kost € 5,- per keer, of € 50,-.\nMet korting: € 4,-",
        "van 2014-02 tot 2015-01; zij - en hij -, ook wij",
        "redactie@voorbeeld.nl, info@voorbeeld.nl",
    ],
)
def test_an_ordinary_text_has_no_mark(text):
    assert guarded(text) == text


TEXTS = (
    st.text(st.sampled_from("ab1 ';,|\t\r\n\"=+-@＝−(!#€.\u00a0\u200b"), max_size=40) | st.text()
)


@settings(deadline=None)
@given(TEXTS)
@example("'=1")
@example("a;''=1\n'\t- b")
@example(";-\t")
def test_guarding_loses_nothing(text):
    assert unguarded(guarded(text)) == text
    assert unguarded(guarded(guarded(text))) == guarded(text)
    # An import takes white away around a cell.
    assert unguarded(guarded(text).strip()).strip() == text.strip()


@settings(deadline=None)
@given(TEXTS)
def test_no_part_of_a_text_starts_a_formula(text):
    cell = guarded(text)
    assert not re.match(r"\s*[=+\-@＝−]", cell)
    for part in parts_of(cell):
        assert not re.match(r"\s*[=+@＝−]", part)
        assert not re.match(r"\s*-[^\S\t\r\n]*([0-9+-]|\w+[(!#|]|\w+ \()", part)


def test_text_of_many_lines_and_signs_comes_through(client):
    odd = 'Regel een\nregel "twee"; met, tekens\r\n- punt €'
    make_intervention(slug="proef", goal=odd)
    rows = {row["Kenmerk"]: row for row in table(client, "interventies.csv")}
    assert rows["proef"]["Doel"] == odd.replace("\r\n", "\n")


@pytest.mark.parametrize(
    "odd", ["{baten} 100%", "{ alleen open", "alleen dicht }", "\\", '" @misc{x,']
)
def test_odd_text_in_bibtex_stays_within_its_entry(client, odd):
    make_intervention(slug="proef", name=f"Kosten & {odd} #1 $ _x_ ~ ^")
    found = parse_string(content(client.get("/export/interventies.bib")).decode(), "bibtex").entries
    title = found["werkzame-elementen-proef"].fields["title"]
    assert re.fullmatch(r"\{Kosten .* \(versie 1\)\}", title)
    shown = Intervention.objects.published().count()
    assert len([key for key in found if key.startswith("werkzame-elementen-")]) == shown


def test_odd_text_in_ris_stays_within_its_line(client):
    make_intervention(name="Een\nER  - regel")
    found = rispy.loads(content(client.get("/export/interventies.ris")).decode())
    assert any(one["title"].startswith("Een ER - regel") for one in found)


def test_the_name_of_an_element_starts_no_formula(client):
    Element.objects.filter(slug="empowerment").update(short_name="=1+1")
    assert "'=1+1" in table(client, "matrix.csv")[0]


def test_recognitions_of_one_intervention_stand_side_by_side(client):
    row = make_intervention(slug="proef")
    level = RecognitionLevel.objects.get(slug="goed-onderbouwd")
    for date in ("2015", "2020-05"):
        Recognition.objects.create(intervention=row, level=level, date=date, source=make_source())
    found = {one["Kenmerk"]: one for one in table(client, "interventies.csv")}["proef"]
    assert found["Datum van de erkenning"] == "2020-05 | 2015"
    assert Element.objects.count() == 7
