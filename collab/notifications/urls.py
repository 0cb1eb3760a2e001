from django.urls import path

from . import views

urlpatterns = [
    path("demo/mail/", views.letters, name="letters"),
    path("demo/mail/<int:pk>", views.letter, name="letter"),
]
