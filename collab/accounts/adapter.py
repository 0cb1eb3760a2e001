"""How allauth fits into the city: names at sign-up, guests that become accounts, sockets that end with sessions."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from collab.audit.models import log
from collab.live import outlet

from . import guests
from .identify import session_mark
from .models import Person


class AccountAdapter(DefaultAccountAdapter):
    """Own paths only, the language of the page kept, every sign-in and sign-out in the audit trail."""

    def save_user(self, request: HttpRequest, user: Person, form: Any, commit: bool = True) -> Person:
        user.name = form.cleaned_data.get("name", "")
        user.language = request.LANGUAGE_CODE
        return super().save_user(request, user, form, commit)

    def populate_username(self, request: HttpRequest, user: Person) -> None:
        """There are no user names."""

    def is_safe_url(self, url: str | None) -> bool:
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where the work of a role begins, if it has such a place."""
        roles = (
            set(request.user.grants.current().values_list("role", flat=True))
            if request.user.is_authenticated
            else set()
        )
        own = [place for role, place in settings.START_PAGES.items() if role in roles]
        return own[0] if own else super().get_login_redirect_url(request)

    def post_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse:
        guests.claim(request, user)
        log(user, "person.signed_in", user)
        response = super().post_login(request, user, **kwargs)
        if guests.COOKIE in request.COOKIES:
            response.delete_cookie(guests.COOKIE)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            response.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language, samesite="Lax")
        return response

    def set_password(self, user: Person, password: str) -> None:
        """Every other session is worth nothing from now on, and no open socket outlives it."""
        super().set_password(user, password)
        log(user, "person.password_set", user)
        outlet.revoke(party=user.key)

    def logout(self, request: HttpRequest) -> None:
        if request.user.is_authenticated:
            log(request.user, "person.signed_out", request.user)
            outlet.revoke(session=session_mark(request.session.session_key))
        super().logout(request)
