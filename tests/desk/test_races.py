"""Many who press the same button at once: one step is taken, on each database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client

from interventions import workflow
from interventions.models import Publication, StatusChange
from tests.conftest import person_of, signed_in
from tests.desk.forms import NOTE, verb_page
from tests.factories import Status, make_intervention, reviewed

AT_ONCE = 10


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [10, pytest.param(200, marks=pytest.mark.full)])
@pytest.mark.parametrize("kind", ["new text", "working copy"])
def test_racing_approvals_publish_once(kind, number):
    """Who comes second with a working copy finds that it is gone."""
    editor, reviewer = person_of("Redacteur"), person_of("Beoordelaar")
    if kind == "new text":
        row = public = make_intervention(status=Status.DRAFT)
    else:
        public = make_intervention()
        row = workflow.revise(public, by=editor)
    versions = public.publications.count()
    reviewed(row, editor=editor, reviewer=reviewer)
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
    assert set(answers) <= {200, 302, 404}
    assert 302 in answers  # who pressed again, may be shown what the first press made
    public.refresh_from_db()
    assert public.status == Status.PUBLISHED
    assert StatusChange.objects.filter(intervention=public, verb="publish").count() == 1
    assert Publication.objects.for_intervention(public).count() == versions + 1
