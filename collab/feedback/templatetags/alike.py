from django import template

from collab.live.viewer import Viewer

from ..alike.finding import Candidate, candidates_for
from ..models import Case

register = template.Library()


@register.simple_tag
def candidates_of(case: Case, viewer: Viewer) -> list[Candidate]:
    """Cases that may be the same matter."""
    return candidates_for(case, viewer)
