"""From a request or a socket's handshake to the viewer."""

import hashlib
import ipaddress
from http.cookies import CookieError, SimpleCookie
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import SESSION_KEY, get_user
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from collab.live.viewer import Viewer

from . import guests, second_factor
from .models import Guest, Person, Token


def session_mark(key: str | None) -> str:
    """What stands for a session or a guest's cookie in memory and on the layer; the secret itself never does."""
    return hashlib.sha256(f"session:{key}".encode()).hexdigest()[:32] if key else ""


def address_of(forwarded: str, direct: str) -> str:
    """The client's address behind the trusted proxies; an IPv6 address stands for its /64."""
    if settings.TRUSTED_PROXIES and forwarded:
        hops = [hop.strip() for hop in forwarded.split(",")]
        direct = hops[max(0, len(hops) - settings.TRUSTED_PROXIES)]
    try:
        address = ipaddress.ip_address(direct)
    except ValueError:
        return ""
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False).network_address)
    return str(address)


def request_address(request: HttpRequest) -> str:
    return address_of(request.headers.get("X-Forwarded-For", ""), request.META.get("REMOTE_ADDR", ""))


def truncated(address: str) -> str:
    """What of an address may be kept: its /24, or its /64; nothing of what is no address."""
    try:
        prefix = 24 if ipaddress.ip_address(address).version == 4 else 64
    except ValueError:
        return ""
    return str(ipaddress.ip_network((address, prefix), strict=False).network_address)


def viewer_of(request: HttpRequest) -> Viewer:
    """The viewer behind a request; a stranger has no key."""
    address = request_address(request)
    language = getattr(request, "LANGUAGE_CODE", "zh-hans")
    person = request.user
    if person.is_authenticated:
        return _person_viewer(person, request.session.session_key, language, address)
    secret = request.COOKIES.get(guests.COOKIE)
    guest = guests.by_secret(secret)
    return _guest_viewer(guest, secret, language, address) if guest else Viewer(language=language, address=address)


def token_viewer(request: HttpRequest, token: Token) -> Viewer:
    """The token's person, with the roles that they hold now."""
    language = getattr(request, "LANGUAGE_CODE", "zh-hans")
    return _person_viewer(token.person, None, language, request_address(request))


def _person_viewer(person: Person, session: str | None, language: str, address: str) -> Viewer:
    roles = frozenset(person.grants.current().values_list("role", flat=True))
    return Viewer(
        key=person.key,
        name=person.name,
        person_id=person.pk,
        session=session_mark(session),
        staff=bool(roles),
        roles=roles,
        language=language,
        address=address,
    )


def _guest_viewer(guest: Guest, secret: str | None, language: str, address: str) -> Viewer:
    return Viewer(
        key=guest.key,
        name=guest.name,
        guest_id=guest.pk,
        session=session_mark(secret),
        language=language,
        address=address,
    )


class Identify:
    """The wire's plug: who stands behind a handshake, and whether that still holds.

    Without any cookie it is a stranger, who may read what everybody may; with one that does not hold it is nobody.
    """

    def __call__(self, scope: dict[str, Any]) -> Viewer | None:
        headers = {name.decode("latin1").lower(): value.decode("latin1") for name, value in scope["headers"]}
        try:
            cookies = {name: morsel.value for name, morsel in SimpleCookie(headers.get("cookie", "")).items()}
        except CookieError:
            return None
        address = address_of(headers.get("x-forwarded-for", ""), (scope.get("client") or ("", 0))[0])
        request = HttpRequest()
        request.session = SessionStore(cookies.get(settings.SESSION_COOKIE_NAME))
        if request.session.get(SESSION_KEY):
            person = get_user(request)
            if isinstance(person, Person):
                viewer = _person_viewer(person, request.session.session_key, person.language, address)
                return None if second_factor.is_missing(viewer) else viewer
        secret = cookies.get(guests.COOKIE)
        if not secret and not cookies.get(settings.SESSION_COOKIE_NAME):
            return Viewer(address=address)
        guest = guests.by_secret(secret)
        return _guest_viewer(guest, secret, guest.language, address) if guest else None

    def valid(self, viewers: list[Viewer]) -> set[str]:
        """The marks that still hold, in two queries that ask for these people and guests alone."""
        people = {viewer.person_id for viewer in viewers if viewer.person_id}
        guest_ids = {viewer.guest_id for viewer in viewers if viewer.guest_id}
        living = _living_sessions(people) if people else set()
        staying = _staying_guests(guest_ids) if guest_ids else set()
        return {
            viewer.session
            for viewer in viewers
            if (viewer.person_id, viewer.session) in living or viewer.guest_id in staying
        }


def _living_sessions(people: set[int]) -> set[tuple[int | None, str]]:
    """(person, mark) of the sessions of these people that are neither over nor of a closed account."""
    open_ones = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    listed = UserSession.objects.filter(user__in=people, user__is_active=True, session_key__in=open_ones)
    return {(person, session_mark(key)) for person, key in listed.values_list("user_id", "session_key")}


def _staying_guests(ids: set[int]) -> set[int]:
    staying = Guest.objects.filter(pk__in=ids, ends_at__gt=timezone.now(), person=None)
    return set(staying.values_list("pk", flat=True))
