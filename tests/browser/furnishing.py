"""The people and the rows of `desk.py`, made in the base of the browser tests."""

from datetime import timedelta

from django.contrib.auth.models import Group, User
from django.utils import timezone

from elements.models import Element
from interventions import workflow
from interventions.models import (
    ImportBatch,
    ImportedRow,
    Intervention,
    Notice,
    OutboxMessage,
    Proposal,
    Recognition,
    RecognitionLevel,
    Remark,
    Report,
    Submission,
)
from tests.browser.desk import PASSWORD, ROLES, ROWS
from tests.factories import make_intervention, make_source


def furnish() -> None:
    people = {}
    for name, role in ROLES.items():
        people[name] = User.objects.create_user(f"test-{name}", password=PASSWORD, is_staff=True)
        people[name].groups.add(Group.objects.get(name=role))
    editor, reviewer = people["redacteur"], people["beoordelaar"]
    element = Element.objects.first()

    def make(key: str, status: str):
        row = make_intervention(
            pk=ROWS[key],
            status=status,
            name=f"Buurttuin {key.replace('_', ' ')}".replace("draft", "eerste"),
            goal="Buren leren elkaar kennen.",
            approach="De buurtwerker belt aan.\n\n- Eerst koffie.\n- Dan een plan.",
            statements=[{"element": element, "evidence": "Zo staat het in het verslag."}],
            created_by=editor,
        )
        values = {"changed_by": editor, "changed_at": timezone.now()}
        if status == "in_review":
            values |= {"claimed_by": reviewer, "submitted_by": editor}
        Intervention.objects.filter(pk=row.pk).update(**values)
        row.refresh_from_db()
        return row

    made = {key: make(key, key) for key in ROWS if key not in ("copy", "live")}
    live = make("live", "published")
    Recognition.objects.create(
        intervention=live,
        level=RecognitionLevel.objects.exclude(slug="geen").first(),
        source=make_source(url="https://bron.example/"),
        date="2012-05",
    )
    copy = workflow.revise(live, by=editor)
    Intervention.objects.filter(pk=copy.pk).update(goal="Buren helpen elkaar vaker.")
    copy.statements.update(explanation="Zij doen dat nu met elkaar.")
    copy.refresh_from_db()
    workflow.submit(copy, by=editor)
    workflow.claim(copy, by=reviewer)
    assert copy.pk == ROWS["copy"]  # the next number after that of `live`
    for row in (made["in_review"], made["sent_back"]):
        Remark.objects.create(
            intervention=row, field="goal", text="Korter?", proposal="Buren helpen.", by=reviewer
        )
        Remark.objects.create(intervention=row, field="costs", text="Is dit bekend?", by=reviewer)
    Intervention.objects.filter(pk=made["published"].pk).update(
        reviewed_at=timezone.now() - timedelta(days=900)
    )
    from_outside(made, editor=editor, reviewer=reviewer)


def from_outside(made: dict[str, Intervention], *, editor: User, reviewer: User) -> None:
    """What did not begin at the desk: reports, a submission, a spreadsheet; and a mail."""
    now, row = timezone.now(), made["published"]
    said = Report.objects.create(intervention=row, text="De naam is anders.", is_owner=True)
    Proposal.objects.create(
        intervention=row,
        fact="kosten",
        values={"costs": "Ongeveer 500 euro per jaar."},
        before={"costs": "Gratis."},
        source_title="Jaarverslag 2025",
        source_url="https://tuin.example/verslag",
        report=said,
    )
    Report.objects.create(
        intervention=row,
        text="Het adres klopt niet.",
        state=Report.State.HANDLED,
        taken_at=now,
        taken_by=reviewer,
        decided_at=now,
        decided_by=reviewer,
    )
    Notice.objects.create(
        intervention=row, text="Wij zoeken dit uit.", placed_at=now, placed_by=reviewer
    )
    Submission.objects.create(
        intervention=made["submitted"], name="Ine Diener", is_owner=False, submitted_at=now
    )
    batch = ImportBatch.objects.create(file_name="lijst.csv", by=editor, rows=1)
    ImportedRow.objects.create(batch=batch, intervention=made["draft"], line=2)
    OutboxMessage.objects.create(
        key="test",
        to="indiener@voorbeeld.example",
        subject="Uw melding",
        state=OutboxMessage.State.FAILED,
        due_at=now,
    )
