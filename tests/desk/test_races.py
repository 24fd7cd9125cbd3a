"""Many who press the same button at once: one step is taken, on each database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client

from interventions.models import Publication, StatusChange
from tests.conftest import person_of, signed_in
from tests.desk.forms import NOTE, verb_page
from tests.factories import Status, make_intervention, reviewed

AT_ONCE = 10


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [10, pytest.param(200, marks=pytest.mark.full)])
def test_racing_approvals_publish_once(number):
    reviewer = person_of("Beoordelaar")
    row = reviewed(
        make_intervention(status=Status.DRAFT), editor=person_of("Redacteur"), reviewer=reviewer
    )
    session, start = signed_in(reviewer).cookies, Barrier(AT_ONCE)

    def approve(_) -> int:
        client = Client()
        client.cookies = session
        start.wait(30)
        try:
            return client.post(verb_page(row, "publish"), NOTE).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(approve, range(number)))
    assert sorted(set(answers)) == [200, 302]
    assert answers.count(302) == 1
    row.refresh_from_db()
    assert row.status == Status.PUBLISHED
    assert StatusChange.objects.filter(intervention=row, verb="publish").count() == 1
    assert Publication.objects.for_intervention(row).count() == 1
