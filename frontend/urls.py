from django.urls import path

from . import views

urlpatterns = [
    path("", views.home, name="home"),
    path("accessibility", views.accessibility, name="accessibility"),
    path("privacy", views.privacy, name="privacy"),
    path("language", views.language, name="language"),
    path("look", views.look, name="look"),
    path("robots.txt", views.robots, name="robots"),
]
