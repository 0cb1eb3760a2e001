"""Raised hands, in their order; one may be called up to speak."""

from typing import TYPE_CHECKING

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from collab.accounts.models import Person
from collab.audit.models import log
from collab.live import outlet
from collab.live.viewer import Viewer

from ..errors import NotNow

if TYPE_CHECKING:
    from .interview import Interview


class HandQuerySet(models.QuerySet["Hand"]):
    def up(self) -> "HandQuerySet":
        return self.filter(lowered_at=None).order_by("raised_at", "pk")


class Hand(models.Model):
    """`called_at`: the floor is theirs. At most one raised hand of each person."""

    interview = models.ForeignKey("interviews.Interview", models.CASCADE, related_name="hands")
    party = models.CharField(max_length=24, db_index=True)
    name = models.CharField(max_length=60)
    raised_at = models.DateTimeField(default=timezone.now)
    called_at = models.DateTimeField(null=True, blank=True)
    lowered_at = models.DateTimeField(null=True, blank=True)

    objects = HandQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["interview", "party"], condition=models.Q(lowered_at=None), name="hand_raised_once"
            )
        ]

    @classmethod
    def raise_for(cls, *, interview: "Interview", by: Viewer) -> None:
        """By who has an account. Raises NotNow where nothing is on air."""
        if not interview.is_on_air or by.person_id is None:
            raise NotNow
        try:
            with transaction.atomic():
                cls.objects.create(interview=interview, party=by.key, name=by.name[:60])
                interview._call_back("hand")
        except IntegrityError:
            return

    @classmethod
    def lower_own(cls, *, interview: "Interview", by: Viewer) -> None:
        cls.objects.up().filter(interview=interview, party=by.key).update(lowered_at=timezone.now())
        interview._call_back("hand")

    def call(self, *, by: Person) -> None:
        """Give the floor; one person has it at a time. Raises NotNow."""
        if not self.interview.is_on_air:
            raise NotNow
        with transaction.atomic():
            if not Hand.objects.up().filter(pk=self.pk, called_at=None).update(called_at=timezone.now()):
                raise NotNow
            for other in (
                Hand.objects.up().filter(interview=self.interview, called_at__isnull=False).exclude(pk=self.pk)
            ):
                other.lower(by=by)
            log(by, "hand.called", self.interview)
            self.interview._call_back("hand")
            outlet.note(self.party, kind="floor", count=self.interview_id, given=True)

    def lower(self, *, by: Person) -> None:
        """By the host: the floor is taken back, or the hand is passed over."""
        with transaction.atomic():
            if Hand.objects.up().filter(pk=self.pk).update(lowered_at=timezone.now()):
                log(by, "hand.lowered", self.interview)
                self.interview._call_back("hand")
                outlet.note(self.party, kind="floor", count=self.interview_id, given=False)
