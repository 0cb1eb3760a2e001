"""Who may ask at a desk, how often, and under which name: the rules that page and API share."""

from django.utils.translation import gettext as _

from collab.accounts.models import Guest
from collab.departments import rights
from collab.limits.allowance import spend
from collab.live.viewer import Viewer

VISITS, ADDRESS_VISITS, SPAN = 10, 100, 600  # of one visitor, of one address, in so many seconds


def may_ask(viewer: Viewer) -> bool:
    """Guests, citizens and experts; who serves the public does not stand in its lines (docs/roles.md)."""
    return viewer.person_id is None or not rights.roles_of(viewer) - {"expert"}


def too_often(viewer: Viewer) -> int:
    """0, or the milliseconds after which this visitor may ask again."""
    who = viewer.key or viewer.address
    return spend("visit", who, limit=VISITS, seconds=SPAN) or spend(
        "visit-address", viewer.address, limit=ADDRESS_VISITS, seconds=SPAN
    )


def welcome(viewer: Viewer, name: str) -> tuple[Viewer, str]:
    """Whoever has no account becomes a guest under a name of choice; the secret is for the cookie."""
    if viewer.key:
        return viewer, ""
    guest, secret = Guest.welcome(name=name.strip() or _("Visitor"), language=viewer.language)
    return Viewer(
        key=guest.key, name=guest.name, guest_id=guest.pk, language=viewer.language, address=viewer.address
    ), secret
