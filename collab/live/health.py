"""Whether the process lives, whether it can serve, and its figures."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

from . import hub


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
    """In the text format of Prometheus; numbers only."""
    here = hub.current()
    sockets = len(here.sockets) if here else 0
    rooms = len(here.rooms) if here else 0
    deliveries = here.deliveries if here else 0
    text = (
        f"# TYPE townhall_sockets gauge\ntownhall_sockets {sockets}\n"
        f"# TYPE townhall_rooms gauge\ntownhall_rooms {rooms}\n"
        f"# TYPE townhall_deliveries_total counter\ntownhall_deliveries_total {deliveries}\n"
    )
    return HttpResponse(text, "text/plain; version=0.0.4")
