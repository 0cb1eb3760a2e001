"""The city's figures on pages of others: `{% load feedback %}{% board_figures %}`."""

from typing import Any

from django import template

from ..views.figures import board_figures as figures

register = template.Library()


@register.inclusion_tag("feedback/_tiles.html")
def board_figures() -> dict[str, Any]:
    return figures()
