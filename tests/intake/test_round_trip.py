"""What the columns write, the import reads: the concepts equal the original."""

import csv
import datetime
import io

import pytest
from django.core.management import CommandError, call_command

from elements.models import Element, Source
from interventions.intake.received.limits import DESK
from interventions.intake.spreadsheets.tables import read_file
from interventions.models import (
    Intervention,
    Notice,
    Publication,
    Recognition,
    RecognitionLevel,
    Setting,
    Statement,
    StatementNumber,
    StatusChange,
    SuggestedElement,
    Theme,
)
from interventions.sheet import BOXES, FACTS
from interventions.sheet.columns import SHEET_COLUMNS, STATEMENT_COLUMNS, column_of
from interventions.sheet.document import intervention_document
from tests.factories import make_intervention, make_source, make_statement
from tests.intake.sheets import csv_file

pytestmark = pytest.mark.django_db
# What an import never brings along, because the workflow makes it; and the original of a version,
# which the document names only while it is public.
OWN = {"versie", "gepubliceerdOp", "gewijzigdOp", "variantVan"}
FIELDS = [
    field.name
    for field in Intervention._meta.concrete_fields
    if not field.name.endswith(("_at", "_by"))
    and field.name not in ("id", "status", "variant_of", "replaces")
]


def written(columns, rows) -> list[list[str]]:
    columns = [column for column in columns if column.write]
    heading = [column.heading for column in columns]
    return [heading, *([column.write(row) for column in columns] for row in rows)]


def content() -> dict:
    return {
        row.slug: (
            {key: value for key, value in intervention_document(row).items() if key not in OWN},
            {name: getattr(row, name) for name in FIELDS},
            row.variant_of.slug if row.variant_of else None,
            sorted(source.slug for source in row.sources.all()),
            [
                (one.date, one.valid_until, one.checked_on, one.body)
                for one in row.recognitions.all()
            ],
        )
        for row in Intervention.objects.for_detail()
    }


def full_row():
    """A row with something in every field, and with what a file finds hard to hold."""
    first, second = Source.objects.all()[:2]
    row = make_intervention(
        name='Tuin, "hof"; & co',
        slug="een-ander-kenmerk",
        aliases="De tuin\nDe hof; ook wel",
        summary="=1+1\nTwee; regels, met \"aanhalingstekens\" en 'é'.",
        **{
            name: f"{name}: één; =twee,' -3 |\"@vier\n- vijf;''+6\n'=7, '= acht"
            for name in (
                *("goal", "target_group_text", "approach", "conditions", "duration"),
                *("municipal_role", "research", "costs", "materials", "owner"),
            )
        },
        duration_source=first,
        municipal_role_source=second,
        activity="gestopt",
        activity_date="2020",
        activity_source=first,
        started_year=1999,
        website="https://voorbeeld.nl/?a=1;b=2",
        databank_status="in voorbereiding",
        databank_status_date="2014-02",
        owner_checked_on=datetime.date(2026, 1, 2),
        variant_of=Intervention.objects.get(slug="abcd"),
        sources=[first, second],
        statements=[
            {"element": Element.objects.get(slug="aansluiten"), "kind": "contrast"},
            {
                "element": Element.objects.get(slug="empowerment"),
                "kind": "inferred",
                "basis": "De aanpak; deel 2.",
                "section": "Blz. 3 | 4",
                "explanation": "Zo; en zo, ook.",
            },
        ],
    )
    row.themes.set(Theme.objects.all())
    row.settings.set(Setting.objects.all()[:2])
    row.statements.last().extra_sources.set([first, second])
    geen, goed = RecognitionLevel.objects.all()[:2]
    Recognition.objects.create(intervention=row, level=geen, date="2015", source=first)
    Recognition.objects.create(
        intervention=row,
        level=goed,
        date="2017-06",
        valid_until="2020-01",
        checked_on=datetime.date(2026, 3, 4),
        body="Commissie; deel A",
        source=second,
    )


def forget_everything():
    Intervention.objects.update(variant_of=None)
    for model in (Publication, StatementNumber, Notice, StatusChange, Intervention):
        model.objects.all().delete()


def downloaded(client, folder, *names) -> list:
    """The files of the site itself, as a visitor saves them."""
    files = [folder / name for name in names]
    for file in files:
        response = client.get(f"/export/{file.name}")
        file.write_bytes(response.getvalue())
        if handle := getattr(response, "file_to_stream", None):
            handle.close()
    return files


@pytest.mark.parametrize(
    "names", [("interventies.csv", "uitspraken.csv"), ("interventies.xlsx",)], ids=["csv", "xlsx"]
)
def test_what_is_exported_comes_back_as_equal_concepts(client, tmp_path, names):
    full_row()
    before = content()
    files = downloaded(client, tmp_path, *names)
    forget_everything()
    call_command("import_interventions", *files)
    assert content() == before
    assert len(before) == 15
    assert {row.status for row in Intervention.objects.all()} == {"draft"}
    assert not SuggestedElement.objects.exists()
    assert not any(Intervention.objects.values_list("desk_note", flat=True))


def test_the_first_file_alone_suggests_the_elements_and_states_nothing(tmp_path):
    sheet = written(SHEET_COLUMNS, Intervention.objects.for_detail())
    had = Statement.objects.exclude(kind="contrast")
    elements = had.values("intervention", "element").distinct().count()
    (tmp_path / "interventies.csv").write_bytes(csv_file(*sheet))
    forget_everything()
    call_command("import_interventions", tmp_path / "interventies.csv")
    assert not Statement.objects.exists()
    assert SuggestedElement.objects.count() == elements


@pytest.mark.parametrize("columns", [SHEET_COLUMNS, STATEMENT_COLUMNS])
def test_every_name_of_a_column_leads_to_it_and_to_no_other(columns):
    for column in columns:
        for name in (column.key, column.heading, *column.also):
            assert column_of(name.upper(), columns) is column, name


def test_every_public_fact_of_the_sheet_goes_out_and_comes_back_in():
    columns = (*SHEET_COLUMNS, *STATEMENT_COLUMNS)
    both_ways = {(one.model, one.field) for one in columns if one.model and one.read and one.write}
    facts = (*FACTS, *(fact for box in BOXES for fact in box.facts))
    asked = {(fact.model, name) for fact in facts if fact.key for name in fact.fields}
    assert asked == both_ways


# --- The workbook for people ----------------------------------------------------------------------


def imported(tmp_path, heading: list[str], *rows: list[str]) -> Intervention:
    (tmp_path / "interventies.csv").write_bytes(csv_file(heading, *rows))
    call_command("import_interventions", tmp_path / "interventies.csv")
    return Intervention.objects.get(name=rows[-1][0])


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("juni 2017", "2017-06"),
        ("2 mei 2015", "2015-05-02"),
        ("29 Februari 2016", "2016-02-29"),
        ("mrt. 2014", "2014-03"),
        ("1 sep 1999", "1999-09-01"),
        ("2014", "2014"),
    ],
)
def test_dutch_dates_are_read(tmp_path, words, kept):
    heading = ["Naam", "Stand in de databank", "Datum van de stand in de databank"]
    row = imported(tmp_path, heading, ["Proef", "opgenomen", words])
    assert row.databank_status_date == kept


@pytest.mark.parametrize("words", ["31 juni 2017", "0 mei 2015", "ju 2015", "mei", "winter 2014"])
def test_what_is_no_date_is_a_fault(tmp_path, words):
    heading = ["Naam", "Stand in de databank", "Datum van de stand in de databank"]
    with pytest.raises(CommandError):
        imported(tmp_path, heading, ["Proef", "opgenomen", words])


def odd_sources() -> list[Source]:
    """Titles with what separates, the same title twice, and no address."""
    return [
        make_source(title="Buurt; wijk | stad", publisher="Movisie", url="https://x.nl/1"),
        make_source(title="Zelfde", publisher="NJi", date="2014", url="https://x.nl/2"),
        make_source(title="Zelfde", publisher="NJi", date="2014", url="https://x.nl/3"),
        make_source(title="=Som(1)", authors="organisatie: A; B", date="2015-02"),
    ]


def test_names_and_titles_with_separators_come_back(client, tmp_path):
    sources = odd_sources()
    themes = [
        Theme.objects.create(slug=f"odd-{place}", name=name, definition="Uitleg.")
        for place, name in enumerate(("Wonen; zorg", "A | B"))
    ]
    row = make_intervention(
        name="Proef", sources=sources, duration="Kort", duration_source=sources[2]
    )
    row.themes.set(themes)
    level = RecognitionLevel.objects.first()
    Recognition.objects.create(intervention=row, level=level, date="2015-03-04", source=sources[0])
    statement = make_statement(row, source=sources[1], explanation="Zo.")
    statement.extra_sources.set(sources[:1])
    before = content()[row.slug]
    files = downloaded(client, tmp_path, "interventies.xlsx")
    forget_everything()
    call_command("import_interventions", *files)
    assert content()[row.slug] == before


def test_a_bare_reference_of_two_sources_names_neither(tmp_path):
    odd_sources()
    heading = ["Naam", "Bronnen"]
    with pytest.raises(CommandError):
        imported(tmp_path, heading, ["Proef", "NJi (2014). Zelfde."])
    row = imported(tmp_path, heading, ["Anders", "NJi (2014). Zelfde. https://x.nl/3"])
    assert [source.url for source in row.sources.all()] == ["https://x.nl/3"]


def test_a_text_that_was_cut_is_refused(client, tmp_path, capsys):
    make_intervention(name="Lang", approach="Een lange aanpak. " * 3000)
    files = downloaded(client, tmp_path, "interventies.xlsx")
    forget_everything()
    with pytest.raises(CommandError):
        call_command("import_interventions", *files)
    assert "ontbreekt het einde" in "".join(capsys.readouterr())
    assert not Intervention.objects.exists()


@pytest.mark.parametrize("name", ["interventies.csv", "uitspraken.csv"])
def test_our_lists_are_read_as_any_program_saves_them(client, name):
    full_row()
    response = client.get(f"/export/{name}")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    headings, *rows = csv.reader(io.StringIO(text, newline=""))
    for sign, end, encoding in (
        *((sign, end, "utf-8-sig") for sign in ",;\t" for end in ("\n", "\r", "\r\n")),
        *((sign, "\r\n", "utf-16") for sign in ",;\t"),
    ):
        stream = io.StringIO()
        writer = csv.writer(stream, delimiter=sign, lineterminator=end, quoting=csv.QUOTE_ALL)
        writer.writerows([headings, *rows])
        [table] = read_file("lijst.csv", stream.getvalue().encode(encoding), DESK)
        assert table.headings == headings
        read = [[*cells, *[""] * (len(headings) - len(cells))] for _, cells in table.rows]
        assert read == [[cell.strip() for cell in row] for row in rows]
