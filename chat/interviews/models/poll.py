"""A quick poll among the readers: asked, counted, shown when the host decides (ST-36)."""

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils import timezone

from collab.accounts.models import Person
from collab.audit.models import log
from collab.live.viewer import Viewer

from .. import fragments
from ..errors import Incomplete, NotNow
from .steps import needed

if TYPE_CHECKING:
    from .interview import Interview

OPTIONS = (2, 6)


class Poll(models.Model):
    """Prepared, open (readers answer), closed (nobody sees figures but who runs it), shown (in the transcript)."""

    interview = models.ForeignKey("interviews.Interview", models.CASCADE, related_name="polls")
    text = models.CharField(max_length=200)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    shown_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    @classmethod
    def prepare(cls, *, interview: "Interview", text: str, options: list[str], by: Person) -> "Poll":
        """Raises Incomplete with less than two or more than six different options."""
        options = list(dict.fromkeys(option.strip()[:120] for option in options if option.strip()))
        if not OPTIONS[0] <= len(options) <= OPTIONS[1]:
            raise Incomplete
        with transaction.atomic():
            poll = cls.objects.create(interview=interview, text=needed(text, 200))
            Option.objects.bulk_create([Option(poll=poll, text=option) for option in options])
            log(by, "poll.prepared", interview, poll=poll.pk)
        return poll

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None and self.closed_at is None

    def _step(self, where: dict[str, Any], **facts: Any) -> None:
        if not Poll.objects.filter(pk=self.pk, **where).update(**facts):
            raise NotNow
        self.refresh_from_db()

    def open(self, *, by: Person) -> None:
        """On every page; one poll is open at a time. Raises NotNow."""
        if not self.interview.is_on_air:
            raise NotNow
        with transaction.atomic():
            for other in self.interview.polls.filter(opened_at__isnull=False, closed_at=None):
                other.close(by=by)
            self._step({"opened_at": None}, opened_at=timezone.now())
            log(by, "poll.opened", self.interview, poll=self.pk)
            self._tell()

    def close(self, *, by: Person | None) -> None:
        """Raises NotNow."""
        with transaction.atomic():
            self._step({"opened_at__isnull": False, "closed_at": None}, closed_at=timezone.now())
            log(by, "poll.closed", self.interview, poll=self.pk)
            self._tell()

    def show(self, *, by: Person) -> None:
        """The result, in the transcript too. Raises NotNow before it is closed."""
        with transaction.atomic():
            self._step({"closed_at__isnull": False, "shown_at": None}, shown_at=timezone.now())
            log(by, "poll.shown", self.interview, poll=self.pk)
            self.interview.write(kind="poll", poll=self, by=by)
            self._tell()

    def _tell(self) -> None:
        self.interview._show("poll", fragments.poll(self.interview), poll=self.pk)
        self.interview._call_back("poll")

    def vote(self, option: "Option", *, by: Viewer) -> None:
        """Once for each party, guests included; by the server's clock. Raises NotNow."""
        if not by.key or option.poll_id != self.pk:
            raise NotNow
        try:
            with transaction.atomic():
                Ballot.objects.create(poll=self, party=by.key)
                still = Poll.objects.filter(pk=self.pk, opened_at__isnull=False, closed_at=None)
                if not still.exists():
                    raise NotNow
                Option.objects.filter(pk=option.pk).update(votes=F("votes") + 1)
        except IntegrityError:
            raise NotNow from None


class Option(models.Model):
    poll = models.ForeignKey(Poll, models.CASCADE, related_name="options")
    text = models.CharField(max_length=120)
    votes = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["pk"]


class Ballot(models.Model):
    """Who has voted, not for what."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="ballots")
    party = models.CharField(max_length=24, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "party"], name="ballot_once")]
