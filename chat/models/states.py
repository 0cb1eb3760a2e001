"""Through what a conversation walks."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    ASSIGNED = "assigned", _("Offered")
    ACTIVE = "active", _("In conversation")
    TRANSFERRED = "transferred", _("Being transferred")
    IDLE = "idle", _("Silent")
    WRAPPED_UP = "wrapped_up", _("Ended")
    CONVERTED = "converted", _("Made a case")
    CLOSED = "closed", pgettext_lazy("conversation", "Closed")
    ABANDONED = "abandoned", _("Left the line")
    WORD_LEFT = "word_left", _("Word left")


class Outcome(models.TextChoices):
    SOLVED = "solved", _("Solved")
    INFORMED = "informed", _("Informed, the citizen acts next")
    REFERRED = "referred", _("Referred to another office")
    CASE = "case", _("Made a case")
    SILENT = "silent", _("Visitor fell silent")
    VISITOR = "visitor", _("Ended by the visitor")
    UNSUITABLE = "unsuitable", _("Not a matter for this desk")


CHOSEN_BY_AGENT = (Outcome.SOLVED, Outcome.INFORMED, Outcome.REFERRED, Outcome.UNSUITABLE)

OFFERED = (State.ASSIGNED, State.TRANSFERRED)
TALKING = (State.ACTIVE, State.IDLE)
WITH_AGENT = (*OFFERED, *TALKING)
OPEN = (State.QUEUED, *WITH_AGENT)
OVER = (State.WRAPPED_UP, State.CONVERTED, State.CLOSED)
