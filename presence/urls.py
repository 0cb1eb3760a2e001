from django.urls import path

from . import views

urlpatterns = [
    path("presence/", views.presence, name="presence"),
    path("presence/chosen", views.chosen, name="presence-chosen"),
    path("presence/page", views.page, name="presence-page"),
    path("presence/people", views.people, name="presence-people"),
]
