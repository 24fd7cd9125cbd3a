from django.urls import path

from interventions.public.summaries import views

app_name = "summaries"
urlpatterns = [
    path("", views.summary_list, name="summary-list"),
    path("zeven-elementen/", views.all_page, name="all"),
    path("zeven-elementen.pdf", views.all_pdf, name="all-pdf"),
    path("zeven-elementen.docx", views.all_docx, name="all-docx"),
    path("werkzame-elementen/<slug:slug>/", views.element_page, name="element"),
    path("werkzame-elementen/<slug:slug>.pdf", views.element_pdf, name="element-pdf"),
    path("werkzame-elementen/<slug:slug>.docx", views.element_docx, name="element-docx"),
    path("interventies/<slug:slug>/", views.intervention_page, name="intervention"),
    path("interventies/<slug:slug>.pdf", views.intervention_pdf, name="intervention-pdf"),
    path("interventies/<slug:slug>.docx", views.intervention_docx, name="intervention-docx"),
    path("dossier/", views.dossier_page, name="dossier"),
    path("dossier.pdf", views.dossier_pdf_file, name="dossier-pdf"),
    path("dossier.docx", views.dossier_docx_file, name="dossier-docx"),
]
