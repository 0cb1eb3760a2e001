from django.urls import path

from . import views

urlpatterns = [path("people/<int:person>/card", views.card, name="card")]
