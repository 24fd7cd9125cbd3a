"""`manage.py read_description`: what a sheet says, for people and for programs; stores nothing."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from elements.models import Source
from interventions.models import Intervention
from tests.intake.descriptions.bad_documents import word
from tests.intake.descriptions.drawn import BOLD, column, drawn

pytestmark = pytest.mark.django_db
PAGES = [
    [
        (BOLD, 24, 60, 500, "Methodebeschrijving Soep op de Stoep"),
        *column("Databank Effectieve sociale interventies", 60, 460, size=14),
        *column("Noorderhaven, mei 2011", 60, 400),
    ],
    [
        (BOLD, 14, 60, 780, "1. Beschrijving methode"),
        (BOLD, 12, 60, 750, "1.2 Doel van de methode"),
        *column("Buren leren elkaar kennen en helpen elkaar.", 60, 730),
        (BOLD, 12, 60, 690, "1.10 Contactgegevens ontwikkelaar"),
        *column(
            "Organisatie: Stichting De Stoep|Contactpersoon: mevrouw A. Zandstra|"
            "E-mail: a.zandstra@stoep.example|Website: www.stoep.example",
            60,
            670,
        ),
        (BOLD, 14, 60, 120, "5. Samenvatting werkzame elementen"),
        *column("De opbouwwerker gaat op pad, belt bij alle deuren aan en wacht", 60, 100),
    ],
    [*column("niet tot mensen komen. Er is elke week soep.", 60, 780)],
]


@pytest.fixture
def sheet(tmp_path):
    path = tmp_path / "soep.doc"  # what it is, its name does not say
    path.write_bytes(drawn(PAGES))
    return path


def read(path, *options) -> str:
    out = StringIO()
    call_command("read_description", str(path), *options, stdout=out)
    return out.getvalue()


def test_a_sheet_is_told_to_programs_and_nothing_is_stored(sheet):
    before = Intervention.objects.count(), Source.objects.count()
    told = json.loads(read(sheet, "--json"))
    assert (told["result"], told["reason"]) == ("leesbaar", "")
    assert (told["title"], told["date"]) == ("Soep op de Stoep", "2011-05")
    assert (told["organisation"], told["website"]) == ("Stichting De Stoep", "www.stoep.example")
    assert told["contact"]["email"] == "a.zandstra@stoep.example"
    assert told["fields"]["doel"] == {
        "heading": "1.2 Doel van de methode",
        "text": "Buren leren elkaar kennen en helpen elkaar.",
        "page_first": 2,
        "page_last": 2,
    }
    assert told["fields"]["kosten"] is None
    assert [(one["slug"], one["page"]) for one in told["elements"]] == [
        ("outreachend", 2),
        (None, 3),
    ]
    assert (Intervention.objects.count(), Source.objects.count()) == before


def test_a_sheet_is_told_to_people(sheet):
    said = read(sheet)
    assert "Titel: Soep op de Stoep" in said
    assert "Kosten: niet gevonden" in said
    assert "Buren leren elkaar kennen en helpen elkaar." in said
    assert "[outreachend]" in said


def test_what_cannot_be_read_is_said_to_both(tmp_path):
    path = tmp_path / "werkblad.docx"
    path.write_bytes(word()[:5000])
    with pytest.raises(CommandError, match=r"werkblad\.docx: .*niet heel aangekomen"):
        read(path)
    out = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("read_description", str(path), "--json", stdout=out)
    told = json.loads(out.getvalue())
    assert told["result"] == "onleesbaar"
    assert "niet heel aangekomen" in told["reason"]
    assert error.value.returncode == 1


@pytest.mark.parametrize("name", ["er-is-niets.docx", "", "\0.docx"])
def test_a_path_without_a_file_is_a_sentence(tmp_path, name):
    with pytest.raises(CommandError):
        read(f"{tmp_path}/{name}")
