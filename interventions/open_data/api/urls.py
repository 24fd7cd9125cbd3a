from django.urls import include, path

from interventions.open_data.api import description, guide
from interventions.open_data.api.operations import operations

app_name = "api"
urlpatterns = [
    path("", guide.guide_page, name="guide"),
    path("v1/", include(operations)),
    path("v1/openapi.json", description.Description.declared(), name="openapi"),
]
