"""An order of the supervisor on a case (督办): a date, a receipt, a report, and its acceptance."""

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from collab.accounts.models import Person
from collab.audit.models import log
from collab.departments.models import Grant
from collab.notifications.models import Letter

from ..errors import Incomplete, NotNow
from .tidy import tidy

PERSON = {"on_delete": models.PROTECT, "null": True, "blank": True, "related_name": "+"}


class OrderQuerySet(models.QuerySet["Order"]):
    def standing(self) -> "OrderQuerySet":
        """Not yet accepted as done, the earliest date first."""
        return self.filter(closed_at=None).order_by("due_on", "pk")

    def late(self) -> "OrderQuerySet":
        return self.standing().filter(due_on__lt=timezone.localdate(), reported_at=None)


class Order(models.Model):
    """One standing order at a time on a case."""

    case = models.ForeignKey("feedback.Case", models.CASCADE, related_name="orders")
    words = models.TextField(max_length=2000)
    due_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    receipt_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    receipt_at = models.DateTimeField(null=True, blank=True)
    report = models.TextField(max_length=4000, blank=True)
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    reported_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    closed_at = models.DateTimeField(null=True, blank=True)
    alarmed_on = models.DateField(null=True, blank=True)

    objects = OrderQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(closed_at=None), name="order_one_stands"),
            models.CheckConstraint(
                condition=Q(reported_at=None) | Q(receipt_at__isnull=False), name="order_receipt_first"
            ),
        ]

    def __str__(self) -> str:
        return f"order {self.pk}"

    @property
    def is_late(self) -> bool:
        return self.closed_at is None and self.reported_at is None and self.due_on < timezone.localdate()

    @classmethod
    def issue(cls, *, case: Any, words: str, due_on: date, by: Person) -> Self:
        """To the department that has the case; its leads are written to. Raises Incomplete, NotNow."""
        words = tidy(words)[:2000]
        if not words or due_on < timezone.localdate():
            raise Incomplete(_("An order says what is to be done, and by which day from today on."))
        if not case.is_open or case.department is None or cls.objects.standing().filter(case=case).exists():
            raise NotNow
        with transaction.atomic():
            one = cls.objects.create(case=case, words=words, due_on=due_on, by=by)
            case._write("order", by, f"{due_on}: {words}")
            log(by, "order.issued", case)
            one._tell_leads("order")
        return one

    def _step(self, where: dict[str, Any], verb: str, by: Person, words: str, **facts: Any) -> None:
        with transaction.atomic():
            if not Order.objects.filter(pk=self.pk, closed_at=None, **where).update(**facts):
                raise NotNow
            self.refresh_from_db()
            self.case._write(verb, by, words)
            log(by, f"order.{verb}", self.case)

    def receive(self, *, by: Person) -> None:
        """The department has read it. Raises NotNow."""
        self._step({"receipt_at": None}, "order_receipt", by, "", receipt_by=by, receipt_at=timezone.now())

    def answer(self, *, words: str, by: Person) -> None:
        """What was done about it. Raises NotNow without a receipt, Incomplete."""
        words = tidy(words)[:4000]
        if not words:
            raise Incomplete(_("Say what was done."))
        facts = {"report": words, "reported_by": by, "reported_at": timezone.now()}
        self._step({"receipt_at__isnull": False, "reported_at": None}, "order_report", by, words, **facts)

    def accept(self, *, by: Person) -> None:
        """The supervisor is content; never with a report of their own. Raises NotNow."""
        if by.pk == self.reported_by_id:
            raise NotNow
        self._step({"reported_at__isnull": False}, "order_done", by, "", closed_by=by, closed_at=timezone.now())

    def send_back(self, *, words: str, by: Person) -> None:
        """More is to be done. Raises NotNow, Incomplete."""
        words = tidy(words)[:2000]
        if not words:
            raise Incomplete(_("Say what is missing."))
        facts = {"report": "", "reported_by": None, "reported_at": None}
        self._step({"reported_at__isnull": False}, "order_back", by, words, **facts)

    def alarm(self) -> bool:
        """Once for each day on which it is late: to the leads, and to whoever gave it. True where it was told now."""
        today = timezone.localdate()
        with transaction.atomic():
            due = Order.objects.late().filter(Q(alarmed_on=None) | Q(alarmed_on__lt=today), pk=self.pk)
            if not due.update(alarmed_on=today):
                return False
            self._tell_leads("order_late")
            self._write_to(self.by, "order_late")
        return True

    def _tell_leads(self, what: str) -> None:
        path = self.case.department.path
        leads = Grant.objects.current().filter(
            role="official", department__path__startswith=path, person__is_active=True
        )
        for person in Person.objects.filter(pk__in=leads.values("person")):
            self._write_to(person, what)

    def _write_to(self, person: Person, what: str) -> None:
        facts = {"case": self.case, "order": self, "address": settings.PUBLIC_URL + self.case.get_absolute_url()}
        Letter.write(
            to=person.email, language=person.language, template=f"feedback/mail/{what}", context=facts,
            about=f"case {self.case.number}",
        )  # fmt: skip
