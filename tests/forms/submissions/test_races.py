"""What many do at the same moment: the same private link, or the same name."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from elements.models import Source
from interventions.models import Intervention, StatusChange
from tests.forms.submissions.conftest import SENDER, SOURCE, Sender, guarded

pytestmark = pytest.mark.django_db(transaction=True)


def together(work, items, threads=8):
    def alone(item):
        try:
            return work(item)
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(alone, items))


def ready(**first) -> Sender:
    sender = Sender()
    sender.begins(**first)
    sender.fills(3, **SOURCE)
    sender.fills(4, **SENDER)
    return sender


@pytest.mark.parametrize(
    "times", [16, pytest.param(200, marks=pytest.mark.full)], ids=["some", "many"]
)
def test_the_same_link_at_once_makes_one_intervention(settings, times):
    address = ready().address

    def send(_):
        return guarded(Client(), f"{address}?stap=5", {}).status_code

    assert {*together(send, range(times), threads=min(times, 20))} == {302}
    row = Intervention.objects.get(name="Buurttuin")
    assert Source.objects.filter(title=SOURCE["source_1_title"]).count() == 1
    assert StatusChange.objects.filter(intervention=row).count() == 1


def test_the_same_name_at_once_loses_nothing():
    senders = [ready(other="on") for _ in range(6)]
    assert {*together(lambda sender: sender.sends().status_code, senders)} == {302}
    names = Intervention.objects.filter(name__startswith="Buurttuin").values_list("name", flat=True)
    assert {*names} == {
        "Buurttuin",
        "Buurttuin (aanmelding)",
        *(f"Buurttuin (aanmelding {number})" for number in range(2, 6)),
    }


def test_steps_saved_at_once_lose_no_answer():
    sender = ready()
    texts = [("goal", 2), ("costs", 2), ("summary", 1)]

    def fill(item):
        name, step = item
        first = {"name": "Buurttuin", "summary": "Buren."} if step == 1 else {}
        return sender.fills(step, **{**first, name: f"Nieuw {name}"}).status_code

    assert {*together(fill, texts)} == {302}
    answers = sender.submission.answers
    assert answers["summary"] == "Nieuw summary"
    assert "Nieuw" in answers.get("goal", "") + answers.get("costs", "")
