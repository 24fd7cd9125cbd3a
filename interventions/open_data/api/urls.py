from django.urls import path

from interventions.open_data.api.description import described
from interventions.open_data.api.guide import guide_page
from interventions.open_data.api.operations import OPERATIONS, view_of

app_name = "api"
urlpatterns = [
    path("", guide_page, name="guide"),
    path("v1/openapi.json", view_of(described), name="openapi"),
    *(
        path(f"v1{name.replace('{slug}', '<slug:slug>')}", view_of(*operation))
        for name, operation in OPERATIONS.items()
    ),
]
