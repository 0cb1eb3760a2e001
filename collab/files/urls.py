from django.urls import path

from . import views

urlpatterns = [path("files/<uuid:pk>/<str:name>", views.file, name="file")]
