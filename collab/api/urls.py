from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from . import docs
from .v1 import api, openapi


def nothing(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Whatever is not a route; the middleware turns it into a problem."""
    raise Http404


urlpatterns = [
    path("v1/openapi.json", openapi, name="api_openapi"),
    path("v1/docs", docs.docs, name="api_docs"),
    path("v1/", api.urls),
    path("<path:rest>", nothing, name="api_nothing"),
]
