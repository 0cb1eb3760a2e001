"""Names that carry their person's state: `{% live_names people %}` once, then `{% live_name person %}` for each."""

from collections.abc import Iterable
from typing import Any

from django import template

from ..models import Chosen
from ..states import WORDS, State, states_of

register = template.Library()
KEY = "presence_states"


@register.simple_tag(takes_context=True)
def live_names(context: template.Context, people: Iterable[Any]) -> str:
    """Read the states of all of them at once, in three queries; prints nothing."""
    known = _known(context)
    missing = {person.pk for person in people if person} - set(known)
    found = states_of(missing, context["request"].viewer)
    known.update({pk: found.get(pk) for pk in missing})
    return ""


@register.inclusion_tag("presence/live_name.html", takes_context=True)
def live_name(context: template.Context, person: Any) -> dict[str, Any]:
    """A name with state, which opens the business card."""
    live_names(context, [person])
    return {"person": person, "state": _known(context)[person.pk]}


@register.simple_tag
def presence_choices() -> list[tuple[str, Any]]:
    """What one may choose, with its word."""
    return list(Chosen.choices)


@register.inclusion_tag("presence/_page.html", takes_context=True)
def presence_page(context: template.Context) -> dict[str, Any]:
    """Once in every page: the words of the states, the dialog for cards, and the beat of pages without script."""
    return {"presence_words": WORDS, "viewer": context.get("viewer")}


def _known(context: template.Context) -> dict[int, State | None]:
    request = context["request"]
    if not hasattr(request, KEY):
        setattr(request, KEY, {})
    return getattr(request, KEY)  # type: ignore[no-any-return]
