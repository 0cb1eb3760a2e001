"""How long personal data of a case is kept after it was archived, by kind of matter (PI-07, PI-09); the matter itself stays for ever."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from collab.accounts.models import Person
from collab.audit.models import log
from collab.notifications.models import Letter
from collab.text.masks import mask

from ..errors import Incomplete, NotNow
from ..lifecycle import Kind, State
from .location import Location
from .reply import Reply, Version
from .tidy import tidy

# months, where the city has set nothing else; a complaint or report may be needed for a review
STARTING = {kind: 36 if kind in (Kind.COMPLAINT, Kind.REPORT) else 24 for kind in Kind.values}
LONGEST = 600


class Retention(models.Model):
    """From `at` on, until a newer row of the same kind."""

    kind = models.CharField(max_length=12, choices=Kind.choices)
    months = models.PositiveSmallIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.kind}: {self.months}"

    @classmethod
    def table(cls) -> dict[str, int]:
        """Months by kind, as they hold now."""
        return STARTING | dict(cls.objects.order_by("pk").values_list("kind", "months"))

    @classmethod
    def set(cls, *, kind: str, months: int, by: Person) -> bool:
        """True where it differs from what holds now. Raises Incomplete for what is no number of months."""
        if not 1 <= months <= LONGEST:
            raise Incomplete(_("From one month to fifty years."))
        if cls.table()[kind] == months:
            return False
        with transaction.atomic():
            row = cls.objects.create(kind=kind, months=months, by=by)
            log(by, "retention.changed", row, kind=kind, months=months)
        return True


class Hold(models.Model):
    """While it stands nothing of the case is erased: a court, an audit or a review needs it."""

    case = models.ForeignKey("feedback.Case", models.CASCADE, related_name="holds")
    words = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["case"], condition=Q(lifted_at=None), name="hold_one_stands")]

    def __str__(self) -> str:
        return f"hold {self.pk}"

    @classmethod
    def put(cls, *, case: Any, words: str, by: Person) -> "Hold":
        """Raises Incomplete without a reason, NotNow where one stands."""
        words = tidy(words)[:300]
        if not words:
            raise Incomplete(_("Say why it has to be kept."))
        if cls.objects.filter(case=case, lifted_at=None).exists():
            raise NotNow
        with transaction.atomic():
            one = cls.objects.create(case=case, words=words, by=by)
            case._write("hold", by, words)
            log(by, "case.held", case)
        return one

    def lift(self, *, by: Person) -> None:
        """Raises NotNow."""
        with transaction.atomic():
            if not Hold.objects.filter(pk=self.pk, lifted_at=None).update(lifted_by=by, lifted_at=timezone.now()):
                raise NotNow
            self.case._write("hold_lifted", by, "")
            log(by, "case.hold_lifted", self.case)


class Erasure(models.Model):
    """That the personal fields of a case are gone."""

    case = models.OneToOneField("feedback.Case", models.CASCADE, related_name="erasure")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"erasure {self.case_id}"


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise ValueError(day)


def expired(cases: Any, today: date) -> Any:
    """Archived ones whose time is over and that nobody holds."""
    over = Q(pk__in=[])
    for kind, months in Retention.table().items():
        over |= Q(kind=kind, closed_on__lt=months_before(today, months))
    held = Hold.objects.filter(lifted_at=None).values("case")
    return cases.filter(over, state=State.ARCHIVED, erasure=None).exclude(pk__in=held).order_by("pk")


def erase(case: Any) -> None:
    """Contact, place, mail, files and followers go, and the way by which the writer opened it; the texts stay, masked.

    The talk at the desk that led to it is no part of it any more. Raises NotNow where it is held or was erased before.
    """
    names = [case.contact_name] if len(case.contact_name) > 1 else []
    with transaction.atomic():
        if Hold.objects.filter(case=case, lifted_at=None).exists():
            raise NotNow
        if not Erasure.objects.get_or_create(case=case)[1]:
            raise NotNow
        _mask_texts(case, names)
        for file in case.room.files.all():
            file.path.unlink(missing_ok=True)
            file.delete()
        Location.objects.filter(case=case).delete()
        case.followers.all().delete()
        Letter.objects.filter(about__in=(f"case {case.number}", f"follow {case.number}")).delete()
        case.steps.filter(actor=case.party).exclude(actor="").update(actor_name="***", actor="")
        gone = dict.fromkeys(("contact_name", "contact_email", "contact_phone", "party", "code", "salt"), "")
        type(case).objects.filter(pk=case.pk).update(transcript_room=None, **gone)
        case._write("erased", None, "")
        log(None, "case.erased", case)


def _mask_texts(case: Any, names: list[str]) -> None:
    case.title, case.text = mask(case.title, names=names)[:60], mask(case.text, names=names)
    type(case).objects.filter(pk=case.pk).update(title=case.title, text=case.text)
    written = {
        "body": (case.answers, Reply.objects.filter(case=case), Version.objects.filter(reply__case=case)),
        "words": (case.steps, case.requests, case.callbacks, case.orders),
        "answer": (case.requests, case.assignments),
        "question": (case.assignments,),
        "report": (case.orders,),
    }
    for field, tables in written.items():
        for rows in tables:
            for row in rows.exclude(**{field: ""}):
                type(row).objects.filter(pk=row.pk).update(**{field: mask(getattr(row, field), names=names)})
