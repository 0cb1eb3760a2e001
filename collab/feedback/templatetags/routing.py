from django import template

from ..models import Case
from ..routing.proposing import Proposal, propose

register = template.Library()


@register.simple_tag
def proposal_for(case: Case) -> Proposal:
    """Which office is proposed for a case."""
    return propose(case.title, case.text, case.kind)
