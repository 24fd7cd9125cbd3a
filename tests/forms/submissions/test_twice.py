"""The same form sent twice is sent once, and the second press shows what the first one made."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from interventions.models import Attempt, OutboxMessage, Proposal, Report, Submission
from tests.forms.submissions.conftest import FIRST, STAMP

START = "/aanmelden/"
WRONG = ("/klopt-dit-niet/?over=abcd", {"wrong": "De naam is anders.", "email": "lezer@example.nl"})
FACT = (
    "/klopt-dit-niet/?over=abcd&feit=kosten",
    {"costs": "500 euro per jaar.", "source_title": "Jaarverslag", "email": "lezer@example.nl"},
)
FORMS = [(START, FIRST), WRONG, FACT]
MADE = (Submission, Report, Proposal, OutboxMessage, Attempt)


def handed_out(address: str, values: dict) -> dict:
    """What a browser sends of the form that it was given."""
    stamp = STAMP.search(Client().get(address).content.decode())[1]
    return {"leeg": "", "moment": stamp, **values}


def counted() -> list[int]:
    return [model.objects.count() for model in MADE]


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "values"), FORMS)
def test_a_second_press_makes_nothing_and_leads_to_the_same_page(client, address, values):
    form = handed_out(address, values)
    first = client.post(address, form)
    once = counted()
    second = client.post(address, form)
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    assert client.get(second["Location"]).status_code == 200
    assert counted() == once


@pytest.mark.django_db
def test_a_second_press_is_answered_when_the_quota_is_used_up(client, settings):
    settings.SUBMISSION_QUOTA = settings.REPORT_QUOTA = {"per_address": 1, "overall": 1}
    for address, values in (FORMS[0], WRONG):
        form = handed_out(address, values)
        assert [client.post(address, form).status_code for _ in range(3)] == [302] * 3


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "values"), FORMS)
def test_who_goes_back_and_writes_something_else_loses_nothing(client, address, values):
    form, name = handed_out(address, values), next(iter(values))
    client.post(address, form)
    answer = client.post(address, {**form, name: "Iets heel anders."})
    follow = client.get(answer["Location"])
    assert Submission.objects.count() + Report.objects.count() == 2
    assert follow.status_code == 200


@pytest.mark.django_db
def test_two_people_who_write_the_same_do_not_get_one_page():
    address, values = WRONG
    pages = {Client().post(address, handed_out(address, values))["Location"] for _ in range(2)}
    assert len(pages) == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("address", "values"), FORMS)
def test_presses_at_the_same_moment_make_one(address, values):
    form = handed_out(address, values)

    def press(_):
        try:
            return Client().post(address, form)["Location"]
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        pages = set(pool.map(press, range(6)))
    assert len(pages) == 1
    assert Submission.objects.count() + Report.objects.count() == 1
    assert Proposal.objects.count() == ("feit" in address)
    assert OutboxMessage.objects.filter(to="lezer@example.nl").count() == (address != START)
