"""What happened to a case, one line for each change."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..lifecycle import MOVES, State

TELLS: dict[str, str | Promise] = {
    "redate": _("The day of the answer has been worked out anew."),
    "rate": _("You have rated the answer."),
    "contest": _("You have objected."),
    "uphold": _("Your objection has been looked at; the case stays as it is."),
    "remind": _("We have reminded you of what is missing."),
    "lead": _("News of the case with which yours is handled."),
    "merged": _("Your matter is handled together with another one on the same thing."),
    "consent": _("You have changed your consent to publication."),
}
FOLDED = (
    "department", "handler", "due_on", "limit_days", "due_provisional", "ground", "answered_on", "promised_on", "working_days", "rating",
    "second_rating", "held_state", "hand_backs", "bound", "extended", "asked_back", "rounds", "contested", "merged_into",
    "consent", "alarm", "counted_from",
)  # fmt: skip


def plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Of the changed fields those that tell the life of a case, as JSON has them: keys of rows, days as 2026-11-23."""
    found = {name: facts[name] for name in FOLDED if name in facts}
    for name, value in found.items():
        if isinstance(value, models.Model):
            found[name] = value.pk
        elif isinstance(value, date):
            found[name] = value.isoformat()
    return found


class Step(models.Model):
    """One change of a case: append only. `public` ones stand on the citizen's page."""

    case = models.ForeignKey("feedback.Case", models.CASCADE, related_name="steps")
    seq = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    actor = models.CharField(max_length=24, blank=True)
    actor_name = models.CharField(max_length=60, blank=True)
    verb = models.CharField(max_length=24)
    before = models.CharField(max_length=16, blank=True)
    after = models.CharField(max_length=16)
    words = models.TextField(blank=True)
    public = models.BooleanField(default=False)
    facts = models.JSONField(default=dict)

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
        if self.verb in TELLS:
            return TELLS[self.verb]
        return MOVES[self.verb].tells if self.verb in MOVES else ""

    @property
    def label(self) -> str:
        """What staff read: the state it led to, or the verb where the state stayed."""
        inside = {
            "refuse": _("Proposed not to accept"),
            "suspend?": _("Asked to wait for somebody else"),
            "deny": _("Request denied"),
            "ask_helper": _("Another department asked"),
            "helped": _("Another department has answered"),
            "recall": _("Question to another department taken back"),
            "alarm": _("Reminder of the due date"),
            "remind": _("Citizen reminded"),
            "joined": _("Another case joined"),
            "parted": _("A joined case stands by itself again"),
            "merged": _("Citizen told of the joining"),
            "moved": _("Joined to another case instead"),
            "lead": _("Citizen told of a step of the leading case"),
            "rate": _("Rated"),
            "contest": _("Objection"),
            "uphold": _("Objection answered"),
            "submit": _("Handed in for approval"),
            "call": _("Call-back noted"),
            "note": _("Note"),
            "consent": _("Consent to publication"),
            "publish": _("Published"),
            "return": _("Sent back"),
            "concern": _("Complained about"),
            "concern_over": _("No longer complained about"),
            "redate": _("New due date"),
            "settled": _("Due date is certain now"),
            "unmask": _("Left readable in the publication"),
            "hold": _("Kept for a review: nothing is erased"),
            "hold_lifted": _("May be erased again when its time is over"),
            "erased": _("Personal data erased"),
            "order": _("Order of the supervisor"),
            "order_receipt": _("Order read"),
            "order_report": _("Report on the order"),
            "order_done": _("Order done"),
            "order_back": _("More is to be done for the order"),
        }
        return str(inside.get(self.verb) or State(self.after).label)
