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


@dataclass(frozen=True, slots=True)
class Limit:
    """Working days until the reply, the aim inside the office, and the rule; None is no deadline."""

    days: int | None
    target: int | None = None
    basis: str = ""


# what a city starts with (requirement group 2.4); the table `Deadline` overrides it. Praise has no deadline
STARTING_LIMITS: dict[str, Limit] = {
    "simple": Limit(5, 3, "国办秘函〔2019〕19号"), "enquiry": Limit(7, None, "国办发〔2014〕57号"),
    "help": Limit(5, None, "国办发〔2020〕53号"), "suggestion": Limit(7, None, "国办发〔2014〕57号"),
    "complaint": Limit(15, 7, "国办发〔2014〕57号"), "report": Limit(15, 7, "国办发〔2014〕57号"),
    "praise": Limit(None), "site_error": Limit(3, None, "国办发〔2017〕47号"),
}  # fmt: skip


class Ground(models.TextChoices):
    """Why a matter is not accepted here (GI-14, CR-16)."""

    COURT = "court", _("The matter is before a court, in arbitration or in reconsideration")
    PETITION = "petition", _("The matter belongs to the petition office")
    DISCLOSURE = "disclosure", _("It asks for the disclosure of government information")
    DISCIPLINE = "discipline", _("It reports a breach of discipline by officials")
    ELSEWHERE = "elsewhere", _("Another city or another authority is in charge")
    UNCLEAR = "unclear", _("It cannot be understood what is asked, and nobody could be reached")
    REPEATED = "repeated", _("The same matter has already been answered")
    UNLAWFUL = "unlawful", _("Advertising, abuse or unlawful content")


# where the person should turn instead
CHANNELS: dict[str, str | Promise] = {
    "court": _("Please wait for the decision there; against it you have the remedies that it names."),
    "petition": _("Please turn to the petition office of the city or district."),
    "disclosure": _("Please use the form for disclosure on request; it has its own deadline of 20 working days."),
    "discipline": _("Please turn to the commission for discipline inspection."),
    "elsewhere": _("Please turn to the hotline 12345 of the place in question."),
    "unclear": _("Please write again and say what happened, where and when."),
    "repeated": _("Please read the earlier answer; if something new has happened, say what."),
    "unlawful": _("If we have misunderstood you, please write again in your own words."),
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
CHECK_LABELS: dict[str, str | Promise] = {
    "every_point": _("It answers every point that was asked."),
    "rule_named": _("It names the rule or document."),
    "what_was_done": _("It says what was done, by whom and when."),
    "next_step": _("It says what happens next and by when."),
    "contact": _("It gives a contact of the department."),
    "plain_polite": _("It is plain and polite."),
    "no_personal_data": _("It contains no personal data of others."),
}
ACCUSING = (Kind.COMPLAINT, Kind.REPORT)  # published by a third person
