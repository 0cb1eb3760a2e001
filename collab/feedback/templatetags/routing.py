from django import template

from ..models import Case, Location
from ..routing.proposing import Proposal, propose

register = template.Library()


@register.simple_tag
def proposal_for(case: Case) -> Proposal:
    """Which office is proposed for a case."""
    location = Location.objects.filter(case=case).first()
    return propose(case.title, case.text, case.kind, location.address if location else "")
