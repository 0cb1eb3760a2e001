"""Why a verb of a case was refused; each becomes a sentence for the person at the door."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class CaseError(Exception):
    """`code` is stable and goes to the API; `says` is what a person reads."""

    code = "not_now"
    says: str | Promise = ""


class NotNow(CaseError):
    says = _("This step is not possible any more: somebody else was faster, or the case has moved on.")


class SecondHand(CaseError):
    code = "second_hand"
    says = _("Another person must do this: nobody approves or publishes what they wrote themselves.")


class Incomplete(CaseError):
    """`says` names what is missing."""

    code = "incomplete"

    def __init__(self, says: str | Promise) -> None:
        super().__init__(str(says))
        self.says = says


class Urgent(CaseError):
    """Said to programs, which must show the numbers before they confirm that nobody is in danger."""

    code = "urgent"
    says = _("Is somebody in danger now? Call 110, 119 or 120. If not, send it again and say so.")
