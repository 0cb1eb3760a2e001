"""What a token may be allowed. A scope opens a group of routes; what happens behind it follows from the person's rights."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SCOPES: dict[str, Promise] = {
    "me:read": _("See who I am and which roles I hold"),
    "desks:read": _("See desks, their hours and expected waiting times"),
    "conversations:read": _("Read conversations in which I take part"),
    "conversations:write": _("Start conversations, write in them, end and rate them"),
    "desks:serve": _("Serve at my desks: the line, taking, transferring and ending"),
    "rooms:read": _("Read the logs of rooms that are open to me"),
    "rooms:write": _("Write in rooms that are open to me"),
    "replies:read": _("Read published replies"),
    "cases:read": _("Read cases that I may see"),
    "cases:write": _("Open cases, and rate or withdraw my own"),
    "cases:handle": _("Accept, dispatch and take cases in hand, and write notes"),
    "cases:reply": _("Draft, hand in, approve and return replies"),
    "cases:publish": _("Publish replies and withdraw them"),
}
