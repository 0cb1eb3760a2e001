"""Every address of the city: each app brings its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("frontend.urls")),
]
