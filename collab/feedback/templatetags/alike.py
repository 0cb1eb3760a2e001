from typing import Any

from django import template
from django.utils.translation import gettext as _

from collab.live.viewer import Viewer
from collab.search.models import suggest

from ..alike.finding import Candidate, candidates_for, own_alike
from ..concerned import likely_concerned
from ..models import Case

register = template.Library()


@register.simple_tag
def candidates_of(case: Case, viewer: Viewer) -> list[Candidate]:
    """Cases that may be the same matter."""
    return candidates_for(case, viewer)


@register.simple_tag
def instead_of(case: Case, viewer: Viewer) -> list[tuple[str, str, str]]:
    """Title, address and a word on published replies and own cases that the letter may repeat."""
    text = f"{case.title} {case.text}"[:200]
    published = [(hit.title, hit.url, str(_("published reply"))) for hit in suggest(text)]
    own = [(one.title, one.get_absolute_url(), one.number) for one in own_alike(text, viewer) if one.pk != case.pk]
    return published + own


@register.simple_tag
def concern_of(case: Case) -> dict[str, Any]:
    """Who is named already, and who else may be meant."""
    named = list(case.concerns.select_related("person"))
    known = {one.person_id for one in named}
    return {"named": named, "likely": [one for one in likely_concerned(case) if one.person.pk not in known]}


@register.simple_tag
def joined_to(case: Case) -> list[Case]:
    """What is handled together with it now."""
    return case.joined()
