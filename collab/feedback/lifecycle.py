"""The life of a case in one table: from where, to where, and what the citizen is told (requirement group 2.2).

The verbs of `Case` name a row of this table; nothing else changes a state.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    SUBMITTED = "submitted", _("Received, waiting to be accepted")
    ACCEPTED = "accepted", _("Accepted")
    REJECTED = "rejected", _("Not accepted")
    DISPATCHED = "dispatched", _("Sent to the department")
    IN_PROGRESS = "in_progress", _("Being worked on")
    REPLY_DRAFTED = "reply_drafted", _("Reply in preparation")
    REPLY_SUBMITTED = "reply_submitted", _("Reply being checked")
    REPLY_RETURNED = "reply_returned", _("Reply sent back")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


@dataclass(frozen=True, slots=True)
class Move:
    """`tells` is what the citizen reads on the page of steps; empty for what stays inside the office."""

    start: tuple[State, ...]
    to: State
    tells: str | Promise = ""


S = State
WITH_CENTRE = (S.SUBMITTED, S.ACCEPTED, S.REJECTED)  # a department sees what was sent to it, not what was proposed
BEFORE_ANSWER = (
    S.SUBMITTED, S.ACCEPTED, S.DISPATCHED, S.IN_PROGRESS, S.REPLY_DRAFTED, S.REPLY_SUBMITTED, S.REPLY_RETURNED,
)  # fmt: skip
MOVES: dict[str, Move] = {
    "accept": Move((S.SUBMITTED,), S.ACCEPTED, _("Your matter has been accepted.")),
    "reject": Move((S.SUBMITTED,), S.REJECTED, _("Your matter cannot be accepted here.")),
    "dispatch": Move((S.ACCEPTED, S.DISPATCHED), S.DISPATCHED, _("Your matter has been sent to the department.")),
    "sign": Move((S.DISPATCHED,), S.IN_PROGRESS, _("The department is working on it.")),
    "draft": Move((S.IN_PROGRESS, S.REPLY_RETURNED), S.REPLY_DRAFTED),
    "submit": Move((S.REPLY_DRAFTED,), S.REPLY_SUBMITTED, _("The reply is being checked by a second person.")),
    "return": Move((S.REPLY_SUBMITTED,), S.REPLY_RETURNED),
    "answer": Move((S.REPLY_SUBMITTED,), S.ANSWERED, _("Your matter has been answered.")),
    "close": Move((S.ANSWERED,), S.CLOSED, _("The case is closed.")),
    "withdraw": Move(BEFORE_ANSWER, S.WITHDRAWN, _("You have withdrawn your matter.")),
}
OPEN = frozenset(BEFORE_ANSWER)


class Kind(models.TextChoices):
    SIMPLE = "simple", _("Simple question")
    ENQUIRY = "enquiry", _("Enquiry")
    HELP = "help", _("Request for help")
    SUGGESTION = "suggestion", _("Suggestion")
    COMPLAINT = "complaint", _("Complaint")
    REPORT = "report", _("Report of an offence")
    PRAISE = "praise", _("Praise")
    SITE_ERROR = "site_error", _("Error on these pages")


class Channel(models.TextChoices):
    WEB = "web", _("Form")
    CHAT = "chat", _("Desk")
    WORD = "word", _("Word left at the desk")
    PHONE = "phone", _("Phone")
    LETTER = "letter", _("Letter to a leader")
    API = "api", _("Program")


# working days until the reply (requirement group 2.4); praise has no deadline
DAYS: dict[str, int | None] = {
    "simple": 5, "enquiry": 7, "help": 5, "suggestion": 7, "complaint": 15, "report": 15, "praise": None, "site_error": 3,
}  # fmt: skip


class Reason(models.TextChoices):
    """Why a reply is returned by the second hand (GI-10, CR-08)."""

    OFF_TOPIC = "off_topic", _("Does not answer what was asked")
    NO_BASIS = "no_basis", _("Names no rule or document")
    NO_NEXT = "no_next", _("Does not say what happens next and by when")
    PERSONAL = "personal", _("Contains personal data of others")
    UNCLEAR = "unclear", _("Not plain or not polite")
    PUSHED = "pushed", _("Pushes the matter to somebody else")


# the reviewer's list (requirement group 2.6); every point must hold
CHECKS = ["every_point", "rule_named", "what_was_done", "next_step", "contact", "plain_polite", "no_personal_data"]
ACCUSING = (Kind.COMPLAINT, Kind.REPORT)  # published by a third person
