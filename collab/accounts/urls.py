from django.urls import path

from . import own_data_views, token_views, views

urlpatterns = [
    path("me/", views.me, name="me"),
    path("me/export", own_data_views.export, name="export"),
    path("me/close", own_data_views.close, name="close_account"),
    path("me/tokens", token_views.tokens, name="tokens"),
    path("me/tokens/<int:pk>/revocation", token_views.revoke, name="token_revoke"),
]
