from django.urls import path

from interventions.alerts import views

app_name = "alerts"
urlpatterns = [
    path("volgen/", views.alert_start, name="alert-start"),
    path("volgen/<str:token>/", views.alert_follow, name="alert-follow"),
]
