"""What the page of the second factor asks."""

from django import template

from .. import second_factor

register = template.Library()


@register.simple_tag(takes_context=True)
def factor_is_missing(context: template.Context) -> bool:
    """Whether the reader's role waits for a second factor."""
    return second_factor.is_missing(context["request"].viewer)
