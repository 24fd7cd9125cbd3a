"""The addresses of version 1. No slash at the end (NL API Design Rules)."""

from django.urls import path

from interventions.open_data.api import views

operations = [
    path("interventies", views.InterventionList.declared(), name="intervention-list"),
    path("interventies/<slug:slug>", views.OneIntervention.declared(), name="intervention"),
    path("werkzame-elementen", views.ElementList.declared(), name="element-list"),
    path("werkzame-elementen/<slug:slug>", views.OneElement.declared(), name="element"),
    path("combinaties", views.Combinations.declared(), name="combinations"),
]
