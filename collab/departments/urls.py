from django.urls import include, path

from . import views

urlpatterns = [
    path("departments/", views.offices, name="offices"),
    path("departments/<str:code>/", views.office, name="department"),
    path("people/<int:person>/card", views.card, name="card"),
    path("people/<int:person>/photo/<str:name>", views.photo, name="photo"),
    path("administration/", include("collab.departments.administration.urls")),
]
