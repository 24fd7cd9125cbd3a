"""Two editors who save one text at the same moment: one is saved, the other reads both texts."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from interventions.models import Intervention
from tests.conftest import person_of, signed_in
from tests.desk.filled import form_in, opened, typed
from tests.desk.forms import change_page
from tests.factories import Status, make_intervention

TEXTS = ("Het doel van Anna.", "Het doel van Bram.")


@pytest.fixture
def two_editors(transactional_db, empty_base):
    """On a base with hardly anything to choose from: two hundred pairs open some thousand forms."""
    return [signed_in(person_of(role)) for role in ("Redacteur", "Beoordelaar")]


def race(clients) -> None:
    """Both open one text, type and save at once; then the one that was refused saves on top."""
    row = make_intervention(status=Status.DRAFT, goal="Het oude doel.")
    forms = [
        typed(opened(client, row), goal=text) for client, text in zip(clients, TEXTS, strict=True)
    ]
    start = Barrier(2)

    def save(client, form):
        start.wait()
        try:
            return client.post(change_page(row), form)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(save, clients, forms))
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    saved, refused = sorted((0, 1), key=lambda place: answers[place].status_code)
    page = answers[refused].content.decode()
    shown = page[page.index("desk-clash") : page.index("</section>", page.index("desk-clash"))]
    assert TEXTS[saved] in shown
    assert TEXTS[refused] in shown
    assert Intervention.objects.get(pk=row.pk).goal == TEXTS[saved]
    again = form_in(answers[refused])
    assert again["goal"] == [TEXTS[refused]]
    assert clients[refused].post(change_page(row), again).status_code == 302
    assert Intervention.objects.get(pk=row.pk).goal == TEXTS[refused]


def test_of_ten_pairs_one_of_each_is_saved(two_editors):
    for _ in range(10):
        race(two_editors)


@pytest.mark.full
def test_of_two_hundred_pairs_one_of_each_is_saved(two_editors):
    for _ in range(200):
        race(two_editors)
