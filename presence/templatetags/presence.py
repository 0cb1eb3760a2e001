"""Names that carry their person's state: `{% live_names people %}` once, then `{% live_name person %}` for each."""

from collections.abc import Iterable
from typing import Any

from django import template

from ..forms import ChoiceForm
from ..models import Availability
from ..states import OFFLINE, WORDS, State, states_of

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


@register.inclusion_tag("presence/chooser.html", takes_context=True)
def presence_chooser(context: template.Context) -> dict[str, Any]:
    """For the header of staff: own state, and the form that changes it."""
    request = context["request"]
    if not request.viewer.staff or request.viewer.person_id is None:
        return {}
    mine = Availability.of(request.viewer.person_id)
    state = states_of([request.viewer.person_id], request.viewer).get(request.viewer.person_id, OFFLINE)
    if state.state == "offline":
        state = State(mine.chosen if mine.holds else "available", mine.status_text, mine.load, mine.capacity)
    return {
        "form": ChoiceForm.showing(mine),
        "state": state,
        "person": request.viewer.person_id,
        "words": WORDS,
        "next": request.get_full_path(),
        "request": request,
        "csrf_token": context.get("csrf_token"),
    }


def _known(context: template.Context) -> dict[int, State | None]:
    request = context["request"]
    if not hasattr(request, KEY):
        setattr(request, KEY, {})
    return getattr(request, KEY)  # type: ignore[no-any-return]
