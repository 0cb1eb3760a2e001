"""Who calls a route of the API, and whether the route is open to them: session, guest's cookie or personal token.

A token comes in the header and nothing else counts then; a cookie is sent by the browser also where another site made it
speak, so that what changes something needs the form's token beside it.
"""

from django.conf import settings
from django.http import HttpRequest
from ninja.security.base import AuthBase
from ninja.utils import check_csrf

from collab.audit.models import origin
from collab.limits.allowance import spend
from collab.live.viewer import Viewer

from . import guests, second_factor
from .identify import token_viewer
from .models import Token

SAFE = ("GET", "HEAD", "OPTIONS")
CALLS, ADDRESS_CALLS, SPAN = (
    300,
    1_200,
    60,
)  # of one token or session, of one address without either, in so many seconds


class NotSignedIn(Exception):
    """Signing in, or another token, is the remedy."""


class Forbidden(Exception):
    """`code`: `scope` (the token lacks `scope`), `csrf`, `second_factor`."""

    def __init__(self, code: str, scope: str = "") -> None:
        super().__init__(code)
        self.code, self.scope = code, scope


class TooOften(Exception):
    """`wait`: milliseconds after which a call is heard again."""

    def __init__(self, wait: int) -> None:
        super().__init__(wait)
        self.wait = wait


class Access(AuthBase):
    """A route that asks tokens for a scope; `public` ones also answer those who are nobody.

    `writing` is the scope for the methods that change something, where one rule stands for several routes.
    """

    openapi_type = "http"
    openapi_scheme = "bearer"

    def __init__(self, scope: str, *, writing: str = "", public: bool = False) -> None:
        super().__init__()
        self.scope, self.writing, self.public = scope, writing or scope, public

    def scope_of(self, method: str) -> str:
        return self.scope if method.upper() in SAFE else self.writing

    def __call__(self, request: HttpRequest) -> bool:
        """Raises NotSignedIn, Forbidden, TooOften; puts the token's person in place of the cookie's."""
        token = _token(request)
        if token:
            _stand_for(request, token)
        viewer: Viewer = request.viewer  # type: ignore[attr-defined]
        _afford(f"t{token.pk}" if token else viewer.session, viewer.address)
        if token is None:
            _from_our_pages(request)
        elif (scope := self.scope_of(request.method or "")) not in token.scopes:
            raise Forbidden("scope", scope)
        if second_factor.is_missing(viewer):
            raise Forbidden("second_factor")
        if not viewer.key and not self.public:
            raise NotSignedIn
        return True


def _token(request: HttpRequest) -> Token | None:
    """None where no token was sent. Raises NotSignedIn for one that is not or no longer worth anything."""
    kind, _space, secret = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer":
        return None
    token = Token.behind(secret.strip())
    if token is None:
        _afford("", request.viewer.address)  # type: ignore[attr-defined]
        raise NotSignedIn
    return token


def _stand_for(request: HttpRequest, token: Token) -> None:
    request.user = token.person
    request.viewer = token_viewer(request, token)  # type: ignore[attr-defined]
    request.token = token  # type: ignore[attr-defined]
    origin.set(f"{origin.get()[:25]} token {token.pk}".strip())


def _afford(mark: str, address: str) -> None:
    limit = CALLS if mark else ADDRESS_CALLS
    if wait := spend("api", mark or address, limit=limit, seconds=SPAN):
        raise TooOften(wait)


def _from_our_pages(request: HttpRequest) -> None:
    cookies = {settings.SESSION_COOKIE_NAME, guests.COOKIE} & set(request.COOKIES)
    if request.method not in SAFE and cookies and check_csrf(request):
        raise Forbidden("csrf")
