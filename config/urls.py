from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("beheer/", admin.site.urls),
    path("api/", include("interventions.open_data.api.urls")),
    path("export/", include("interventions.open_data.files.urls")),
    path("samenvattingen/", include("interventions.public.summaries.urls")),
    path("", include("interventions.open_data.linked_data.urls")),
    path("", include("interventions.forms.submissions.urls")),
    path("", include("interventions.forms.following.urls")),
    path("", include("interventions.public.urls")),
]
handler400 = "config.errors.bad_request"
handler403 = "config.errors.permission_denied"
handler404 = "config.errors.page_not_found"
handler500 = "config.errors.server_error"
