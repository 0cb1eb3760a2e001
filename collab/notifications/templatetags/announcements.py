"""`{% announcements as said %}`: what every page shows now."""

from django import template
from django.utils.safestring import SafeString

from collab.text.render import finished

from .. import announcements as said

register = template.Library()


@register.simple_tag
def announcements() -> list[tuple[int, SafeString]]:
    return [(key, finished(line)) for key, line in said.running()]
