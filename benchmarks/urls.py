"""The site's own addresses, and the two pages to compare them with."""

from django.urls import path

from benchmarks import views
from config.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [
    path("benchmark/constant/<int:size>/", views.constant_page),
    path("benchmark/yardstick/", views.yardstick_list),
    *urlpatterns,
]
