"""The life of a case in one table: from where, to where, by whom, with which limit, what the citizen is told and what the
public sees (requirement group 2.2).

The verbs of `Case` name a row of this table; nothing else changes a state.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    SUBMITTED = "submitted", _("Received, waiting to be accepted")
    NEED_INFO = "need_info", _("Waiting for your information")
    REJECTED = "rejected", _("Not accepted")
    REDIRECTED = "redirected", _("Another office is in charge")
    MERGED = "merged", _("Handled together with another case")
    ACCEPTED = "accepted", _("Accepted")
    DISPATCHED = "dispatched", _("Sent to the department")
    RETURNED = "returned", _("Finding the right department")
    IN_PROGRESS = "in_progress", _("Being worked on")
    EXTENSION = "extension", _("More time asked for")
    SUSPENDED = "suspended", _("Waiting for somebody else")
    REPLY_DRAFTED = "reply_drafted", _("Reply in preparation")
    REPLY_SUBMITTED = "reply_submitted", _("Reply being checked")
    REPLY_RETURNED = "reply_returned", _("Reply sent back")
    ANSWERED = "answered", _("Answered")
    FOLLOW_UP = "follow_up", _("Asked back")
    CALLBACK = "callback", _("Call-back")
    REOPENED = "reopened", _("Being worked on anew")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    ARCHIVED = "archived", _("Archived")


class By(models.TextChoices):
    """Who moves a case (requirement group 2.1). One person may hold several of these, never two on one case where a verb says so."""

    CITIZEN = "citizen", _("Citizen")
    INTAKE = "intake", _("Intake")
    DISPATCHER = "dispatcher", _("Dispatcher")
    HANDLER = "handler", _("Case handler")
    LEAD = "dept_lead", _("Department lead")
    REVIEWER = "reviewer", _("Reviewer")
    SUPERVISOR = "supervisor", _("Supervisor")
    CALLER = "caller", _("Caller")
    SYSTEM = "system", _("System")


@dataclass(frozen=True, slots=True)
class Move:
    """`tells` is what the citizen reads on the page of steps; empty for what stays inside the office. `to` is None where the
    case goes back to the state before a pause."""

    start: tuple[State, ...]
    to: State | None
    by: tuple[By, ...]
    tells: str | Promise = ""


S = State
WITH_CENTRE = (S.SUBMITTED, S.ACCEPTED, S.REJECTED, S.REDIRECTED, S.RETURNED)  # no department has them now
IN_HAND = (S.IN_PROGRESS, S.REPLY_DRAFTED)  # an unfinished draft, which is kept while one types, shuts no door
WORKING = (S.IN_PROGRESS, S.REOPENED, S.FOLLOW_UP, S.REPLY_RETURNED)  # a handler may write a reply
BEFORE_ANSWER = (
    S.SUBMITTED, S.NEED_INFO, S.ACCEPTED, S.DISPATCHED, S.RETURNED, S.IN_PROGRESS, S.EXTENSION, S.SUSPENDED,
    S.REPLY_DRAFTED, S.REPLY_SUBMITTED, S.REPLY_RETURNED, S.FOLLOW_UP, S.REOPENED,
)  # fmt: skip
MERGEABLE = (S.SUBMITTED, S.ACCEPTED, S.DISPATCHED, S.RETURNED, S.IN_PROGRESS)
MOVES: dict[str, Move] = {
    "accept": Move((S.SUBMITTED,), S.ACCEPTED, (By.INTAKE,), _("Your matter has been accepted.")),
    "ask_info": Move(
        (S.SUBMITTED, S.ACCEPTED, *IN_HAND, S.REOPENED),
        S.NEED_INFO,
        (By.INTAKE, By.HANDLER),
        _("We need something more from you. Until then the clock stands still."),
    ),
    "supply": Move((S.NEED_INFO,), None, (By.CITIZEN,), _("You have sent what was missing; the clock goes on.")),
    "lapse": Move(
        (S.NEED_INFO,), S.CLOSED, (By.SYSTEM,), _("Closed, because the missing information did not come in time.")
    ),
    "reject": Move((S.SUBMITTED,), S.REJECTED, (By.INTAKE,), _("Your matter cannot be accepted here.")),
    "redirect": Move(
        (S.SUBMITTED, S.ACCEPTED), S.REDIRECTED, (By.INTAKE,), _("Another office is in charge of your matter.")
    ),
    "merge": Move(
        MERGEABLE, S.MERGED, (By.DISPATCHER,), _("Your matter is handled together with another one on the same thing.")
    ),
    "unmerge": Move((S.MERGED,), None, (By.DISPATCHER,), _("Your matter is handled by itself again.")),
    "resolve": Move((S.MERGED,), S.ANSWERED, (By.SYSTEM,), _("Your matter has been answered.")),
    "answer_now": Move((S.SUBMITTED, S.ACCEPTED), S.ANSWERED, (By.INTAKE,), _("Your matter has been answered.")),
    "dispatch": Move(
        (S.ACCEPTED, S.DISPATCHED, S.RETURNED),
        S.DISPATCHED,
        (By.DISPATCHER,),
        _("Your matter has been sent to the department."),
    ),
    "rule": Move((S.RETURNED,), S.DISPATCHED, (By.SUPERVISOR,), _("Your matter has been sent to the department.")),
    "hand_back": Move(
        (S.DISPATCHED, *IN_HAND), S.RETURNED, (By.HANDLER, By.LEAD), _("We are finding the right department.")
    ),
    "sign": Move((S.DISPATCHED, S.REOPENED), S.IN_PROGRESS, (By.HANDLER,), _("The department is working on it.")),
    "ask_time": Move(IN_HAND, S.EXTENSION, (By.HANDLER,)),
    "extend": Move((S.EXTENSION,), S.IN_PROGRESS, (By.DISPATCHER,), _("More time has been given.")),
    "deny_time": Move((S.EXTENSION,), S.IN_PROGRESS, (By.DISPATCHER,)),
    "suspend": Move(
        IN_HAND,
        S.SUSPENDED,
        (By.DISPATCHER,),
        _("We wait for somebody else. Until then the clock stands still."),
    ),
    "resume": Move(
        (S.SUSPENDED,), S.IN_PROGRESS, (By.HANDLER, By.LEAD, By.SYSTEM), _("The work goes on, and so does the clock.")
    ),
    "draft": Move(WORKING, S.REPLY_DRAFTED, (By.HANDLER,)),
    "submit": Move(
        (S.REPLY_DRAFTED,), S.REPLY_DRAFTED, (By.HANDLER,), _("The reply is being checked by a second person.")
    ),
    "release": Move((S.REPLY_DRAFTED,), S.REPLY_SUBMITTED, (By.LEAD,)),
    "return": Move((S.REPLY_DRAFTED, S.REPLY_SUBMITTED), S.REPLY_RETURNED, (By.LEAD, By.REVIEWER)),
    "answer": Move((S.REPLY_SUBMITTED,), S.ANSWERED, (By.REVIEWER,), _("Your matter has been answered.")),
    "ask_back": Move((S.ANSWERED,), S.FOLLOW_UP, (By.CITIZEN,), _("You have asked back.")),
    "close": Move((S.ANSWERED,), S.CLOSED, (By.CITIZEN, By.SYSTEM), _("The case is closed.")),
    "blame": Move(
        (S.ANSWERED,), S.CALLBACK, (By.CITIZEN,), _("You are not satisfied. Somebody else will get in touch with you.")
    ),
    "settle": Move((S.CALLBACK,), S.CLOSED, (By.CALLER,), _("We have talked to you. The case is closed.")),
    "reopen": Move(
        (S.CALLBACK, S.CLOSED),
        S.REOPENED,
        (By.CALLER, By.SUPERVISOR),
        _("Your matter is worked on anew, by somebody else."),
    ),
    "admit": Move(
        (S.REJECTED, S.REDIRECTED),
        S.ACCEPTED,
        (By.SUPERVISOR,),
        _("After your objection your matter has been accepted."),
    ),
    "withdraw": Move(BEFORE_ANSWER, S.WITHDRAWN, (By.CITIZEN,), _("You have withdrawn your matter.")),
    "archive": Move((S.CLOSED, S.REJECTED, S.REDIRECTED, S.WITHDRAWN), S.ARCHIVED, (By.SYSTEM,)),
}
OPEN = frozenset(BEFORE_ANSWER)
STANDING = (S.NEED_INFO, S.SUSPENDED)  # the clock stands still
RUNNING = OPEN - set(STANDING)
ANSWERED = (S.ANSWERED, S.CLOSED, S.CALLBACK, S.ARCHIVED)  # the last answer stands


HAND_BACK_DAYS = 2  # working days after dispatch (CR-04)
HAND_BACKS = 2  # the third time the supervisor rules
INFO_DAYS, INFO_REMINDER = 7, 3  # calendar days
SUSPENSION_DAYS = 30  # calendar days at most
REWORK_DAYS, FOLLOW_UP_DAYS, CALL_DAYS = 15, 5, 1  # working days (CR-11)
OBJECTION_DAYS, ARCHIVE_DAYS = 30, 30  # calendar days after closing
BAD = 2  # of five levels, this and below is a bad rating (CR-11)

# working days in which a step inside the office should be done (requirement group 2.2); the others have dates of their own
STAGES: dict[State, int] = {
    S.SUBMITTED: 1, S.ACCEPTED: 1, S.DISPATCHED: 1, S.RETURNED: 1, S.EXTENSION: 1, S.REPLY_DRAFTED: 1,
    S.REPLY_SUBMITTED: 1, S.REPLY_RETURNED: 2, S.CALLBACK: CALL_DAYS,
}  # fmt: skip


class Alarm(models.TextChoices):
    """Stages of supervision, by the working days to the due date (CR-07)."""

    NONE = "none", _("In time")
    YELLOW = "yellow", _("Due soon")
    ORANGE = "orange", _("Due today")
    RED = "red", _("Overdue")
    LEADER = "leader", _("With the leaders")


class Kind(models.TextChoices):
    SIMPLE = "simple", _("Simple question")
    ENQUIRY = "enquiry", _("Enquiry")
    HELP = "help", _("Request for help")
    SUGGESTION = "suggestion", _("Suggestion")
    COMPLAINT = "complaint", _("Complaint")
    REPORT = "report", _("Report of an offence")
    PRAISE = "praise", _("Praise")
    SITE_ERROR = "site_error", _("Error on these pages")
    PERSONAL = "personal", _("Request about my personal data")
    INTERVIEW = "interview", _("Question left over from an interview")


CHOSEN = [choice for choice in Kind.choices if choice[0] != Kind.INTERVIEW]  # what a citizen may choose


class Channel(models.TextChoices):
    WEB = "web", _("Form")
    CHAT = "chat", _("Desk")
    WORD = "word", _("Word left at the desk")
    PHONE = "phone", _("Phone")
    LETTER = "letter", _("Letter to a leader")
    API = "api", _("Program")
    EMAIL = "email", _("E-mail")
    IMPORT = "import", _("Taken over from another system")
    INTERVIEW = "interview", _("Online interview")


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


REDIRECTS = ("petition", "disclosure", "discipline", "elsewhere")  # another office takes it; the others are refusals

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
CHECKS = ["every_point", "rule_named", "what_was_done", "next_step", "contact", "plain_polite", "no_personal_data",
          "asked_first", "own_words"]  # fmt: skip
CHECK_LABELS: dict[str, str | Promise] = {
    "every_point": _("It answers every point that was asked."),
    "rule_named": _("It names the rule or document."),
    "what_was_done": _("It says what was done, by whom and when."),
    "next_step": _("It says what happens next and by when."),
    "contact": _("It gives a contact of the department."),
    "plain_polite": _("It is plain and polite."),
    "no_personal_data": _("It contains no personal data of others."),
    "asked_first": _("It sends nobody to another office without having asked there."),
    "own_words": _("It is not the same text as the last three replies, unless it is marked as a standard answer."),
}
ACCUSING = (Kind.COMPLAINT, Kind.REPORT)  # published by a third person
