"""What happened to a case, one line for each change."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..lifecycle import MOVES, State


class Step(models.Model):
    """One change of a case: append only. `public` ones stand on the citizen's page."""

    case = models.ForeignKey("feedback.Case", models.CASCADE, related_name="steps")
    seq = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    actor = models.CharField(max_length=24, blank=True)
    actor_name = models.CharField(max_length=60, blank=True)
    verb = models.CharField(max_length=12)
    before = models.CharField(max_length=16, blank=True)
    after = models.CharField(max_length=16)
    words = models.TextField(blank=True)
    public = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "seq"], condition=models.Q(seq__gt=0), name="step_numbered")
        ]

    @property
    def tells(self) -> str | Promise:
        """What the citizen reads."""
        if self.verb == "open":
            return _("We have received your matter.")
        if self.verb == "redate":
            return _("The day of the answer has been worked out anew.")
        return MOVES[self.verb].tells if self.verb in MOVES else ""

    @property
    def label(self) -> str:
        """What staff read: the state it led to, or the verb where the state stayed."""
        inside = {
            "note": _("Note"),
            "consent": _("Consent to publication"),
            "publish": _("Published"),
            "return": _("Sent back"),
            "concern": _("Complained about"),
            "concern_over": _("No longer complained about"),
            "redate": _("New due date"),
            "unmask": _("Left readable in the publication"),
        }
        return str(inside.get(self.verb) or State(self.after).label)
