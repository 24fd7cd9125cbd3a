from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("beheer/", admin.site.urls),
    path("api/", include("interventions.api.urls")),
    path("export/", include("interventions.exports.urls")),
    path("samenvattingen/", include("interventions.summaries.urls")),
    path("", include("interventions.linked_data.urls")),
    path("", include("interventions.submissions.urls")),
    path("", include("interventions.alerts.urls")),
    path("", include("interventions.pages.urls")),
]
handler400 = "config.errors.bad_request"
handler403 = "config.errors.permission_denied"
handler404 = "config.errors.page_not_found"
handler500 = "config.errors.server_error"
