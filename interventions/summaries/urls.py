from django.urls import path

from interventions.summaries import views

app_name = "summaries"
urlpatterns = [
    path("", views.summary_list, name="summary-list"),
]
