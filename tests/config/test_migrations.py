"""The code of before goes on answering on the tables of the newer version."""

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

from tests.upgrading import RELEASED, faults_of

LONG, WORD = models.TextField, models.CharField


def test_newer_migrations_leave_the_code_of_before_working():
    loader = MigrationLoader(None)
    faults = [
        f"{app}.{name}: {fault}"
        for app, name in sorted(loader.graph.nodes)
        if app in RELEASED and name[:4] > RELEASED[app]
        for fault in faults_of(
            loader.get_migration(app, name), loader.project_state((app, name), at_end=False)
        )
    ]
    assert not faults, "\n".join(faults)


def found_in(*operations, **attributes) -> list[str]:
    """What is said of a made-up migration, on a table with four columns."""
    fields = {
        "id": models.BigAutoField(primary_key=True),
        "name": WORD(max_length=60),
        "note": LONG(null=True),
        "size": models.IntegerField(db_default=1),
    }
    state = ProjectState()
    state.add_model(ModelState("interventions", "thing", [*fields.items()]))
    body = {"operations": operations, **attributes}
    return faults_of(
        type("Migration", (migrations.Migration,), body)("0099", "interventions"), state
    )


def added(field: models.Field) -> migrations.AddField:
    return migrations.AddField("thing", "more", field)


def altered(name: str, field: models.Field) -> migrations.AlterField:
    return migrations.AlterField("thing", name, field)


AT_ONCE = migrations.SeparateDatabaseAndState
NO_TWINS = models.UniqueConstraint(fields=["name"], name="no_twins")
GONE = migrations.RemoveField("thing", "size")

BREAKING = {
    "a column goes": GONE,
    "a table goes": migrations.DeleteModel("thing"),
    "a column gets another name": migrations.RenameField("thing", "name", "title"),
    "and so in the database": altered("name", WORD(max_length=60, db_column="title")),
    "a table gets another name": migrations.RenameModel("thing", "matter"),
    "and so in the database alone": migrations.AlterModelTable("thing", "matters"),
    "a column that has to be filled": added(WORD(max_length=9, default="")),
    "a relation that has to be filled": added(models.ForeignKey("thing", models.CASCADE)),
    "a column without twins": added(WORD(max_length=9, null=True, unique=True)),
    "another type": altered("size", LONG(db_default="")),
    "a shorter text": altered("name", WORD(max_length=50)),
    "a text of before cut off": altered("note", WORD(max_length=50, null=True)),
    "a limit on a number": altered("size", models.PositiveIntegerField(db_default=1)),
    "nothing is no longer allowed": altered("note", LONG(db_default="")),
    "twins are no longer allowed": altered("name", WORD(max_length=60, unique=True)),
    "the database no longer fills it": altered("size", models.IntegerField(default=1)),
    "a constraint": migrations.AddConstraint("thing", NO_TWINS),
    "the same, older": migrations.AlterUniqueTogether("thing", {("name", "size")}),
    "rows are written": migrations.RunPython(migrations.RunPython.noop),
    "SQL": migrations.RunSQL("DROP TABLE thing"),
    "a column goes in the database only": AT_ONCE(database_operations=[GONE]),
    "the code forgets what has to be filled": AT_ONCE(
        state_operations=[migrations.RemoveField("thing", "name")]
    ),
}
HARMLESS = {
    "a new table": migrations.CreateModel("other", [("id", models.BigAutoField(primary_key=True))]),
    "a column that may be empty": added(LONG(null=True)),
    "a column that the database fills": added(WORD(max_length=9, db_default="")),
    "a relation through a table": added(models.ManyToManyField("thing")),
    "a longer text": altered("name", WORD(max_length=90)),
    "a text without a limit": altered("name", LONG()),
    "nothing is allowed from now on": altered("name", WORD(max_length=60, null=True)),
    "other words on the form": altered("name", WORD("naam", max_length=60, help_text="Kort.")),
    "an index": migrations.AddIndex("thing", models.Index(fields=["name"], name="by_name")),
    "the code forgets what the database fills": AT_ONCE(state_operations=[GONE]),
}


@pytest.mark.parametrize("case", BREAKING)
def test_what_breaks_the_code_of_before_is_refused(case):
    assert len(found_in(BREAKING[case])) == 1


@pytest.mark.parametrize("case", HARMLESS)
def test_what_leaves_it_working_is_not(case):
    assert found_in(HARMLESS[case]) == []


def test_a_table_of_the_same_migration_may_get_anything():
    made = migrations.CreateModel("other", [("id", models.BigAutoField(primary_key=True))])
    field = migrations.AddField("other", "name", WORD(max_length=9))
    assert found_in(made, field) == []


def test_a_migration_that_says_why_it_is_safe_is_trusted():
    assert found_in(GONE, safe_because="No code uses the column since 0.2.") == []
