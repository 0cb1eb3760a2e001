from django.urls import path

from . import views

urlpatterns = [
    path("presence/", views.presence, name="presence"),
    path("presence/people", views.people, name="presence-people"),
]
