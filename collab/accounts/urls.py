from django.urls import path

from . import token_views, views

urlpatterns = [
    path("me/", views.me, name="me"),
    path("me/tokens", token_views.tokens, name="tokens"),
    path("me/tokens/<int:pk>/revocation", token_views.revoke, name="token_revoke"),
]
