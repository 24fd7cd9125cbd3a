from django.urls import path

from interventions.public.summaries import views

app_name = "summaries"
urlpatterns = [
    path("", views.summary_list, name="summary-list"),
    path("zeven-elementen/", views.seven_page, name="seven"),
    path("zeven-elementen.pdf", views.seven_pdf, name="seven-pdf"),
    path("werkzame-elementen/<slug:slug>/", views.element_page, name="element"),
    path("werkzame-elementen/<slug:slug>.pdf", views.element_pdf, name="element-pdf"),
    path("interventies/<slug:slug>/", views.intervention_page, name="intervention"),
    path("interventies/<slug:slug>.pdf", views.intervention_pdf, name="intervention-pdf"),
    path("dossier/", views.dossier_page, name="dossier"),
    path("dossier.pdf", views.dossier_pdf_file, name="dossier-pdf"),
]
