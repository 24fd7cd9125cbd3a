"""The workbook for people: names, days and full references, and all of it comes back in."""

import datetime
import gc
import io
import re
import zipfile

import openpyxl
import pytest
from openxml_audit import FileFormat, OpenXmlValidator
from xlsxwriter.worksheet import RowInfo

from elements.models import Source
from interventions.models import Intervention, Recognition, RecognitionLevel
from interventions.open_data.files import views
from interventions.open_data.files.workbook import Page, workbook
from interventions.sheet.columns.cut import LONGEST, fitted
from tests.factories import make_intervention, make_source

pytestmark = pytest.mark.django_db
BOOK, OVERVIEW = "/export/interventies.xlsx", "/export/matrix.xlsx"
SHEETS = ["Interventies", "Uitspraken", "Overzicht", "Bronnen", "Toelichting"]
STOPPED = "Kan wél! – gestopt (2014)"


def fetch(client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def read(client, address: str = BOOK):
    return openpyxl.load_workbook(io.BytesIO(fetch(client, address)))


def by_name(sheet) -> dict[str, dict]:
    head, *rows = sheet.iter_rows(values_only=True)
    return {row[0]: dict(zip(head, row, strict=True)) for row in rows}


def test_it_has_interventions_statements_overview_sources_and_what_they_are(client):
    book = read(client)
    assert book.sheetnames == SHEETS
    assert [sheet.max_row for sheet in book][:3] == [15, 36, 15]
    assert [cell.value for cell in book["Interventies"][1]][:2] == ["Naam", "Wordt dit nog gedaan?"]


@pytest.mark.parametrize("address", [BOOK, OVERVIEW])
def test_more_than_a_workbook_is_made_for_is_refused_with_the_csv(client, monkeypatch, address):
    monkeypatch.setattr(views, "MOST_IN_WORKBOOK", 13)
    monkeypatch.setattr(views, "MOST_IN_OVERVIEW", 13)
    refused = client.get(address)
    page = refused.content.decode()
    assert refused.status_code == 400
    assert "U vraagt om 14 interventies" in page
    assert "ten hoogste 13" in page
    other = re.search(r'href="(/export/\w+\.csv\?[^"]*)"', page)
    assert client.get(other[1]).status_code == 200
    for fits in (f"{address}?element=empowerment", f"{OVERVIEW}?rijen=thema"):
        assert fetch(client, fits)


def test_names_stand_where_the_csv_has_slugs(client):
    row = by_name(read(client)["Interventies"])["Thuis op Straat"]
    assert row["Doelgroepen"] == "Kinderen en jongeren"
    assert row["Elementen"] == "Outreachend\nAansluiten\nLaagdrempelig\nEmpowerment\nSamenwerken"
    assert row["Erkenning"] == "Effectief volgens eerste aanwijzingen"
    assert row["Wordt dit nog gedaan?"] == "loopt nog"
    assert row["Status"] == "gepubliceerd"
    slugs = {*Source.objects.values_list("slug", flat=True)}
    for sheet in read(client):
        cells = {cell.value for line in sheet.iter_rows(min_row=2) for cell in line}
        assert not slugs & {value for value in cells if isinstance(value, str)}, sheet.title


def test_days_are_days_and_less_is_in_words(client):
    book = read(client)
    row = by_name(book["Interventies"])["Thuis op Straat"]
    assert row["Datum van de erkenning"] == "juni 2017"
    published = row["Gepubliceerd op"]
    assert isinstance(published, datetime.datetime)
    founding = next(line for line in book["Bronnen"].iter_rows() if "10 februari" in line[1].value)
    assert founding[4].value.date() == datetime.date(2014, 2, 10)
    assert founding[4].number_format == "[$-413]d mmmm yyyy"
    assert founding[4].is_date


def test_a_day_that_excel_does_not_know_is_in_words(client):
    make_intervention(sources=[make_source(title="Oud", date="1850-03-01")])
    rows = {line[0]: line[4] for line in read(client)["Bronnen"].iter_rows(values_only=True)}
    assert rows["Oud"] == "1 maart 1850"


def test_sources_stand_in_full_once_and_are_those_of_the_selection(client):
    found = [line[1] for line in read(client)["Bronnen"].iter_rows(values_only=True)]
    assert len(found) == len(set(found))
    source = "Thuis Op Straat maakt buitenspelen (weer) leuk."
    assert any(line.startswith("Buurtwijs (6 december 2016). " + source) for line in found)
    few = read(client, f"{BOOK}?q=kulturhuske")["Bronnen"]
    assert 1 < few.max_row < len(found) / 2


def test_head_stays_filters_and_columns_fit(client):
    book = read(client)
    for sheet in book.worksheets[:-1]:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == sheet.dimensions
    widths = {name: one.width for name, one in book["Interventies"].column_dimensions.items()}
    assert min(widths.values()) >= 9
    assert max(widths.values()) <= 81
    assert len({round(width) for width in widths.values()}) > 5
    cells = [cell for line in book["Interventies"].iter_rows(min_row=2) for cell in line]
    assert all(cell.alignment.wrap_text for cell in cells if cell.value is not None)


def test_overview_marks_what_is_stopped_and_what_is_not_named(client):
    for book in (read(client), read(client, OVERVIEW)):
        rows = by_name(book["Overzicht"])
        assert rows[STOPPED]["Procesbegeleider"] == "Genoemd in het artikel uit 2014"
        assert rows[STOPPED]["Outreachend"] == "Niet genoemd"
        assert "Kenmerk" not in rows[STOPPED]
    assert read(client, OVERVIEW).sheetnames == ["Overzicht", "Toelichting"]


def test_overview_of_groups_has_numbers(client):
    rows = by_name(read(client, f"{OVERVIEW}?rijen=thema")["Overzicht"])
    assert rows["Jeugd"]["Interventies"] == 2
    assert client.get(f"{OVERVIEW}?rijen=kleur").status_code == 400
    assert client.head(f"{OVERVIEW}?rijen=kleur").status_code == 400
    page = client.get("/matrix/?rijen=thema").content.decode()
    assert 'href="/export/matrix.xlsx?rijen=thema"' in page


def test_explanation_says_what_where_and_when(client, settings):
    rows = {line[0]: line[1] for line in read(client)["Toelichting"].iter_rows(values_only=True)}
    assert "U ziet alle 14 interventies." in rows["Wat dit is"]
    assert rows["Waar het staat"].startswith(settings.PUBLIC_URL)
    assert isinstance(rows["Gemaakt op"], datetime.datetime)


def test_several_recognitions_are_lines_beside_each_other(client):
    row = make_intervention(name="Proef")
    level = RecognitionLevel.objects.get(slug="goed-onderbouwd")
    for date, body in (("2015", ""), ("2020-05-02", "Commissie A")):
        Recognition.objects.create(
            intervention=row, level=level, date=date, body=body, source=make_source()
        )
    found = by_name(read(client)["Interventies"])["Proef"]
    assert found["Datum van de erkenning"] == "2 mei 2020\n2015"
    assert found["Commissie"] == "Commissie A\n–"


def test_a_row_is_as_high_as_its_longest_text(client):
    make_intervention(name="Lang", approach="Een lange aanpak. " * 60)
    make_intervention(name="Kort", sources=[])
    sheet = read(client)["Interventies"]
    heights = {row[0].value: sheet.row_dimensions[row[0].row].height for row in sheet.iter_rows()}
    assert heights["Kort"] in (None, 15)  # the default
    assert heights["Lang"] > 10 * 15
    assert max(height for height in heights.values() if height) <= 409


# --- What a cell cannot hold ----------------------------------------------------------------------


@pytest.mark.parametrize(("letter", "times"), [("a", 40_000), ("😀", 20_000)])
def test_a_text_that_is_too_long_says_what_is_missing_and_where_it_stands(
    client, settings, letter, times
):
    row = make_intervention(name="Lang", slug="lang", approach=letter * times)
    cell = by_name(read(client)["Interventies"])["Lang"]["Aanpak"]
    assert len(cell.encode("utf-16-le")) <= 2 * LONGEST
    missing = re.search(r"\[Hier ontbreken ([\d.]+) tekens", cell)[1].replace(".", "")
    assert cell.count(letter) - cell.split("[")[1].count(letter) + int(missing) == times
    assert f"{settings.PUBLIC_URL}/interventies/lang/ en in het CSV-bestand" in cell
    assert row.approach in fetch(client, "/export/interventies.csv").decode()


@pytest.mark.parametrize("size", [LONGEST - 1, LONGEST])
def test_a_text_that_just_fits_is_whole(size):
    assert fitted("a" * size, "op") == "a" * size


# --- Odd text -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "odd",
    [
        "<r><t>vet</t></r>",
        "<r>niet & gesloten <b></r>",
        "_x0041_ en _x0007_ en _x005F_",
        "  wit  ",
        "a\tb\nc",
        "😀 é 𝕏",
    ],
)
def test_odd_text_is_read_back_as_it_was(client, odd):
    make_intervention(name="Vreemd", goal=odd)
    data = fetch(client, BOOK)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert b"<is><r>" not in parts.read("xl/worksheets/sheet1.xml")
    book = openpyxl.load_workbook(io.BytesIO(data))
    found = by_name(book["Interventies"])["Vreemd"]["Doel"]
    assert openpyxl.utils.escape.unescape(found) == odd


def test_it_is_by_the_schema(client, tmp_path):
    make_intervention(name="<r>Vreemd</r>", goal="\x07 ]]> & <b>", website="https://x.nl/?a=1&b=2")
    office = OpenXmlValidator(file_format=FileFormat.OFFICE_2019)
    for number, address in enumerate((BOOK, OVERVIEW, f"{OVERVIEW}?rijen=thema")):
        file = tmp_path / f"{number}.xlsx"
        file.write_bytes(fetch(client, address))
        result = office.validate(str(file))
        assert result.is_valid, [str(one) for one in result.errors]


def test_same_day_same_bytes(client):
    parts = [zipfile.ZipFile(io.BytesIO(fetch(client, BOOK))) for _ in range(2)]
    first, second = ([one.read(name) for name in one.namelist()] for one in parts)
    assert first == second
    assert b"T00:00:00Z" in parts[0].read("docProps/core.xml")  # the day, not the moment


def test_memory_does_not_grow_with_the_rows():
    """Rows are asked for one by one, and none is kept."""
    alive, most = 0, 0

    class Line(list):
        def __init__(self, *cells):
            nonlocal alive, most
            super().__init__(cells)
            alive += 1
            most = max(most, alive)

        def __del__(self):
            nonlocal alive
            alive -= 1

    def rows():
        nonlocal kept
        for number in range(5000):
            yield "", Line(f"naam {number}", number)
        kept = sum(type(one) is RowInfo for one in gc.get_objects())

    kept = None
    day = datetime.date(2026, 1, 1)
    workbook("Proef", [Page("Proef", ["Naam", "Getal"], rows())], day=day).close()
    assert most < 5
    assert kept < 5


def test_many_cost_a_fixed_number_of_queries_per_piece(client, django_assert_max_num_queries):
    def more():
        for _ in range(10):
            row = make_intervention(sources=[make_source()], statements=[{}])
            row.statements.get().extra_sources.add(make_source())

    more()
    fetch(client, BOOK)
    with django_assert_max_num_queries(40) as few:
        fetch(client, BOOK)
    of_few = len(few.captured_queries)
    more()
    fetch(client, BOOK)
    with django_assert_max_num_queries(of_few):
        fetch(client, BOOK)
    assert Intervention.objects.count() == 34
