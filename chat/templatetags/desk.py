"""What templates of the desk need: fragments with their numbers, ages, and whether anybody is there."""

from datetime import datetime, timedelta
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from collab.live.models import Entry
from collab.text.render import finished

from .. import standing
from ..fragments import numbered

register = template.Library()


@register.filter
def fragment(entry: Entry) -> SafeString:
    """The stored line of a conversation; what was changed later already stands in it."""
    return finished(numbered(entry))


@register.filter
def age(since: datetime) -> str:
    """How long ago, in minutes or hours: 3 min."""
    return span(timezone.now() - since)


@register.filter
def span(length: timedelta) -> str:
    minutes = int(length.total_seconds() // 60)
    if minutes < 1:
        return _("under 1 min")
    if minutes < 60:
        return ngettext("%(count)s min", "%(count)s min", minutes) % {"count": minutes}
    return _("%(hours)s h %(minutes)s min") % {"hours": minutes // 60, "minutes": minutes % 60}


LANGUAGES = {"zh-hans": ("zh-Hans", "中文"), "en": ("en", "English")}


@register.simple_tag
def language_chip(code: str) -> SafeString:
    """The visitor's language by its own name; scripts read the code from `data-language`."""
    lang, name = LANGUAGES.get(code, (code, code))
    return format_html('<span class="chip" lang="{}" data-language="{}">{}</span>', lang, code, name)


@register.inclusion_tag("chat/_ask_us.html", takes_context=True)
def ask_us(context: template.Context) -> dict[str, Any]:
    """The entry on every page: whether anybody is there, how long it takes, or when it opens. Costs no query."""
    request = context.get("request")
    return {"now": standing.summary(), "path": request.path if request else "/"}


@register.simple_tag
def anybody_there() -> bool:
    """Whether at least one desk answers now; looked up every five seconds."""
    return standing.is_anybody_there()
