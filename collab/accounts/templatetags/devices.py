"""A browser's own description of itself, as people call it."""

from django import template
from django.utils.translation import gettext as _

register = template.Library()

BROWSERS = [
    "Edg",
    "OPR",
    "MicroMessenger",
    "Firefox",
    "Chrome",
    "Safari",
]  # each of the later ones is claimed by earlier ones
SYSTEMS = ["iPhone", "iPad", "Android", "Windows", "Mac OS X", "Linux"]
CALLED = {"Edg": "Edge", "OPR": "Opera", "MicroMessenger": "WeChat", "Mac OS X": "Mac"}


@register.filter
def device(user_agent: str) -> str:
    """`Chrome · Windows`; what is not known is not guessed at."""
    found = [next((name for name in known if name in user_agent), "") for known in (BROWSERS, SYSTEMS)]
    return " · ".join(CALLED.get(name, name) for name in found if name) or _("Unknown device")
