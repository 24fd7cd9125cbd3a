"""Every fault is listed with its line, its column, its value and the reason; one stops all."""

import pytest

from elements.models import Source
from interventions.desk.importing import uploads
from interventions.models import ImportBatch, Intervention
from tests.intake.sheets import (
    choose,
    csv_file,
    faults_of,
    preview,
    refusal,
    take_good,
    upload,
    workbook_of,
)

pytestmark = pytest.mark.django_db
LONG = "a" * 601
WRONG = [
    ("samenvatting", LONG, "too_long"),
    ("kenmerk", "met spatie", "invalid"),
    ("kenmerk", "abcd", "slug_taken"),
    ("thema", "niets", "unknown"),
    ("thema", "100% zon %(value)s", "unknown"),
    ("doelgroep", "ouderen; niemand", "unknown"),
    ("setting", "maan", "unknown"),
    ("elementen", "bestaat-niet", "unknown"),
    ("bronnen", "bestaat-niet", "unknown"),
    ("bron van de duur", "bestaat-niet", "unknown"),
    ("startjaar", "vroeger", "year"),
    ("startjaar", "99999999999999999999", "year"),
    ("website", "javascript:alert(1)", "invalid"),
    ("url", "geen adres", "invalid"),
    ("page_date", "2015-13", "partial_date"),
    ("page_date", "30-2-2015", "partial_date"),
    ("uitvoering", "misschien", "unknown"),
    ("datum van de uitvoering", "gisteren", "partial_date"),
    ("stand in de databank", "weg", "unknown"),
    ("nagelezen door de eigenaar op", "2015", "day"),
    ("erkenning", "goud", "unknown"),
    ("datum van de erkenning", "straks", "partial_date"),
    ("versie van", "bestaat niet", "unknown_intervention"),
    ("versie van", "Tuin", "own_variant"),
    ("thema", ";".join(map(str, range(101))), "too_many"),
    ("datum van de erkenning", "|" * 100, "too_many"),
]


def test_each_wrong_value_is_a_fault_and_one_stops_all(editor_client):
    headings = [*dict.fromkeys(heading for heading, *_ in WRONG)]
    rows = [
        ["Tuin" if code == "own_variant" else f"Tuin {number}"]
        + [value if one == heading else "" for one in headings]
        for number, (heading, value, code) in enumerate(WRONG)
    ]
    address, found = preview(editor_client, csv_file(["Naam", *headings], *rows, ["Goede rij"]))
    assert faults_of(found) == [
        (line, heading, value.rpartition("; ")[2] if code == "unknown" else value, code)
        for line, (heading, value, code) in enumerate(WRONG, 2)
    ]
    assert all(fault.reason.endswith(".") for fault in found.faults)
    assert [draft.name for draft in found.drafts] == ["Goede rij"]
    page = editor_client.post(address, {"step": "all"})
    assert page.context["refusal"].startswith("Er is niets ingelezen")
    assert not ImportBatch.objects.exists()


def test_all_faults_of_a_row_are_listed_at_once(editor_client):
    data = csv_file(["naam", "thema", "startjaar", "url"], ["", "niets; ook niets", "x", "y"])
    _, found = preview(editor_client, data)
    assert sorted(faults_of(found)) == [
        (2, "naam", "", "no_name"),
        (2, "startjaar", "x", "year"),
        (2, "thema", "niets", "unknown"),
        (2, "thema", "ook niets", "unknown"),
        (2, "url", "y", "invalid"),
    ]


def test_faults_stand_on_the_page_with_line_column_value_and_reason(editor_client):
    address, _ = preview(editor_client, csv_file(["naam", "thema"], ["Tuin", "<b>niets</b>"]))
    page = editor_client.get(address).content.decode()
    assert "&lt;b&gt;niets&lt;/b&gt;" in page
    assert "<b>niets" not in page
    assert "staat niet in de lijst met thema&#x27;s." in page


@pytest.mark.parametrize(
    ("records", "code"),
    [
        ([["Titelloos"], ["Tuin"]], "no_column"),
        ([["naam", "name"], ["Tuin", "Tuin"]], "twice"),
        ([["naam", "weer"], ["Tuin", "zon"]], "unknown"),
        ([["naam"], ["Tuin", "over"]], "no_heading"),
        ([["naam", "stand in de databank"], ["Tuin", "opgenomen"]], "no_date"),
        ([["naam"], ["???"]], "no_slug"),
        ([["naam", "kenmerk"], ["Tuin", "tuin"], ["Hof", "tuin"]], "twice"),
        ([["naam", "kenmerk"], ["ABCD", "anders"]], "fixed_slug"),
        ([["naam", "erkenning", "datum van de erkenning"], ["T", "geen|geen", "2014"]], "uneven"),
    ],
)
def test_what_is_wrong_between_cells_is_a_fault(editor_client, records, code):
    address, found = preview(editor_client, csv_file(*records), existing="on")
    assert code in [fault.code for fault in found.faults]
    editor_client.post(address, {"step": "all"})
    assert not ImportBatch.objects.exists()


def test_an_unknown_heading_is_chosen_once_or_passed_over(editor_client):
    data = csv_file(["naam", "waarom", "weer"], ["Tuin", "Buren leren elkaar kennen.", "zon"])
    address, found = preview(editor_client, data)
    assert not found.is_readable
    assert editor_client.post(address, {"step": "good"}).context["refusal"]
    choose(editor_client, address, {("kop", "waarom"): "doel", ("kop", "weer"): "-"})
    found = editor_client.get(address).context["found"]
    assert (found.faults, found.sheets[0].passed_over) == ([], ["weer"])
    editor_client.post(address, {"step": "all"})
    assert Intervention.objects.get(name="Tuin").goal == "Buren leren elkaar kennen."


def test_choices_can_be_wiped_and_strange_ones_count_for_nothing(editor_client):
    address, _ = preview(editor_client, csv_file(["naam", "thema"], ["Tuin", "zon"]))
    for choice in ("bestaat-niet", "", "x" * 5000):
        choose(editor_client, address, {("theme", "zon"): choice, ("raar", "iets"): "y"})
        assert len(editor_client.get(address).context["found"].faults) == 1
    choose(editor_client, address, {("theme", "zon"): "jeugd"})
    assert editor_client.get(address).context["found"].faults == []
    editor_client.post(address, {"step": "forget"})
    assert len(editor_client.get(address).context["found"].faults) == 1


def test_empty_is_unknown(editor_client):
    headings = [
        "naam",
        "samenvatting",
        "startjaar",
        "thema",
        "uitvoering",
        "erkenning",
        "elementen",
    ]
    address, found = preview(editor_client, csv_file(headings, ["Tuin", *[""] * 6], [" "] * 7))
    assert (found.rows, found.faults) == (1, [])
    editor_client.post(address, {"step": "all"})
    row = Intervention.objects.get(name="Tuin")
    assert (row.summary, row.started_year, row.activity) == ("", None, "onbekend")
    assert (row.desk_note, row.sources.count(), row.themes.count()) == ("", 0, 0)


@pytest.mark.parametrize(
    ("values", "is_kept"),
    [
        ({"datum van de erkenning": "2017-06", "bron van de erkenning": "movisie-kan-wel"}, True),
        ({"datum van de erkenning": "2017-06"}, False),
        ({"bron van de erkenning": "movisie-kan-wel"}, False),
        ({}, False),
    ],
)
def test_a_level_without_date_or_source_becomes_a_note(editor_client, values, is_kept):
    data = csv_file(["naam", "erkenning", *values], ["Tuin", "goed-beschreven", *values.values()])
    address, found = preview(editor_client, data)
    assert found.faults == []
    editor_client.post(address, {"step": "all"})
    row = Intervention.objects.get(name="Tuin")
    assert row.recognitions.exists() is is_kept
    assert ("Goed beschreven" in row.desk_note) is not is_kept


def test_a_name_with_two_titles_is_no_name_of_a_source(editor_client):
    one = Source.objects.first()
    Source.objects.exclude(pk=one.pk).update(title=one.title)
    _, found = preview(editor_client, csv_file(["naam", "bronnen"], ["Tuin", one.title]))
    assert [fault.code for fault in found.faults] == ["unknown"]


def test_a_version_of_a_row_with_a_fault_waits_too(editor_client):
    rows = [["Kind", "Ouder", ""], ["Kleinkind", "Kind", ""], ["Ouder", "", "x"], ["Tuin", "", ""]]
    data = csv_file(["naam", "versie van", "startjaar"], *rows)
    address, found = preview(editor_client, data)
    assert [draft.name for draft in found.drafts] == ["Tuin"]
    editor_client.post(address, {"step": "good"})
    assert ImportBatch.objects.get().rows == 1


def test_versions_may_stand_in_any_order(editor_client):
    data = csv_file(["naam", "versie van"], ["Kind", "ouder"], ["Ouder", "ABCD"])
    address, found = preview(editor_client, data)
    assert found.faults == []
    editor_client.post(address, {"step": "all"})
    child = Intervention.objects.get(name="Kind")
    assert (child.variant_of.name, child.variant_of.variant_of.slug) == ("Ouder", "abcd")


# --- Statements -----------------------------------------------------------------------------------


WRONG_STATEMENTS = [
    ({"Interventie": ""}, "Interventie", "empty"),
    ({"Interventie": "niets"}, "Interventie", "unknown_intervention"),
    ({"Element": ""}, "Element", "empty"),
    ({"Element": "niets"}, "Element", "unknown"),
    ({"Soort": ""}, "Soort", "empty"),
    ({"Soort": "raar"}, "Soort", "unknown"),
    ({"Soort": "afgeleid"}, "Grondslag", "no_basis"),
    ({"Bron": ""}, "Bron", "no_source"),
    ({"Bron": "onbekende-bron"}, "Bron", "unknown"),
    ({"Bron": "onbekende-bron", "Adres van de bron": "https://a.nl"}, "Bron", "unknown"),
    ({"Adres van de bron": "geen adres"}, "Adres van de bron", "invalid"),
    ({"Extra bronnen": "abc; movisie-kan-wel"}, "Extra bronnen", "unknown"),
    ({"Uitleg": LONG}, "Uitleg", "too_long"),
]


def test_each_wrong_statement_is_a_fault(editor_client):
    address, _ = preview(editor_client, csv_file(["naam"], ["Tuin"]))
    editor_client.post(address, {"step": "all"})
    good = {
        "Interventie": "Tuin",
        "Element": "empowerment",
        "Soort": "genoemd",
        "Uitleg": "Zo.",
        "Bron": "movisie-kan-wel",
        "Grondslag": "",
        "Adres van de bron": "",
        "Extra bronnen": "",
    }
    rows = [({**good, **values}).values() for values, *_ in WRONG_STATEMENTS]
    _, found = preview(editor_client, csv_file([*good], *rows))
    assert [(fault.line, fault.column, fault.code) for fault in found.faults] == [
        (line, column, code) for line, (_, column, code) in enumerate(WRONG_STATEMENTS, 2)
    ]


def test_a_title_and_an_address_make_the_source_of_a_statement_once(editor_client):
    rows = csv_file(["naam"], ["Tuin"])
    address, _ = preview(editor_client, rows)
    editor_client.post(address, {"step": "all"})
    heading = ["interventie", "element", "soort", "bron", "titel van de bron", "adres van de bron"]
    new = ["nieuw", "Een verslag", "https://voorbeeld.nl/verslag"]
    data = csv_file(
        heading,
        ["Tuin", "empowerment", "genoemd", *new],
        ["Tuin", "aansluiten", "genoemd", *new],
        ["Tuin", "aansluiten", "contrast", *new],
    )
    address, found = preview(editor_client, data)
    assert [(line, code) for line, _, _, code in faults_of(found)] == [(4, "twice")]
    editor_client.post(address, {"step": "good"})
    assert Source.objects.get(title="Een verslag").statements.count() == 2


def test_two_lists_of_the_same_kind_are_refused(editor_client):
    one, other = csv_file(["naam"], ["Tuin"]), csv_file(["naam"], ["Hof"])
    response = upload(editor_client, one, statements=other)
    assert refusal(response).startswith("Geef hooguit één lijst met interventies")


def test_two_files_of_one_name_keep_their_own_faults(editor_client):
    rows = csv_file(["naam", "startjaar"], ["Tuin", ""], ["Hof", "x"], ["Plein", ""])
    said = csv_file(
        ["interventie", "element", "soort", "bron"],
        ["Tuin", "niets", "genoemd", "movisie-kan-wel"],
        ["Tuin", "empowerment", "genoemd", "movisie-kan-wel"],
    )
    response = upload(editor_client, rows, "uitspraken.csv", statements=said)
    found = editor_client.get(response["Location"]).context["found"]
    assert [(fault.sheet, fault.line) for fault in found.faults] == [
        ("uitspraken.csv (1)", 3),
        ("uitspraken.csv (2)", 2),
    ]
    rest = workbook_of(take_good(editor_client, response["Location"]))
    assert [row[1] for row in rest["Interventies"][1:]] == ["Hof"]
    assert [row[2] for row in rest["Uitspraken"][1:]] == ["niets"]


def test_cells_without_a_heading_are_one_fault_per_row(editor_client):
    _, found = preview(editor_client, csv_file(["naam"], ["Tuin", "a", "", "b"], ["Hof", "c"]))
    assert [(fault.line, fault.value) for fault in found.faults] == [(2, "a"), (3, "c")]
    assert "voor 2 cellen" in found.faults[0].reason


def test_not_more_words_are_asked_than_a_page_can_hold(editor_client, monkeypatch):
    monkeypatch.setattr(uploads, "OPTIONS", 3 * Source.objects.count())
    rows = [[f"Tuin {number}", f"onbekend {number}"] for number in range(10)]
    address, found = preview(editor_client, csv_file(["naam", "bronnen"], *rows))
    page = editor_client.get(address)
    assert (len(found.unknown), len(page.context["unknown"])) == (10, 3)
    assert "Dit zijn de eerste 3 van 10" in page.content.decode()
