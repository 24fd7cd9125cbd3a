"""How many letters the forms together cause in a day: what was sent is kept, the mail is not."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from interventions import workflow
from interventions.models import OutboxMessage, Report, Submission
from interventions.workflow import mail
from tests.forms.following.conftest import ask
from tests.forms.submissions.conftest import Sender, guarded
from tests.workflow.mail.test_confirming import (
    ADDRESS,
    handed_in,
    letters,
    mailed_link,
    patient,
    reported,
)

__all__ = ["patient"]  # the fixture: forms here do not wait
SPELLINGS = ["Jan@voorbeeld.example", "jan+een@voorbeeld.example", '"jan"@VOORBEELD.example']
NOT_MAILED = "Wij sturen u nu geen mail."


@pytest.fixture
def most(settings):
    """Set one ceiling, and leave the others out of reach."""

    def set_one(**values: int) -> None:
        all_of_them = dict.fromkeys(("per_recipient", "per_sender", "overall"), 1000)
        settings.LETTER_QUOTA = all_of_them | values

    return set_one


def to_outside() -> int:
    return OutboxMessage.objects.filter(outside=True).count()


@pytest.mark.django_db
def test_one_mailbox_gets_five_a_day_of_all_forms_together_however_it_is_written():
    for email in SPELLINGS:
        handed_in(email, email)
        reported(email)
        assert "Kijk in uw mail" in ask(f"?q={email[:3]}", email=email).content.decode()
    assert to_outside() == 5
    assert (Submission.objects.count(), Report.objects.count()) == (3, 3)
    reported("piet@voorbeeld.example")
    assert to_outside() == 6


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("jan@bücher.example", "jan@xn--bcher-kva.example", True),
        ("jan@kb.example", "jan@kb.example.", True),
        ("jan@kb.example", "janna@kb.example", False),
        ("+a@kb.example", "+b@kb.example", False),
        ("jan@kb.example", "jan@sub.kb.example", False),
    ],
)
def test_a_mailbox_is_known_however_its_address_is_written(most, first, second, same):
    most(per_recipient=1)
    letter = mail.Letter("Een onderwerp", ("Een tekst.",))
    for number, to in enumerate((first, second)):
        mail.queue_outside(letter, key=f"k{number}", to=to, values={}, counts=True)
    assert to_outside() == (1 if same else 2)


@pytest.mark.django_db
@pytest.mark.parametrize("ceiling", ["per_sender", "overall"])
def test_a_visitor_who_asked_for_too_many_is_told_so_and_loses_nothing(most, ceiling):
    most(**{ceiling: 1})
    reported("een@voorbeeld.example")
    values = {"wrong": "Dit ook.", "email": "twee@voorbeeld.example"}
    page = guarded(Client(), "/klopt-dit-niet/", values, follow=True).content.decode()
    assert NOT_MAILED in page
    assert "Dit ook." in page
    sender = Sender()
    page = sender.submits(sender={"email": "drie@voorbeeld.example"})
    assert NOT_MAILED in sender.client.get(page["Location"]).content.decode()
    assert sender.row.status == "submitted"
    answer = ask(email="vier@voorbeeld.example")
    assert answer.status_code == 429
    assert "vier@voorbeeld.example" in answer.content.decode()
    assert to_outside() == 1


@pytest.mark.django_db
def test_who_leaves_no_address_uses_nothing_up(most):
    most(per_sender=1)
    for _ in range(3):
        reported("")
    reported(ADDRESS)
    assert to_outside() == 1


@pytest.mark.django_db
def test_steps_of_the_editors_count_until_the_address_is_confirmed(most, reviewer):
    most(per_recipient=2)
    sender = handed_in()
    link = mailed_link(letters()[0])
    workflow.claim(sender.row, by=reviewer)
    workflow.send_back(sender.row, by=reviewer, note="Graag meer.")
    assert len(letters()) == 2
    Client().post(link, {"actie": "bevestig"})
    workflow.submit(sender.row, by=reviewer)
    workflow.claim(sender.row, by=reviewer)
    workflow.reject(sender.row, by=reviewer, note="Nee.")
    assert [letter.subject.partition(":")[0] for letter in letters()[2:]] == [
        "In beoordeling",
        "Niet geplaatst",
    ]


@pytest.mark.django_db(transaction=True)
def test_a_race_does_not_pass_the_ceiling(most):
    most(per_recipient=3)
    letter = mail.Letter("Een onderwerp", ("Een tekst.",))

    def race(number):
        try:
            mail.queue_outside(letter, key=f"k{number}", to=ADDRESS, values={}, counts=True)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(race, range(20)))
    assert to_outside() == 3
