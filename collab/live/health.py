"""Whether the process lives, whether it can serve, and its figures."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from . import figures, hub


def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", "text/plain")


def readyz(request: HttpRequest) -> HttpResponse:
    """503 while draining or when the database does not answer."""
    here = hub.current()
    if here is not None and here.draining:
        return HttpResponse("draining\n", "text/plain", 503)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("no database\n", "text/plain", 503)
    return HttpResponse("ok\n", "text/plain")


def metrics(request: HttpRequest) -> HttpResponse:
    """In the text format of Prometheus; numbers and codes only."""
    return HttpResponse(generate_latest(figures.collection), CONTENT_TYPE_LATEST)
