"""One day for one thing: what happens after midnight in Amsterdam is of that day everywhere."""

import re
from datetime import UTC, datetime

import pytest
import rispy
from pybtex.database import parse_string

from elements.models import Element
from interventions.models import Alert, Attempt, ImportBatch, Publication, Submission
from interventions.workflow import publish, record_element, withdraw
from interventions.workflow.notices import place
from tests.factories import Status, make_intervention, reviewed

pytestmark = pytest.mark.django_db
NIGHTS = [
    # in UTC, where it is still the day before; the day in Amsterdam, in words and in numbers
    ("2026-12-31T23:30Z", "1 januari 2027", "2027-01-01"),
    ("2027-06-30T22:30Z", "1 juli 2027", "2027-07-01"),
    ("2027-10-29T22:30Z", "30 oktober 2027", "2027-10-30"),
]
PAGES = [
    *("/interventies/kunst/", "/interventies/kunst/versies/", "/interventies/kunst/versies/1/"),
    *("/samenvattingen/interventies/kunst/", "/samenvattingen/dossier?interventie=kunst@1"),
    *("/werkzame-elementen/empowerment/", "/werkzame-elementen/empowerment/versies/2/"),
    *("/samenvattingen/werkzame-elementen/empowerment/", "/samenvattingen/zeven-elementen/"),
]


@pytest.fixture(params=NIGHTS, ids=[night for night, *_ in NIGHTS])
def night(request, time_machine, editor, reviewer):
    """Something is published in the night; gives its day in words and in numbers."""
    moment, words, numbers = request.param
    row = make_intervention(status=Status.DRAFT, slug="kunst", name="Kunst")
    Publication.objects.update(at=datetime(2025, 3, 1, tzinfo=UTC))  # whenever these tests are run
    time_machine.move_to(datetime.fromisoformat(moment))
    publish(reviewed(row, editor=editor, reviewer=reviewer), by=reviewer, note="")
    record_element(Element.objects.get(slug="empowerment"), by=editor)
    return words, numbers


@pytest.mark.parametrize("address", PAGES)
def test_a_page_dates_and_cites_it_by_the_day_in_amsterdam(client, night, address, time_machine):
    time_machine.shift(40 * 24 * 3600)  # so that no other day of the page is this one
    page = client.get(address, follow=True).content.decode()
    assert night[0] in page
    assert not re.search("31 december 2026|30 juni 2027|29 oktober 2027", page)


def test_a_reference_manager_gets_the_same_day(client, night):
    _, numbers = night
    ris, bib = (
        b"".join(client.get(f"/export/interventies.{kind}?q=kunst").streaming_content).decode()
        for kind in ("ris", "bib")
    )
    [found] = (one for one in rispy.loads(ris) if one["title"].startswith("Kunst"))
    assert (found["year"], found["date"]) == (numbers[:4], f"{numbers.replace('-', '/')}/")
    fields = parse_string(bib, "bibtex").entries["werkzame-elementen-kunst"].fields
    assert (fields["year"], fields["month"]) == (numbers[:4], str(int(numbers[5:7])))


def test_a_notice_and_a_withdrawal_are_of_that_day(client, reviewer, night):
    words, _ = night
    row = make_intervention(slug="tuin")
    place(row, text="Wij zoeken dit uit.", by=reviewer)
    assert (
        f"Mededeling van de redactie, {words}" in client.get("/interventies/tuin/").content.decode()
    )
    withdraw(row, by=reviewer, note="Op verzoek.")
    assert f"tot {words}" in client.get("/interventies/tuin/").content.decode()


def test_the_desk_names_what_came_in_by_that_day(admin_client, night):
    _, numbers = night
    day = "-".join(reversed(numbers.split("-")))
    Submission.objects.create()
    ImportBatch.objects.create(file_name="lijst.csv", rows=1)
    Alert.objects.create(email="a@kb.example", asked_at=Submission.objects.get().started_at)
    Attempt.objects.create(form="melding")
    for kind in (Submission, ImportBatch, Alert, Attempt):
        assert day in str(kind.objects.get())
