"""What a case is, who sees it, and how every change of it is made."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import ProtectedError, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from collab.accounts.guests import parties
from collab.accounts.models import Person, digest
from collab.audit.models import log
from collab.departments.calendar import add_working_days
from collab.departments.models import Department
from collab.departments.rights import grants_of, within
from collab.live.models import Room
from collab.live.viewer import Viewer
from collab.notifications.models import Letter
from collab.text.masks import mask_name

from ..codes import code_of, spaced
from ..errors import NotNow, SecondHand
from ..lifecycle import CHANNELS, MOVES, OPEN, RUNNING, STAGES, WITH_CENTRE, Alarm, Channel, Ground, Kind, State
from .assignment import Assignment
from .concern import must_not_be_about, not_about
from .figure import Figure
from .hook import Hook
from .leader import Leader
from .step import Step, plain

if TYPE_CHECKING:
    from .case import Case  # noqa: F401  what the queryset holds

CENTRE = "D00"  # the office that accepts and dispatches for the whole city
RATING_WINDOW = timedelta(days=15)
# first answered by the day that held then; what a rework promises later does not mend it
PUNCTUAL = Q(answered_on__isnull=False) & (Q(promised_on=None) | Q(answered_on__lte=models.F("promised_on")))
HOLDING = {start for move in MOVES.values() if move.to is None for start in move.start}  # pauses that go back


def is_centre(role: str, path: str) -> bool:
    """Whether the grant is one of the office that dispatches for the whole city."""
    return role == "handler" and f"/{CENTRE}/" in path


def works_at_centre(viewer: Viewer) -> bool:
    return any(is_centre(role, path) for role, path in grants_of(viewer))


def at_offices(paths: list[str]) -> Q:
    """Of the offices at or below these; who oversees all of them needs no list, by which the database would search."""
    below = within(paths)
    if paths and not Department.objects.exclude(below).exists():
        return Q(department__isnull=False)
    return Q(department__in=Department.objects.filter(below))


class CaseIsKept(ProtectedError):
    """A case is never deleted; only its personal fields are erased (requirement group 2.2)."""


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, viewer: Viewer) -> "CaseQuerySet":
        """Own; of the departments in which the viewer handles or approves; all for the centre and the auditor; handed over."""
        grants = grants_of(viewer)
        if any(role == "auditor" or is_centre(role, path) for role, path in grants):
            return self.filter(not_about(viewer))
        paths = [path for role, path in grants if role in ("handler", "official")]
        seen = at_offices(paths) & Q(dispatched_on__isnull=False) & ~Q(state__in=WITH_CENTRE)
        if paths:
            helped = Assignment.objects.filter(within(paths, "department__path"), recalled_at=None)
            seen |= Q(pk__in=helped.values("case"))
        if viewer.person_id and any(role == "agent" for role, _path in grants):
            seen |= Q(handed_over_by_id=viewer.person_id)
        own = Q(party__in=parties(viewer)) if viewer.key else Q(pk__in=[])
        return self.filter(own | seen & not_about(viewer))

    def delete(self) -> NoReturn:
        """Raises CaseIsKept, always."""
        raise CaseIsKept("a case is never deleted", set())

    def overdue(self) -> "CaseQuerySet":
        """Past their date while the clock runs."""
        return self.filter(state__in=RUNNING, due_on__lt=timezone.localdate())

    def own(self, viewer: Viewer) -> "CaseQuerySet":
        return self.filter(party__in=parties(viewer)) if viewer.key else self.none()

    def open(self) -> "CaseQuerySet":
        return self.filter(state__in=OPEN)

    def by_due(self) -> "CaseQuerySet":
        """Overdue first, then what is due next; what has no deadline last."""
        return self.order_by(models.F("due_on").asc(nulls_last=True), "pk")


class Matter(models.Model):
    """A numbered matter. What it is follows from its steps; the fields are their fold."""

    number = models.CharField(max_length=12, unique=True)
    code = models.CharField(max_length=64)
    salt = models.CharField(max_length=16, blank=True)
    title = models.CharField(_("Title"), max_length=60)
    text = models.TextField(_("Text"), max_length=8000)
    kind = models.CharField(_("Kind"), max_length=12, choices=Kind.choices)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    language = models.CharField(max_length=10, default="zh-hans")
    party = models.CharField(max_length=24, db_index=True)
    contact_name = models.CharField(max_length=60, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=30, blank=True)
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="cases")
    leader = models.ForeignKey(Leader, models.PROTECT, null=True, blank=True, related_name="cases")
    handler = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="cases")
    handed_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="cases_handed_over"
    )
    state = models.CharField(max_length=16, choices=State.choices, default=State.SUBMITTED)
    consent = models.BooleanField(default=False)
    confidential = models.BooleanField(default=False)
    first_contact_at = models.DateTimeField()
    received_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField(null=True, blank=True)
    limit_days = models.PositiveSmallIntegerField(null=True, blank=True)
    due_provisional = models.BooleanField(default=False)
    ground = models.CharField(max_length=12, choices=Ground.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    promised_on = models.DateField(null=True, blank=True)  # the due date when it was first answered
    working_days = models.PositiveSmallIntegerField(null=True, blank=True)
    rating = models.PositiveSmallIntegerField(null=True, blank=True)
    rating_words = models.CharField(max_length=500, blank=True)
    second_rating = models.PositiveSmallIntegerField(null=True, blank=True)
    second_rating_words = models.CharField(max_length=500, blank=True)
    alarm = models.CharField(max_length=8, choices=Alarm.choices, default=Alarm.NONE)
    held_state = models.CharField(max_length=16, choices=State.choices, blank=True)
    held_on = models.DateField(null=True, blank=True)
    held_until = models.DateField(null=True, blank=True)
    counted_from = models.DateField(null=True, blank=True)
    dispatched_on = models.DateField(null=True, blank=True)
    hand_backs = models.PositiveSmallIntegerField(default=0)
    bound = models.BooleanField(default=False)
    extended = models.BooleanField(default=False)
    asked_back = models.BooleanField(default=False)
    rounds = models.PositiveSmallIntegerField(default=1)
    contested = models.BooleanField(default=False)
    call_by = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    last_seq = models.PositiveIntegerField(default=0)
    counted = models.CharField(max_length=200, blank=True, editable=False)  # what it adds to the figures
    origin_title = models.CharField(max_length=200, blank=True)
    origin_url = models.CharField(max_length=500, blank=True)
    transcript_room = models.ForeignKey(Room, models.PROTECT, null=True, blank=True, related_name="+")
    room = models.OneToOneField(Room, models.PROTECT, related_name="case")
    notes_room = models.OneToOneField(Room, models.PROTECT, null=True, blank=True, related_name="noted_case")

    objects = CaseQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.number

    # --- reading

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_overdue(self) -> bool:
        return bool(self.state in RUNNING and self.due_on and self.due_on < timezone.localdate())

    @property
    def channel_instead(self) -> str | Promise:
        """Where the person should turn with what was not accepted here."""
        return CHANNELS.get(self.ground, "")

    @property
    def seen_state(self) -> str:
        """The state as the citizen is told it: what happens between two desks stays there."""
        inside = {State.REPLY_RETURNED: State.IN_PROGRESS, State.EXTENSION: State.IN_PROGRESS}
        return str(State(inside.get(State(self.state), State(self.state))).label)

    @property
    def may_be_rated(self) -> bool:
        """Once, and once more after the rework that a bad rating brought (CR-10, CR-11)."""
        return self.state == State.ANSWERED and (
            self.rating is None or (self.rounds > 1 and self.second_rating is None)
        )

    @property
    def may_be_withdrawn(self) -> bool:
        """Any time before the first answer."""
        return self.is_open and self.answered_on is None

    @property
    def is_published(self) -> bool:
        return hasattr(self, "publication") and self.publication.withdrawn_at is None

    @property
    def masked_name(self) -> str:
        return mask_name(self.contact_name) if self.contact_name else ""

    @property
    def leave_by(self) -> date | None:
        """The day by which the present step inside the office should be done."""
        days = STAGES.get(State(self.state))
        step = self.steps.exclude(before="").last() or self.steps.first() if days else None
        return add_working_days(timezone.localdate(step.at), days).on if step and days else None

    @property
    def closes_at(self) -> datetime | None:
        """Until when it may be rated."""
        return self.answered_at + RATING_WINDOW if self.answered_at else None

    def get_absolute_url(self) -> str:
        return reverse("case", args=[self.number])

    def belongs_to(self, viewer: Viewer) -> bool:
        return bool(viewer.key) and self.party in parties(viewer)

    @property
    def secret(self) -> str:
        """The query code; empty where the city's secret has changed since, though the code itself still opens the case."""
        code = code_of(self.number, self.salt)
        return code if digest(code) == self.code else ""

    # --- how every change is made

    def _move(
        self, verb: str, by: Person | Viewer | None, words: str = "", *, public: bool = True, **facts: Any
    ) -> None:
        """One row of the table: of two at once exactly one succeeds; the other meets NotNow.

        A pause remembers the state that it comes from, and the end of the pause goes back there.
        """
        must_not_be_about(self, by)
        move = MOVES[verb]
        still = type(self)._default_manager.filter(pk=self.pk, state__in=move.start)
        if not still.update(last_seq=models.F("last_seq") + 1):  # takes the lock of the row
            raise NotNow
        before, held = still.values_list("state", "held_state").get()
        to = move.to or State(held)
        facts["held_state"] = before if to in HOLDING else ""
        still.update(state=to, **facts)
        self.state = to
        for name, value in facts.items():
            setattr(self, name, value)
        self._write(verb, by, words, before=before, tells=public and bool(move.tells), facts=facts)
        log(by, f"case.{verb}", self)

    def _write(
        self, verb: str, by: Person | Viewer | None, words: str, *, before: str = "", tells: bool = False,
        facts: Mapping[str, Any] | None = None,
    ) -> Step:  # fmt: skip
        """One line of the record, shown at once on open pages: the citizen's where it `tells` them something.

        `facts` are the fields that it changed, so that the case is the fold of its steps (CR-02).
        """
        row = type(self)._default_manager.filter(pk=self.pk)
        if not before:
            row.update(last_seq=models.F("last_seq") + 1)
        self.last_seq = row.values_list("last_seq", flat=True).get()
        step = Step.objects.create(
            case_id=self.pk, seq=self.last_seq, at=timezone.now(), actor=by.key if by else "", actor_name=by.name[:60] if by else "",
            verb=verb, before=before, after=self.state, words=words, public=tells, facts=plain(facts or {}),
        )  # fmt: skip
        Figure.keep_up(row)
        if tells:
            self.room.append(kind="step", body={"verb": verb, "state": self.state}, even_closed=True)
            Hook.tell(self, verb)
        elif verb != "note" and self.notes_room is not None:
            self.notes_room.append(kind="step", body={"verb": verb, "state": self.state}, even_closed=True)
        return step

    def _second_hand(self, by: Person) -> None:
        """Raises SecondHand for whoever has or had the case in hand or wrote any part of a reply (requirement group 2.1)."""
        drafted = Q(handler=by) | Q(reply__drafter=by) | Q(reply__versions__by=by)
        drafted |= Q(answers__handler=by) | Q(answers__drafter=by)
        if type(self)._default_manager.filter(drafted, pk=self.pk).exists():
            raise SecondHand

    def _mail(self, what: str, **more: Any) -> None:
        to = self.contact_email
        if not to and self.party.startswith("p"):
            to = Person.objects.filter(pk=self.party[1:], is_active=True).values_list("email", flat=True).first() or ""
        facts = {
            "case": self, "code": spaced(self.secret), "address": settings.PUBLIC_URL + self.get_absolute_url(), **more,
        }  # fmt: skip
        Letter.write(
            to=to, language=self.language, template=f"feedback/mail/{what}", context=facts, about=f"case {self.number}"
        )
