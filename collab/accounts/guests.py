"""A guest's cookie: set when a visitor names themselves, joined to the account at sign-in, gone with the chat."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from collab.live.viewer import Viewer

from .models import Guest, Person, digest

COOKIE = "__Host-guest" if settings.SECURE else "guest"


def by_secret(secret: str | None) -> Guest | None:
    """The guest whose cookie this is, while it lasts and is not yet joined to an account."""
    if not secret:
        return None
    return Guest.objects.filter(token=digest(secret), ends_at__gt=timezone.now(), person=None).first()


def set_cookie(response: HttpResponse, secret: str) -> None:
    response.set_cookie(
        COOKIE, secret, max_age=int(Guest.LIFE.total_seconds()), httponly=True, samesite="Lax", secure=settings.SECURE
    )


def claim(request: HttpRequest, person: Person) -> None:
    """The guest's history becomes the account's; the cookie is worth nothing any more."""
    guest = by_secret(request.COOKIES.get(COOKIE))
    if guest:
        Guest.objects.filter(pk=guest.pk, person=None).update(person=person)


def parties(viewer: Viewer) -> list[str]:
    """All keys under which the viewer stands in rooms and cases: the account and the guests it once was."""
    if viewer.person_id is None:
        return [viewer.key] if viewer.key else []
    return keys_of(viewer.person_id)


def keys_of(person_id: int) -> list[str]:
    """Those of a person: the account and the guests it once was."""
    once = Guest.objects.filter(person_id=person_id).values_list("pk", flat=True)
    return [f"p{person_id}", *(f"g{pk}" for pk in once)]
