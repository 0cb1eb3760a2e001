from django.urls import path

from . import views

urlpatterns = [path("presence/", views.choose, name="presence")]
