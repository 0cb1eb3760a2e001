"""Why a verb of a case was refused; each becomes a sentence for the person at the door."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class CaseError(Exception):
    says: str | Promise = ""


class NotNow(CaseError):
    says = _("This step is not possible any more: somebody else was faster, or the case has moved on.")


class SecondHand(CaseError):
    says = _("Another person must do this: nobody approves or publishes what they wrote themselves.")


class Incomplete(CaseError):
    """`says` names what is missing."""

    def __init__(self, says: str | Promise) -> None:
        super().__init__(str(says))
        self.says = says
