from django.urls import path

from interventions.open_data.files import views

app_name = "exports"
urlpatterns = [
    path("interventies.csv", views.interventions_csv, name="interventions-csv"),
    path("uitspraken.csv", views.statements_csv, name="statements-csv"),
    path("interventies.xlsx", views.interventions_xlsx, name="interventions-xlsx"),
    path("interventies.json", views.interventions_json, name="interventions-json"),
    path("interventies.ris", views.interventions_ris, name="interventions-ris"),
    path("interventies.bib", views.interventions_bib, name="interventions-bib"),
    path("matrix.csv", views.matrix_csv, name="matrix-csv"),
    path("matrix.xlsx", views.matrix_xlsx, name="matrix-xlsx"),
]
