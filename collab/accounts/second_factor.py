"""Staff pages open only to staff with a second factor, where the city asks for it (SC-04)."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from collab.live.viewer import Viewer

OPEN = ("/accounts/", "/static/", "/api/", "/language", "/look", "/healthz", "/readyz", "/metrics")


def is_missing(viewer: Viewer) -> bool:
    """Whether this is a member of staff who must set up a second factor first."""
    if not settings.STAFF_SECOND_FACTOR or not viewer.staff:
        return False
    factors = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return not Authenticator.objects.filter(user_id=viewer.person_id, type__in=factors).exists()


def detour(request: HttpRequest, viewer: Viewer) -> HttpResponse | None:
    """The way to the setting up, for whoever lacks it; None for everybody else."""
    if not settings.STAFF_SECOND_FACTOR or request.path.startswith(OPEN) or not is_missing(viewer):
        return None
    return redirect("mfa_index")
