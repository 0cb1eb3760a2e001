"""On air: begin, pause, go on, extend, end; which question is put; counts told at most once a second."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from collab.accounts.models import Person
from collab.audit.models import log
from presence.models import Availability, Chosen

from .. import fragments
from ..errors import NotNow
from ..states import MINUTES_MOST, ON_AIR, WAITING, Asked, Duty, State
from .carrying import Carrying

if TYPE_CHECKING:
    from .question import Question

TELL_EVERY = timedelta(seconds=1)
EARLY = timedelta(minutes=15)  # the host may begin so long before the announced time
STEPS = (0, 1, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000)


def step_of(count: int) -> int:
    """Crowds are told in steps: 0, 1, 5, 10, 20, 50, 100 ..."""
    return max(step for step in STEPS if step <= count)


class Airing(Carrying):
    class Meta:
        abstract = True

    def begin(self, *, by: Person) -> None:
        """Go on air, from a quarter of an hour before the announced time. Raises NotNow."""
        now = timezone.now()
        with transaction.atomic():
            where = {"starts_at__lte": now + EARLY}
            self._step(State.LIVE, start=[State.ANNOUNCED], where=where, started_at=now)
            log(by, "interview.begun", self)
            self.write(kind="line", words=gettext_noop("The interview has begun."))
            self._show_status()
            self._show_on_air(Chosen.INTERVIEW)
            self._index()

    def pause(self, *, by: Person) -> None:
        """Raises NotNow."""
        with transaction.atomic():
            self._step(State.PAUSED, start=[State.LIVE], paused_at=timezone.now())
            log(by, "interview.paused", self)
            self.write(kind="line", words=gettext_noop("A short pause; it goes on in a few minutes."))
            self._show_status()

    def resume(self, *, by: Person | None) -> None:
        """By the host, or by itself ten minutes later. Raises NotNow."""
        with transaction.atomic():
            self._step(State.LIVE, start=[State.PAUSED], paused_at=None)
            log(by, "interview.resumed", self)
            self.write(kind="line", words=gettext_noop("The interview goes on."))
            self._show_status()

    def extend(self, *, by: Person, minutes: int) -> None:
        """To at most two hours in all (IV-04). Raises NotNow beyond that."""
        if not 1 <= minutes <= 60 or self.minutes + minutes > MINUTES_MOST:
            raise NotNow
        with transaction.atomic():
            wanted = self.minutes + minutes
            self._step(self.state, start=[*ON_AIR], where={"minutes": self.minutes}, minutes=wanted)
            log(by, "interview.extended", self, minutes=minutes)
            self._show_status()

    def put(self, question: "Question", *, by: Person) -> None:
        """The next question; the one before counts as answered where something was answered to it. Raises NotNow."""
        with transaction.atomic():
            if self.state not in ON_AIR:
                raise NotNow
            self._settle_now()
            question._step(Asked.ON_AIR, start=[Asked.APPROVED, Asked.ANSWERED], put_at=timezone.now())
            self._keep(now=question)
            log(by, "question.put", question)
            self.write(kind="question", question=question)
            self._show_now()
            question._changed()

    def take_back(self, *, by: Person) -> None:
        """No question stands any more."""
        with transaction.atomic():
            self._settle_now()
            log(by, "question.closed", self)
            self._show_now()

    def _settle_now(self) -> None:
        """What stands now is answered, or waits again."""
        question = self.questions.filter(state=Asked.ON_AIR).first()
        if question is None:
            return
        answered = self.lines.filter(question=question, kind="answer", removed_at=None).exists()
        done = Asked.ANSWERED if answered else Asked.APPROVED
        question._step(done, start=[Asked.ON_AIR], answered_at=timezone.now() if answered else None)
        self._keep(now=None)
        question.interview = self
        question._changed()

    def end(self, *, by: Person) -> None:
        """The hour is over: every approved question that was not answered becomes a case (IV-06). Raises NotNow."""
        with transaction.atomic():
            self._step(State.ENDED, start=[*ON_AIR], ended_at=timezone.now(), paused_at=None)
            self._settle_now()
            self.write(kind="line", words=gettext_noop("The interview has ended. Thank you for your questions."))
            log(by, "interview.ended", self)
            self._pass_on(by)
            self._show_now()
            self._show_status()
            self._show_on_air(Chosen.AVAILABLE)
            self._index()

    def _show_on_air(self, state: str) -> None:
        """Who is on air is not offered visitors: guests and host show it by themselves."""
        for one in self.duties.filter(duty__in=(Duty.HOST, Duty.SPEAKER)).select_related("person"):
            shown = Availability.of(one.person_id)
            if state == Chosen.INTERVIEW or shown.chosen == Chosen.INTERVIEW:
                until = self.ends_at + timedelta(hours=1) if state == Chosen.INTERVIEW else None
                shown.choose(chosen=state, status_text=shown.status_text, until=until, visible_to=shown.visible_to)

    def _show_now(self) -> None:
        self._show("now", fragments.standing(self), question=self.now_id or 0)

    def _count_soon(self, question: int | None = None) -> None:
        """Counts are told at once where nothing was told for a second, else by the next round of the clock."""
        self._keep(counts_changed=True)
        transaction.on_commit(self.tell_counts, robust=True)

    def tell_counts(self) -> bool:
        """At most once a second, by one process: votes, numbers, audience. True where something was told."""
        now = timezone.now()
        due = type(self)._default_manager.filter(pk=self.pk, counts_changed=True, told_at__lte=now - TELL_EVERY)
        with transaction.atomic():
            if not due.update(told_at=now, counts_changed=False):
                return False
            self._show("counts", **self.counts())
        return True

    def counts(self) -> dict[str, Any]:
        """What everybody may know in numbers: one entry of the hall's log."""
        states = list(self.questions.values_list("pk", "state", "votes"))
        public = {Asked.APPROVED, Asked.ON_AIR}
        return {
            "votes": {str(pk): votes for pk, state, votes in states if state in public},
            "received": len(states),
            "waiting": sum(state in WAITING for _pk, state, _votes in states),
            "shown": sum(state in (Asked.APPROVED, Asked.ON_AIR, Asked.ANSWERED, Asked.CARRIED_OVER) for _pk, state, _votes in states),
            "answered": sum(state == Asked.ANSWERED for _pk, state, _votes in states),
            "audience": step_of(type(self).objects.values_list("audience", flat=True).get(pk=self.pk)),
        }  # fmt: skip

    def see_audience(self, count: int) -> None:
        """How many have the page open, counted over all processes; told where the step changed."""
        if count == self.audience:
            return
        moved = step_of(count) != step_of(self.audience)
        self._keep(audience=count, audience_most=max(count, self.audience_most))
        if moved:
            self._count_soon()
