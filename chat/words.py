"""Refusals of the wire, as a person reads them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "too_long": _("This is empty or too long."),
    "room_closed": _("The conversation has ended."),
    "rate_limited": _("That was very fast. Please wait a moment and send it again."),
    "stale": _("This message was taken back."),
    "cid_conflict": _("This was already sent with another text."),
    "internal": _("This could not be done. Please try again."),
}
