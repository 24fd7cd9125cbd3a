"""A statement that somebody proposes: put in a text, beside or below what the source said there."""

from typing import Any, cast

from django.core.exceptions import ValidationError

from elements.models import Element, Source
from interventions.models import Intervention, Proposal, Statement
from interventions.sheet import STATEMENTS
from interventions.workflow.writing import check_fits

WORDS = ("evidence", "explanation")

NO_WORDS = "Schrijf eerst uw eigen woorden, of neem de passage over als citaat."
NO_ELEMENT = "Kies het element waar deze zin over gaat."
NO_EXPLANATION = "Schrijf hoe de interventie dit doet. Zonder uitleg kan het niet op de site."
FULL = (
    "Bij ‘{name}’ staat al een uitspraak uit deze bron, en daar past deze zin niet meer bij. "
    "Zet wat u nodig hebt zelf in die uitspraak, en kies hier ‘Neem niet over’."
)


def check_whole(row: Proposal, *, is_public: bool) -> None:
    """That an editor gave what a passage lacks. Raises ValidationError.

    What is for a public text is whole at once; a draft may wait for its explanations.
    """
    if not any(value not in ("", None) for value in row.values.values()) and row.is_of_sheet:
        raise ValidationError(NO_WORDS, code="no_words")
    if row.fact != STATEMENTS.key:
        return
    if not row.values.get("element"):
        raise ValidationError(NO_ELEMENT, code="no_element")
    if is_public and not row.values.get("explanation", "").strip():
        raise ValidationError(NO_EXPLANATION, code="no_explanation")


def add_statement(goal: Intervention, row: Proposal, source: Source | None, *, by) -> None:
    """A new statement; where the source has one about this element, more words for that.

    Raises ValidationError.
    """
    element = Element.objects.public().filter(slug=row.values.get("element")).first()
    if element is None:
        raise ValidationError(NO_ELEMENT, code="no_element")
    if source is None:
        raise ValidationError("Bij een uitspraak hoort een bron.", code="no_source")
    goal.sources.add(source)
    new = {name: value for name, value in row.values.items() if name != "element"}
    same = goal.statements.filter(element=element, source=source).first()
    statement = same or Statement(intervention=goal, element=element, source=source, **new)
    if same:
        _add_words(same, new)
    for name in WORDS:
        check_fits(statement, name, getattr(statement, name))
    statement._history_user = by  # type: ignore[attr-defined]  # for simple_history
    statement.full_clean()
    statement.save()


def _add_words(statement: Statement, new: dict) -> None:
    """The stronger of both kinds; the words of both, as far as there is room."""
    if new.get("kind") == Statement.Kind.NAMED and statement.kind == Statement.Kind.INFERRED:
        statement.kind, statement.basis = Statement.Kind.NAMED, ""
    for name in WORDS:
        old, more = getattr(statement, name), new.get(name, "").strip()
        if more and more not in old:
            words = "\n".join(filter(None, (old, more)))
            if len(words) > cast(Any, Statement._meta.get_field(name)).max_length:
                raise ValidationError(
                    FULL.format(name=statement.element.short_name), code="too_long"
                )
            setattr(statement, name, words)
