"""`manage.py import_interventions`: the same checks as the desk, without its limits."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from interventions.models import ImportBatch, Intervention
from tests.factories import Status, make_source
from tests.intake.sheets import CHOICES, SAMPLE, csv_file, workbook_of

pytestmark = pytest.mark.django_db
MAPPED = [
    f"--map={'thema' if words == 'theme' else 'doelgroep'}:{value}={'' if word == '-' else word}"
    for (words, value), word in CHOICES.items()
]


def run(*args) -> tuple[str, str]:
    out, faults = StringIO(), StringIO()
    call_command("import_interventions", *args, stdout=out, stderr=faults)
    return out.getvalue(), faults.getvalue()


def refused(*args) -> tuple[str, str]:
    faults = StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("import_interventions", *args, stdout=StringIO(), stderr=faults)
    return str(refusal.value), faults.getvalue()


def test_sample_is_refused_with_every_fault_and_writes_nothing():
    before = Intervention.objects.count()
    reason, faults = refused(SAMPLE)
    assert reason == "Er is niets ingelezen: 6 fouten."
    assert faults.splitlines()[0] == (
        "sample.csv, regel 2, theme 'eenzaamheid': "
        "'eenzaamheid' staat niet in de lijst met thema's."
    )
    assert len(faults.splitlines()) == 6
    assert Intervention.objects.count() == before
    assert not ImportBatch.objects.exists()


def test_sample_goes_in_when_its_words_are_mapped(editor):
    out, _ = run(SAMPLE, *MAPPED, "--user=redacteur")
    assert "Ingelezen als concept: 8 interventies en 0 uitspraken." in out
    batch = ImportBatch.objects.get()
    assert (batch.file_name, batch.by, batch.imported.count()) == ("sample.csv", editor, 8)
    assert {one.intervention.status for one in batch.imported.all()} == {Status.DRAFT}


def test_the_good_rows_go_in_and_the_rest_to_a_file(tmp_path):
    rest = tmp_path / "rest.xlsx"
    out, _ = run(SAMPLE, f"--rest={rest}")
    assert "4 interventies" in out
    assert len(workbook_of(rest.read_bytes())["Interventies"]) == 5


def test_check_only_writes_nothing():
    out, _ = run(SAMPLE, *MAPPED, "--check")
    assert "8 regels" in out
    assert not ImportBatch.objects.exists()


def test_check_says_by_its_exit_that_there_are_faults():
    reason, faults = refused(SAMPLE, "--check")
    assert (reason, len(faults.splitlines())) == ("6 fouten.", 6)


def test_more_rows_than_at_the_desk(tmp_path):
    file = tmp_path / "veel.csv"
    file.write_bytes(csv_file(["naam"], *([f"Tuin {number}"] for number in range(2001))))
    out, _ = run(file, "--check")
    assert "veel.csv: 2001 regels." in out


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["/bestaat/niet.csv"], "No such file"),
        ([SAMPLE, "--user=niemand"], "no active account"),
        ([SAMPLE, "--user=startinhoud"], "no active account"),
        ([SAMPLE, "--map=thema"], "COLUMN:VALUE=WORD"),
        ([SAMPLE, "--map=weer:zon=jeugd"], "COLUMN:VALUE=WORD"),
        ([SAMPLE, "--rest=/bestaat/niet.xlsx"], "Er is niets ingelezen"),
        ([SAMPLE, SAMPLE], "hooguit één lijst"),
    ],
)
def test_a_wrong_argument_is_a_sentence(args, words):
    assert words in refused(*args)[0]
    assert not ImportBatch.objects.exists()


def test_nobody_updates_without_an_account_that_may(tmp_path, administrator, editor):
    file = tmp_path / "lijst.csv"
    file.write_bytes(csv_file(["naam", "doel"], ["ABCD", "Een nieuw doel."]))
    for account in ([], ["--user=beheerder"]):
        assert "geen werkkopie" in refused(file, "--update", *account)[1]
    run(file, "--update", "--user=redacteur")
    assert Intervention.objects.get(slug="abcd", replaces__isnull=False).goal == "Een nieuw doel."


def test_a_text_that_is_there_is_changed_by_somebody_with_a_name(tmp_path, editor):
    names, file = tmp_path / "namen.csv", tmp_path / "uitspraken.csv"
    names.write_bytes(csv_file(["Naam"], ["Buurttuin"]))
    run(names)
    row, source = Intervention.objects.get(name="Buurttuin"), make_source()
    head = ["Interventie", "Element", "Soort", "Uitleg", "Bron"]
    file.write_bytes(csv_file(head, ["Buurttuin", "empowerment", "genoemd", "Zo.", source.slug]))
    reason, _ = refused(file)
    assert "--user" in reason
    assert not row.statements.exists()
    run(file, "--user=redacteur")
    row.refresh_from_db()
    assert (row.statements.count(), row.changed_by) == (1, editor)
