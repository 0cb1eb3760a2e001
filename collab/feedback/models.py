"""The feedback queue: a case, its steps, its reply and what the public reads of it."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from collab.accounts.guests import parties
from collab.accounts.models import Person, digest
from collab.audit.models import log
from collab.departments.calendar import add_working_days, working_days_between
from collab.departments.models import Department
from collab.departments.rights import grants_of, within
from collab.live.models import Participant, Room
from collab.live.viewer import Viewer
from collab.notifications.models import Letter
from collab.search.models import forget, index
from collab.text.masks import find_personal, mask_name
from collab.text.render import render_safe

from .errors import Incomplete, NotNow, SecondHand
from .lifecycle import DAYS, MOVES, OPEN, Channel, Kind, Reason, State

CENTRE = "D00"  # the office that accepts and dispatches for the whole city
CODE_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # 32 signs that are not mistaken for each other: 5 bits each
CODE_LENGTH = 12
RATING_WINDOW = timedelta(days=15)
CHECKS = ["every_point", "rule_named", "what_was_done", "next_step", "contact", "plain_polite", "no_personal_data"]


class Counter(models.Model):
    """The last number given in a year; its row is the lock."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    @classmethod
    def next_number(cls) -> str:
        """2026-000412: gapless, in the caller's transaction."""
        year = timezone.localdate().year
        cls.objects.get_or_create(year=year)
        cls.objects.filter(year=year).update(last=models.F("last") + 1)
        return f"{year}-{cls.objects.get(year=year).last:06d}"


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, viewer: Viewer) -> "CaseQuerySet":
        """Own; of the departments in which the viewer handles or approves; all for the centre and the auditor; handed over."""
        grants = grants_of(viewer)
        if any(role == "auditor" or (role == "handler" and f"/{CENTRE}/" in path) for role, path in grants):
            return self.all()
        seen = Q(party__in=parties(viewer)) if viewer.key else Q(pk__in=[])
        seen |= within([path for role, path in grants if role in ("handler", "official")], "department__path")
        if viewer.person_id and any(role == "agent" for role, _path in grants):
            seen |= Q(handed_over_by_id=viewer.person_id)
        return self.filter(seen)

    def own(self, viewer: Viewer) -> "CaseQuerySet":
        return self.filter(party__in=parties(viewer)) if viewer.key else self.none()

    def open(self) -> "CaseQuerySet":
        return self.filter(state__in=OPEN)

    def by_due(self) -> "CaseQuerySet":
        """Overdue first, then what is due next; what has no deadline last."""
        return self.order_by(models.F("due_on").asc(nulls_last=True), "pk")


class Case(models.Model):
    """A numbered matter. What it is follows from its steps; the fields are their fold."""

    number = models.CharField(max_length=12, unique=True)
    code = models.CharField(max_length=64)
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
    due_provisional = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    rating = models.PositiveSmallIntegerField(null=True, blank=True)
    rating_words = models.CharField(max_length=500, blank=True)
    origin_title = models.CharField(max_length=200, blank=True)
    origin_url = models.CharField(max_length=500, blank=True)
    transcript_room = models.ForeignKey(Room, models.PROTECT, null=True, blank=True, related_name="+")
    room = models.OneToOneField(Room, models.PROTECT, related_name="case")

    objects = CaseQuerySet.as_manager()
    secret = ""

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["state", "due_on"]),
            models.Index(fields=["department", "state", "due_on"]),
            models.Index(fields=["received_at"]),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(rating=None) | Q(rating__range=(1, 5)), name="case_five_levels"),
        ]

    def __str__(self) -> str:
        return self.number

    # --- coming in

    @classmethod
    def open(
        cls, *, title: str, text: str, kind: str, channel: str, party: Viewer, consent: bool, language: str,
        department: Department | None = None, contact_name: str = "", contact_email: str = "", contact_phone: str = "",
        confidential: bool = False, first_contact_at: datetime | None = None, origin_title: str = "",
        origin_url: str = "", transcript_room: Room | None = None, by: Person | None = None,
    ) -> "Case":  # fmt: skip
        """A matter arrives by any door. `case.secret` is the query code, known to nobody afterwards.

        `by` is the agent who hands it over to a department: it is then accepted and dispatched in the same act. The
        deadline counts from the first contact (one clock), in working days of the kind's class. Raises Incomplete.
        """
        if not title.strip() or not text.strip():
            raise Incomplete(_("A title and a text are needed."))
        begun = first_contact_at or timezone.now()
        limit = DAYS[kind]
        due = add_working_days(timezone.localdate(begun), limit) if limit else None
        secret = "".join(secrets.choice(CODE_SIGNS) for _sign in range(CODE_LENGTH))
        with transaction.atomic():
            case = cls.objects.create(
                number=Counter.next_number(), code=digest(secret), title=title.strip()[:60], text=text.strip(), kind=kind,
                channel=channel, language=language, party=party.key, contact_name=contact_name[:60],
                contact_email=contact_email, contact_phone=contact_phone, department=department, consent=consent,
                confidential=confidential, first_contact_at=begun, received_at=timezone.now(),
                due_on=due.on if due else None, due_provisional=due.provisional if due else False,
                origin_title=origin_title[:200], origin_url=origin_url[:500], transcript_room=transcript_room,
                handed_over_by=by, room=Room.objects.create(kind="case"),
            )  # fmt: skip
            case.secret = secret
            case._write("open", party, "", tells=_("We have received your matter."))
            log(party if party.key else None, "case.opened", case, channel=channel)
            case._mail("received", code=secret)
            if by is not None and department is not None:
                case._move("accept", by)
                case._move("dispatch", by)
                log(by, "case.handed_over", case, department=department.code)
        return case

    def accept(self, *, by: Person) -> None:
        """By the centre, within one working day. Raises NotNow."""
        with transaction.atomic():
            self._move("accept", by)
            self._mail("accepted")

    def reject(self, *, by: Person, reason: str) -> None:
        """With a ground and the right channel, which the citizen reads. Raises NotNow, Incomplete."""
        if not reason.strip():
            raise Incomplete(_("Say why, and where the person should turn."))
        with transaction.atomic():
            self._move("reject", by, reason)
            self._mail("rejected", reason=reason)

    def dispatch(self, *, department: Department, by: Person) -> None:
        """To the department that answers for it. Raises NotNow."""
        with transaction.atomic():
            self._move("dispatch", by, department=department)
            self._mail("dispatched")

    # --- the department's work

    def sign(self, *, by: Person) -> None:
        """A handler takes it in hand. Raises NotNow."""
        with transaction.atomic():
            self._move("sign", by, handler=by)

    def note(self, *, text: str, by: Person) -> None:
        """For colleagues only. Raises Incomplete."""
        if not text.strip():
            raise Incomplete(_("The note is empty."))
        with transaction.atomic():
            self._write("note", by, text.strip()[:4000])

    def draft(self, *, body: str, by: Person) -> "Reply":
        """Keep the reply as it stands; may be called again and again. Raises NotNow, Incomplete."""
        if not body.strip():
            raise Incomplete(_("The reply is empty."))
        with transaction.atomic():
            if self.state != State.REPLY_DRAFTED:
                self._move("draft", by)
            reply, _made = Reply.objects.update_or_create(case=self, defaults={"body": body.strip(), "drafter": by})
        return reply

    def submit(self, *, by: Person) -> None:
        """To the second hand. Raises NotNow."""
        with transaction.atomic():
            self._move("submit", by)

    def send_back(self, *, reason: str, words: str, by: Person) -> None:
        """The second hand wants it better; the clock goes on. Raises NotNow, SecondHand."""
        with transaction.atomic():
            self._second_hand(by)
            self._move("return", by, f"{Reason(reason).label}: {words.strip()}"[:1000], public=False)

    def approve(self, *, checks: list[str], by: Person) -> None:
        """Another hand than the drafter's approves, and the citizen has the answer.

        `checks` are the points of the check list (requirement group 2.6) that hold; all must. Raises Incomplete,
        SecondHand, NotNow: of two at once exactly one succeeds.
        """
        if set(CHECKS) - set(checks):
            raise Incomplete(_("Every point of the check list must hold; otherwise send the reply back."))
        with transaction.atomic():
            self._second_hand(by)
            self._move("answer", by, answered_at=timezone.now())
            Reply.objects.filter(case=self).update(approver=by, approved_at=timezone.now(), checks=sorted(checks))
            self._mail("answered", reply=self.reply.body)

    def _second_hand(self, by: Person) -> None:
        if Reply.objects.filter(case=self, drafter=by).exists():
            raise SecondHand

    # --- afterwards

    def rate(self, *, level: int, words: str, by: Viewer) -> None:
        """One of five levels, once, voluntary (CR-10); the case is then closed. Raises NotNow."""
        if level not in range(1, 6):
            raise NotNow
        with transaction.atomic():
            self._move("close", by, rating=level, rating_words=words.strip()[:500])

    def close(self) -> None:
        """After 15 days of silence. Raises NotNow."""
        with transaction.atomic():
            self._move("close", None)

    def withdraw(self, *, by: Viewer) -> None:
        """By the citizen, before the answer. Raises NotNow."""
        with transaction.atomic():
            self._move("withdraw", by)

    def change_consent(self, *, consent: bool, by: Viewer) -> None:
        """Given and taken back equally easily (PI-02); what was published goes at once."""
        with transaction.atomic():
            self.consent = consent
            self.save(update_fields=["consent"])
            self._write("consent", by, "yes" if consent else "no")
            if not consent and self.is_published:
                self.publication.withdraw(by=by)

    def publish(
        self, *, title: str, question: str, answer: str, checked: bool, secrecy: bool, by: Person
    ) -> "Publication":
        """Show the masked question and answer to everybody and offer them to the next who asks.

        Only with consent, after the answer, by another person than the drafter, with the secrecy tick; what still looks
        like personal data must be gone unless `checked` says that a person looked at each. Raises Incomplete, SecondHand,
        NotNow.
        """
        if not self.consent or self.state not in (State.ANSWERED, State.CLOSED):
            raise NotNow
        if self.confidential:
            raise Incomplete(_("The citizen has asked for secrecy."))
        if not secrecy:
            raise Incomplete(_("Confirm that nothing secret is published."))
        if not (title.strip() and question.strip() and answer.strip()):
            raise Incomplete(_("Title, question and reply are needed."))
        left = [finding.text for finding in find_personal(f"{title}\n{question}\n{answer}")]
        if left and not checked:
            raise Incomplete(_("This still looks like personal data: %(left)s") % {"left": ", ".join(left)})
        self._second_hand(by)
        facts = {"title": title.strip()[:60], "question": question.strip(), "answer": answer.strip(), "by": by}
        with transaction.atomic():
            publication, _made = Publication.objects.update_or_create(
                case=self, defaults={**facts, "withdrawn_at": None}
            )
            self._write("publish", by, "")
            log(by, "case.published", self)
            publication.show()
        return publication

    # --- reading

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_overdue(self) -> bool:
        return bool(self.is_open and self.due_on and self.due_on < timezone.localdate())

    @property
    def is_in_time(self) -> bool:
        """Answered by the end of the day on which it was due."""
        return bool(self.answered_at and (not self.due_on or timezone.localdate(self.answered_at) <= self.due_on))

    @property
    def working_days(self) -> int | None:
        """From receipt to answer."""
        if self.answered_at is None:
            return None
        return working_days_between(timezone.localdate(self.first_contact_at), timezone.localdate(self.answered_at))

    @property
    def is_published(self) -> bool:
        return hasattr(self, "publication") and self.publication.withdrawn_at is None

    @property
    def masked_name(self) -> str:
        return mask_name(self.contact_name) if self.contact_name else ""

    @property
    def closes_at(self) -> datetime | None:
        """Until when it may be rated."""
        return self.answered_at + RATING_WINDOW if self.answered_at else None

    def get_absolute_url(self) -> str:
        return reverse("case", args=[self.number])

    def belongs_to(self, viewer: Viewer) -> bool:
        return bool(viewer.key) and self.party in parties(viewer)

    # --- how every change is made

    def _move(
        self, verb: str, by: Person | Viewer | None, words: str = "", *, public: bool = True, **facts: Any
    ) -> None:
        """One row of the table: of two at once exactly one succeeds; the other meets NotNow."""
        move = MOVES[verb]
        still = Case.objects.filter(pk=self.pk, state__in=move.start)
        if not still.update(state=move.to, **facts):
            raise NotNow
        before, self.state = self.state, move.to
        for name, value in facts.items():
            setattr(self, name, value)
        self._write(verb, by, words, before=before, tells=move.tells, public=public)
        log(by, f"case.{verb}", self)

    def _write(
        self,
        verb: str,
        by: Person | Viewer | None,
        words: str,
        *,
        before: str = "",
        tells: str | Promise = "",
        public: bool = True,
    ) -> "Step":
        return Step.objects.create(
            case=self, at=timezone.now(), actor=by.key if by else "", actor_name=by.name if by else "", verb=verb,
            before=before, after=self.state, words=words, public=bool(tells) and public,
        )  # fmt: skip

    def _mail(self, what: str, **more: Any) -> None:
        to = self.contact_email
        if not to and self.party.startswith("p"):
            to = Person.objects.filter(pk=self.party[1:], is_active=True).values_list("email", flat=True).first() or ""
        facts = {"case": self, "address": settings.PUBLIC_URL + self.get_absolute_url(), **more}
        Letter.write(
            to=to, language=self.language, template=f"feedback/mail/{what}", context=facts, about=f"case {self.number}"
        )


class Step(models.Model):
    """One change of a case: append only. `public` ones stand on the citizen's page."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="steps")
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

    @property
    def tells(self) -> str | Promise:
        """What the citizen reads."""
        return (
            _("We have received your matter.")
            if self.verb == "open"
            else MOVES[self.verb].tells
            if self.verb in MOVES
            else ""
        )

    @property
    def label(self) -> str:
        """What staff read: the state it led to, or the verb where the state stayed."""
        inside = {
            "note": _("Note"),
            "consent": _("Consent to publication"),
            "publish": _("Published"),
            "return": _("Sent back"),
        }
        return str(inside.get(self.verb) or State(self.after).label)


class Reply(models.Model):
    """The official answer; two different people stand behind it."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="reply")
    body = models.TextField(max_length=20_000)
    drafter = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)
    approver = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    checks = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approver=None) | ~Q(approver=models.F("drafter")), name="reply_second_hand"
            )
        ]

    @property
    def html(self) -> str:
        return render_safe(self.body)


class Publication(models.Model):
    """What the public reads: masked, with the five things (PU-01)."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="publication")
    title = models.CharField(max_length=60)
    question = models.TextField()
    answer = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    helped = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-at"]

    @property
    def html(self) -> str:
        return render_safe(self.answer)

    def get_absolute_url(self) -> str:
        return reverse("reply", args=[self.case.number])

    def show(self) -> None:
        """Into search and suggestions, with the caller's transaction."""
        case = self.case
        index(
            kind="reply", key=case.number, title=self.title, text=f"{self.question}\n{self.answer}",
            url=self.get_absolute_url(), language=case.language, at=case.answered_at,
            department=case.department.code if case.department else "",
        )  # fmt: skip

    def withdraw(self, *, by: Person | Viewer) -> None:
        """Gone from the list, search and suggestions at once."""
        with transaction.atomic():
            self.withdrawn_at = timezone.now()
            self.save(update_fields=["withdrawn_at"])
            forget(kind="reply", key=self.case.number)
            log(by, "case.publication_withdrawn", self.case)


def transcript(case: Case) -> list[Any]:
    """The messages of the conversation from which the case came, with the names under which they were written."""
    if case.transcript_room_id is None:
        return []
    names = dict(Participant.objects.filter(room=case.transcript_room_id).values_list("party", "name"))
    entries = case.transcript_room.log.filter(kind="message").order_by("seq")[:500]
    return [
        {"name": names.get(entry.sender, ""), "at": entry.at, "html": render_safe(str(entry.body))} for entry in entries
    ]
