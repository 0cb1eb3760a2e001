"""Every address of the city: each app brings its own."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("collab.live.urls")),
    path("", include("frontend.urls")),
    path("", include("collab.accounts.urls")),
    path("", include("collab.departments.urls")),
    path("", include("collab.search.urls")),
    path("", include("collab.notifications.urls")),
    path("", include("collab.feedback.urls")),
    path("", include("collab.feedback.open311.urls")),
    path("", include("presence.urls")),
    path("", include("collab.files.urls")),
    path("", include("chat.urls")),
    path("", include("chat.interviews.urls")),
    path("accounts/", include("allauth.urls")),
    path("api/", include("collab.api.urls")),
]

handler404 = "frontend.views.not_found"
handler500 = "frontend.views.broken"
