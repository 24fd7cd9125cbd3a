"""What is asked in one line is one line, by whatever road it comes in."""

from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import models

from elements.fields import OneLine
from elements.models import Source
from interventions.models import Intervention, Report, Submission
from tests.desk.forms import ADD, intervention_form, post_form, statement_box
from tests.forms.submissions.conftest import Sender, guarded, patient
from tests.intake.sheets import csv_file

pytestmark = pytest.mark.django_db
__all__ = ["patient"]  # the fixture: forms here do not wait
BREAKS = ["\n", "\r\n", "\r", "\v", "\f", "\x1c", "\x01", "\x7f", "\x85", "\u2028", "\u2029"]
every_break = pytest.mark.parametrize("mark", BREAKS, ids=ascii)
# Made or checked by us, letter by letter: nobody types them.
MADE_HERE = {
    ("Alert", "fingerprint"),
    ("Attempt", "form"),
    ("Attempt", "who"),
    ("DescriptionSheet", "digest"),
    ("LastRun", "command"),
    ("OutboxMessage", "error"),
    ("OutboxMessage", "key"),
    ("Proposal", "fact"),
    ("RecoveryCode", "code"),
    ("Remark", "field"),
    ("SearchEntry", "edition"),
    ("SearchWord", "word"),
    ("StatusChange", "verb"),
    ("StoppedAddress", "digest"),
}
CHECKED = ("SlugField", "PartialDateField", "SortKeyField")


def test_every_column_for_a_line_holds_one():
    open_ones = {
        (model.__name__, field.name)
        for app in ("elements", "interventions")
        for model in apps.get_app_config(app).get_models()
        if not model.__name__.startswith("Historical")
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField) and not field.choices
        if not isinstance(field, OneLine) and type(field).__name__ not in CHECKED
    }
    assert open_ones <= MADE_HERE


@every_break
def test_the_forms_for_everybody(mark):
    sender = Sender()
    sender.submits(
        first={"name": f"Buurt{mark}tuin"},
        approach={"owner": f"Stichting{mark}Tuin"},
        elements={"source_1_title": f"Het{mark}boek"},
        sender={"sender": f"Ine{mark}Diener", "organisation": f"Club{mark}Huis"},
    )
    row, known = sender.row, Submission.objects.get()
    found = (row.name, row.owner, row.sources.get().title, known.name, known.organisation)
    assert found == ("Buurt tuin", "Stichting Tuin", "Het boek", "Ine Diener", "Club Huis")
    guarded(sender.client, "/klopt-dit-niet/", {"page": f"De{mark}pagina", "wrong": "Alles."})
    assert Report.objects.get().page == "De pagina"


@every_break
@pytest.mark.parametrize("address", ['"jan{}piet"@kb.example', "jan@voor{}beeld.example"])
def test_an_address_with_a_break_is_refused(client, mark, address):
    email = address.format(mark)
    page = guarded(client, "/klopt-dit-niet/", {"wrong": "Alles.", "email": email})
    assert "Dit is geen mailadres." in page.content.decode()
    page = guarded(client, "/aanmelden/", {"name": "A", "summary": "B", "website": f"a{mark}b.nl"})
    assert "Dit is geen adres van een website." in page.content.decode()
    assert not Report.objects.exists()


@every_break
def test_the_desk(editor_client, administrator_client, mark):
    source = Source.objects.first()
    boxes = [statement_box(source=source.pk, section=f"blz. 3{mark}en 4")]
    values = intervention_form(
        name=f"Buurt{mark}tuin", owner=f"Club{mark}Huis", sources=[source.pk], statements=boxes
    )
    answer = editor_client.post(ADD, values)
    assert answer.status_code == 302, answer.content.decode()
    row = Intervention.objects.get(name="Buurt tuin")
    assert row.name_key == "buurt tuin"
    assert (row.owner, row.statements.get().section) == ("Club Huis", "blz. 3 en 4")
    person = User.objects.create_user("jan")
    values = {"username": "jan", "first_name": f"Jan{mark}Piet", "last_name": f"de{mark}Vries"}
    answer = post_form(administrator_client, person, {**values, "is_active": "on"})
    assert answer.status_code == 302, answer.content.decode()
    person.refresh_from_db()
    assert person.get_full_name() == "Jan Piet de Vries"


@pytest.mark.parametrize("mark", ["\n", "\r\n", "\x85", "\u2028"], ids=ascii)
def test_a_file(mark, tmp_path):
    file = tmp_path / "lijst.csv"
    cells = [f"Buurt{mark}tuin", "Samen.", f"Club{mark}Huis"]
    file.write_bytes(csv_file(["naam", "samenvatting", "eigenaar"], cells))
    call_command("import_interventions", str(file), stdout=StringIO())
    row = Intervention.objects.get(name_key="buurt tuin")
    assert (row.name, row.owner) == ("Buurt tuin", "Club Huis")
