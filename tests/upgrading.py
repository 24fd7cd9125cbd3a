"""Whether a migration breaks the code of before, which goes on answering until the server is
renewed, and comes back when somebody takes the newer version away again.

It looks at the operations of Django. A library reads the SQL, which says less: decision 0053.
"""

from django.db import connection, models
from django.db.migrations import Migration
from django.db.migrations import operations as known
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

# What the newest release holds. Not looked at again: all of it was there before the rule.
RELEASED = {"elements": "0005", "interventions": "0019"}
# A migration with this text, a sentence that says why, is trusted: the code of before is known not
# to use what goes away, or somebody has thought of the rows that are written.
TRUSTED = "safe_because"
HARMLESS = (
    known.CreateModel,
    known.AddIndex,
    known.RemoveIndex,
    known.RenameIndex,
    known.RemoveConstraint,
    known.AlterModelOptions,
    known.AlterModelManagers,
    known.AlterModelTableComment,
)
REASONS = {
    known.RemoveField: "older code asks for the column",
    known.DeleteModel: "older code asks for the table",
    known.RenameField: "older code asks for the column by its old name",
    known.RenameModel: "older code asks for the table by its old name",
    known.AlterModelTable: "older code asks for the table by its old name",
    known.AddConstraint: "older code writes what it refuses",
    known.AlterUniqueTogether: "older code writes what it refuses",
    known.RunPython: "older code writes rows in the old way while it runs, and after it",
    known.RunSQL: "nobody can see what it does to older code",
}


def faults_of(migration: Migration, state: ProjectState) -> list[str]:
    """What in this migration breaks older code, a sentence each; `state` is that before it."""
    if getattr(migration, TRUSTED, ""):
        return []
    found, new = [], set()
    for operation in migration.operations:
        before, state = state, state.clone()
        operation.state_forwards(migration.app_label, state)
        if isinstance(operation, known.CreateModel):
            new.add(operation.name_lower)
        elif getattr(operation, "model_name_lower", "") not in new:
            found += _faults(operation, migration.app_label, before, state)
    return found


def _faults(operation: Operation, app: str, before: ProjectState, after: ProjectState) -> list[str]:
    match operation:
        case known.SeparateDatabaseAndState():
            return _of_separated(operation, app, before)
        case known.AddField():
            fault = _of_added(_field(after, app, operation))
        case known.AlterField():
            fault = _of_altered(_field(before, app, operation), _field(after, app, operation))
        case _ if isinstance(operation, HARMLESS):
            fault = ""
        case _:
            fault = REASONS.get(type(operation), "nobody has said that older code can do with it")
    return [f"{operation.describe()}: {fault}"] if fault else []


def _of_separated(operation, app: str, before: ProjectState) -> list[str]:
    """Of what the database does; and of a column that only the code forgets."""
    found = []
    for inner in operation.database_operations:
        after = before.clone()
        if isinstance(inner, known.AddField | known.AlterField):
            inner.state_forwards(app, after)
        found += _faults(inner, app, before, after)
    for inner in operation.state_operations:
        if isinstance(inner, known.RemoveField):
            field = _field(before, app, inner)
            if not (field.many_to_many or field.null or field.has_db_default()):
                found.append(f"{inner.describe()}: newer code writes rows without it")
    return found


def _field(state: ProjectState, app: str, operation) -> models.Field:
    model = state.apps.get_model(app, operation.model_name)
    return model._meta.get_field(operation.name)


def _of_added(field: models.Field) -> str:
    filled = field.null or field.has_db_default() or field.generated
    if not field.many_to_many and not filled:
        return "older code writes rows without it; give it db_default, or null"
    return "older code writes the same value twice" if field.unique else ""


def _of_altered(old: models.Field, new: models.Field) -> str:
    if old.many_to_many or new.many_to_many:
        return "" if old.deconstruct()[2] == new.deconstruct()[2] else "another relation"
    if old.column != new.column:
        return "older code asks for the column by its old name"
    if new.unique and not old.unique:
        return "older code writes the same value twice"
    if old.null and not new.null:
        return "older code writes nothing in it"
    if old.has_db_default() and not (new.has_db_default() or new.null):
        return "older code writes rows without it"
    return "" if _holds(old, new) else "older code writes and reads another type"


def _holds(old: models.Field, new: models.Field) -> bool:
    """Whether the new column takes and gives all that the old one did."""
    kinds = old.db_type(connection), new.db_type(connection)
    text = all(isinstance(field, models.CharField | models.TextField) for field in (old, new))
    if text and not isinstance(old, models.TextField):
        return new.max_length is None or new.max_length >= (old.max_length or 0)
    return kinds[0] == kinds[1] and old.db_check(connection) == new.db_check(connection)
