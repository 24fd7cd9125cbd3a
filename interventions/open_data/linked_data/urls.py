from django.urls import path, register_converter

from interventions.open_data.files import views as files
from interventions.open_data.linked_data import views


class Ending:
    """The two ways in which data are written."""

    regex = "ttl|jsonld"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Ending, "ending")

app_name = "linked-data"
urlpatterns = [
    # names of things
    path("id/werkzaam-element/<slug:slug>", views.element, name="element"),
    path("id/interventie/<slug:slug>", views.intervention, name="intervention"),
    path("id/begrip/<slug:slug>", views.term, name="term"),
    path("id/uitspraak/<int:number>", views.statement, name="statement"),
    # data
    path("data/werkzame-elementen.<ending:ending>", views.concepts_file, name="concepts"),
    path("data/interventies.<ending:ending>", views.interventions_file, name="interventions"),
    path(
        "data/interventies/<slug:slug>.<ending:ending>",
        views.description_file,
        name="description",
    ),
    path(
        "data/uitspraken/<int:number>.<ending:ending>",
        views.statement_file,
        name="statement-file",
    ),
    # what the columns of each CSV file hold
    path("data/schema/interventies.json", files.interventions_schema, name="interventions-schema"),
    path("data/schema/uitspraken.json", files.statements_schema, name="statements-schema"),
    path("data/schema/matrix.json", files.matrix_schema, name="matrix-schema"),
    path("data/catalogus.<ending:ending>", views.catalogue_file, name="catalogue"),
]
