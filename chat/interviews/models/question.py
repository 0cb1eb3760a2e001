"""One question: what was asked is never rewritten; moderators decide whether and when it is put."""

from typing import Any

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.utils import timezone

from collab.accounts.guests import parties
from collab.accounts.models import Person
from collab.audit.models import log
from collab.live.viewer import Viewer

from .. import fragments, powers
from ..errors import NotNow, OwnQuestion
from ..states import ASKABLE, PUBLIC, WAITING, Asked, Reason


class QuestionQuerySet(models.QuerySet["Question"]):
    def public(self) -> "QuestionQuerySet":
        return self.filter(state__in=PUBLIC)

    def waiting(self) -> "QuestionQuerySet":
        """For a moderator, the oldest first."""
        return self.filter(state__in=WAITING).order_by("asked_at", "pk")

    def approved(self) -> "QuestionQuerySet":
        """In the order in which they will be put: first where a moderator set it, then by votes."""
        return self.filter(state=Asked.APPROVED).order_by(F("place").asc(nulls_last=True), "-votes", "asked_at")

    def of(self, viewer: Viewer) -> "QuestionQuerySet":
        return self.filter(party__in=parties(viewer)) if viewer.key else self.none()


class Question(models.Model):
    """`votes` counts the asker, everybody who seconded it, and those of questions merged into it."""

    interview = models.ForeignKey("interviews.Interview", models.CASCADE, related_name="questions")
    party = models.CharField(max_length=24, db_index=True)
    name = models.CharField(max_length=40, blank=True)
    text = models.TextField(max_length=1000)
    language = models.CharField(max_length=10, default="zh-hans")
    cid = models.UUIDField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=Asked.choices, default=Asked.RECEIVED)
    reason = models.CharField(max_length=20, choices=Reason.choices, blank=True)
    words = models.CharField(max_length=300, blank=True)
    into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="merged")
    place = models.IntegerField(null=True, blank=True)
    votes = models.PositiveIntegerField(default=1)
    asked_at = models.DateTimeField(default=timezone.now)
    screened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    screened_at = models.DateTimeField(null=True, blank=True)
    put_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    case_number = models.CharField(max_length=20, blank=True, db_index=True)

    objects = QuestionQuerySet.as_manager()
    was_public = False

    class Meta:
        ordering = ["asked_at", "pk"]
        indexes = [models.Index(fields=["interview", "state"], name="question_by_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["interview", "party", "cid"], condition=Q(cid__isnull=False), name="question_asked_once"
            ),
            models.UniqueConstraint(
                fields=["interview"], condition=Q(state=Asked.ON_AIR), name="question_on_air_is_one"
            ),
            models.CheckConstraint(
                condition=~Q(state=Asked.MERGED) | Q(into__isnull=False), name="question_merged_into_another"
            ),
            models.CheckConstraint(condition=~Q(state=Asked.DECLINED) | ~Q(reason=""), name="question_declined_why"),
        ]

    def __str__(self) -> str:
        return f"question {self.pk}"

    @property
    def is_public(self) -> bool:
        return self.state in PUBLIC

    @property
    def anchor(self) -> str:
        return f"q-{self.pk}"

    def _step(self, to: str, *, start: Any, **facts: Any) -> None:
        """Raises NotNow where somebody was quicker."""
        self.was_public = self.is_public
        if not Question.objects.filter(pk=self.pk, state__in=[*start]).update(state=to, **facts):
            raise NotNow
        for name, value in {"state": to, **facts}.items():
            setattr(self, name, value)

    def _decided(self, by: Person) -> dict[str, Any]:
        if not powers.may_decide(self, by):
            raise OwnQuestion
        return {"screened_by": by, "screened_at": timezone.now()}

    def approve(self, *, by: Person) -> None:
        """Everybody may read and second it; after the hour it becomes a case at once. Raises NotNow, OwnQuestion."""
        with transaction.atomic():
            start = (*WAITING, Asked.DECLINED)
            self._step(Asked.APPROVED, start=start, reason="", words="", **self._decided(by))
            log(by, "question.approved", self)
            if self.interview.state not in ASKABLE:
                self.interview.pass_on(self, by=by)
            self._changed()

    def hold(self, *, by: Person) -> None:
        """For a closer look. Raises NotNow, OwnQuestion."""
        with transaction.atomic():
            self._step(Asked.HELD, start=[Asked.RECEIVED, Asked.APPROVED], **self._decided(by))
            log(by, "question.held", self)
            self._changed()

    def decline(self, *, by: Person, reason: str, words: str = "") -> None:
        """With a reason from the list, which the asker reads. Raises NotNow, OwnQuestion."""
        if reason not in Reason.values:
            raise NotNow
        with transaction.atomic():
            start = (*WAITING, Asked.APPROVED)
            self._step(Asked.DECLINED, start=start, reason=reason, words=words.strip()[:300], **self._decided(by))
            log(by, "question.declined", self, reason=reason)
            self._changed()

    def merge(self, *, into: "Question", by: Person) -> None:
        """The same as another one: its voices go over, each person's once; its wording stays in the record. Raises NotNow, OwnQuestion."""
        if into.pk == self.pk or into.interview_id != self.interview_id or into.state != Asked.APPROVED:
            raise NotNow
        with transaction.atomic():
            start = (*WAITING, Asked.APPROVED)
            self._step(Asked.MERGED, start=start, into=into, **self._decided(by))
            Question.objects.filter(into=self).update(into=into)
            Vote.objects.get_or_create(question=into, party=self.party, defaults={"moved": True})
            for party in Vote.objects.filter(question=self).values_list("party", flat=True):
                Vote.objects.get_or_create(question=into, party=party, defaults={"moved": True})
            into.count()
            log(by, "question.merged", self, into=into.pk)
            self._changed()
            into._changed()

    def unmerge(self, *, by: Person) -> None:
        """It stands by itself again; voices that came with it go back. Raises NotNow, OwnQuestion."""
        into = self.into
        with transaction.atomic():
            self._step(Asked.APPROVED, start=[Asked.MERGED], into=None, **self._decided(by))
            if into is None:
                raise NotNow
            own = [self.party, *Vote.objects.filter(question=self).values_list("party", flat=True)]
            Vote.objects.filter(question=into, party__in=own, moved=True).delete()
            self.count()
            into.count()
            log(by, "question.unmerged", self)
            self._changed()
            into._changed()

    def order(self, *, by: Person, place: int | None) -> None:
        """Which comes when; None goes back to the order by votes."""
        with transaction.atomic():
            if not Question.objects.filter(pk=self.pk, state=Asked.APPROVED).update(place=place):
                raise NotNow
            self.place = place
            log(by, "question.ordered", self, place=place)
            self.interview._call_back("order")

    def second(self, *, by: Viewer) -> bool:
        """Somebody else wants to know it too: once for each account. True where it counted. Raises NotNow."""
        if by.person_id is None or self.state != Asked.APPROVED or self.interview.state not in ASKABLE:
            raise NotNow
        if self.party == by.key:
            return False
        try:
            with transaction.atomic():
                Vote.objects.create(question=self, party=by.key)
                Question.objects.filter(pk=self.pk).update(votes=F("votes") + 1)
                self.interview._count_soon(self.pk)
        except IntegrityError:
            return False
        return True

    def unsecond(self, *, by: Viewer) -> None:
        with transaction.atomic():
            if Vote.objects.filter(question=self, party=by.key).delete()[0]:
                Question.objects.filter(pk=self.pk, votes__gt=1).update(votes=F("votes") - 1)
                self.interview._count_soon(self.pk)

    def count(self) -> None:
        voices = Vote.objects.filter(question=self).exclude(party=self.party).count()
        Question.objects.filter(pk=self.pk).update(votes=1 + voices)
        self.votes = 1 + voices

    def _changed(self) -> None:
        """Everybody's list, the moderators', and the asker's own page."""
        if self.is_public or self.was_public:
            html = fragments.question(self) if self.is_public else ""
            self.interview._show("question", html, question=self.pk, gone=not self.is_public)
        self.interview._call_back("question", question=self.pk)
        self.interview._count_soon()


class Vote(models.Model):
    """One voice for a question; `moved` came with a question that was merged into it."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="voices")
    party = models.CharField(max_length=24, db_index=True)
    moved = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "party"], name="vote_once")]
