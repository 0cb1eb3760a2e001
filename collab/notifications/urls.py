from django.urls import path

from . import announcing, views

urlpatterns = [
    path("administration/announcements/", announcing.announcements, name="announcements"),
    path("administration/announcements/<int:pk>/end", announcing.end, name="announcement_end"),
    path("demo/mail/", views.letters, name="letters"),
    path("demo/mail/<int:pk>", views.letter, name="letter"),
]
