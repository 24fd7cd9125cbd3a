from django.urls import path

from interventions.forms.following import views

app_name = "alerts"
urlpatterns = [
    path("volgen/", views.alert_start, name="alert-start"),
    path("volgen/<str:token>/", views.alert_follow, name="alert-follow"),
]
