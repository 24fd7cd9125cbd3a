from django.urls import path

from interventions.forms.submissions import reporting, submitting

app_name = "submissions"
urlpatterns = [
    # /aanmelden/
    path("aanmelden/", submitting.submission_start, name="submission-start"),
    path("aanmelden/<str:token>/", submitting.submission_follow, name="submission-follow"),
    # /klopt-dit-niet/
    path("klopt-dit-niet/", reporting.report_start, name="report-start"),
    path("klopt-dit-niet/<str:token>/", reporting.report_follow, name="report-follow"),
]
