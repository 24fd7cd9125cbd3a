"""What many do at the same moment at the desk is done once."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from elements.models import Element
from interventions.models import (
    ImportBatch,
    Intervention,
    OutboxMessage,
    Submission,
    Theme,
    WordRequest,
)
from interventions.workflow import mail, words
from tests.conftest import person_of, signed_in
from tests.desk.test_stalled import sent_back
from tests.factories import Status, make_element, make_intervention
from tests.forms.submissions.test_races import together
from tests.intake.sheets import csv_file, preview

pytestmark = pytest.mark.django_db(transaction=True)


def as_person(user: User) -> Client:
    return signed_in(User.objects.get(pk=user.pk))


def test_runs_at_once_remind_once():
    sent_back(20)
    assert sum(together(lambda _: mail.queue_reminders(), range(8))) == 1
    assert OutboxMessage.objects.filter(key__endswith="-reminder").count() == 1
    assert Submission.objects.exclude(reminded_at=None).count() == 1


def test_a_double_press_reads_a_file_in_once():
    editor = person_of("Redacteur")
    address, _ = preview(as_person(editor), csv_file(["naam"], ["Tuin"]))
    clients = [as_person(editor) for _ in range(6)]
    answers = together(lambda client: client.post(address, {"step": "all"}), clients)
    assert {answer.status_code for answer in answers} == {302}
    assert {answer["Location"] for answer in answers} == {
        f"/beheer/interventions/importbatch/{ImportBatch.objects.get().pk}/change/"
    }
    assert Intervention.objects.filter(name="Tuin").count() == 1


def test_a_word_asked_for_and_granted_by_many_at_once_is_one():
    editor, others = person_of("Redacteur"), [person_of("Beoordelaar"), person_of("Beheerder")]
    rows = [make_intervention(status=Status.DRAFT, created_by=editor) for _ in range(6)]
    together(lambda row: words.ask("theme", "Water", by=editor, row=row), rows)
    request = WordRequest.objects.get()
    assert request.wishes.count() == 6
    presses = [as_person(others[number % 2]) for number in range(6)]
    address = f"/beheer/woord/{request.pk}/toevoegen/"
    assert {*together(lambda one: one.post(address).status_code, presses)} == {302}
    word = Theme.objects.get(name="Water")
    assert word.interventions.count() == 6


def test_practice_points_that_come_at_once_have_a_number_each():
    row = make_element(practice="- Begin klein.")

    def add(text: str) -> list[int]:
        own = Element.objects.get(pk=row.pk)
        own.practice = text
        own.save()
        return [point.number for point in own.points]

    given = together(add, [f"- Punt {one}." for one in "abcdefgh"])
    assert sorted(given) == [[number] for number in range(2, 10)]
    assert Element.objects.get(pk=row.pk).last_point == 9
