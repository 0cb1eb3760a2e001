from django.urls import path

from . import colleagues, views

urlpatterns = [
    path("presence/", views.presence, name="presence"),
    path("presence/chosen", views.chosen, name="presence-chosen"),
    path("presence/page", views.page, name="presence-page"),
    path("colleagues/", colleagues.colleagues, name="colleagues"),
    path("colleagues/<int:pk>/contact", colleagues.keep, name="contact_keep"),
    path("colleagues/<int:pk>/contact/undo", colleagues.drop, name="contact_drop"),
    path("colleagues/<int:pk>/alert", colleagues.tell, name="alert_ask"),
    path("colleagues/<int:pk>/alert/undo", colleagues.tell_no_more, name="alert_undo"),
    path("presence/people", views.people, name="presence-people"),
]
