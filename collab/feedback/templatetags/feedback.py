"""Small things of the public board: `{% load feedback %}`."""

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def at(found: Mapping[str, object], key: str) -> object:
    """What stands under the key, or nothing."""
    return found.get(key)
