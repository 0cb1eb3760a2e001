from django import template
from django.utils.translation import gettext as _

from collab.live.viewer import Viewer
from collab.search.models import suggest

from ..alike.finding import Candidate, candidates_for, own_alike
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
