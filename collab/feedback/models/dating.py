"""The due date, once the working days of its year are known."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from collab.audit.models import log
from collab.departments.calendar import working_days_between

from ..lifecycle import RUNNING, Alarm
from .deadline import Deadline
from .deciding import Deciding
from .reminder import Reminder

YELLOW_DAYS, LEADER_DAYS = 2, 5  # working days (CR-07)


class Dating(Deciding):
    class Meta:
        abstract = True

    def aim(self) -> date | None:
        """The day inside the deadline by which the office means to answer an open case (GI-05)."""
        limit = Deadline.limits()[self.kind]
        due = (
            limit.due(timezone.localdate(self.first_contact_at), limit.target)
            if limit.target and self.is_open
            else None
        )
        return due.on if due and self.rounds == 1 else None

    def settle_due(self) -> bool:
        """Work a provisional date out anew; True where it is certain now. A citizen whose date moved is told (2.3)."""
        if not self.due_provisional or self.limit_days is None:
            return False
        begun = timezone.localdate(self.first_contact_at)
        due, before = Deadline.limits()[self.kind].due(self._counted_from, self.limit_days), self.due_on
        if due is None or due.provisional:
            return False
        with transaction.atomic():
            facts = {"due_on": due.on, "due_provisional": False}
            if self.answered_on is not None:
                facts["working_days"] = working_days_between(begun, self.answered_on)
                if self.rounds == 1 and not self.asked_back:
                    facts["promised_on"] = due.on
            mine = type(self)._default_manager.filter(pk=self.pk, due_provisional=True)
            if not mine.update(**facts):
                return False
            for name, value in facts.items():
                setattr(self, name, value)
            if self.is_open and before is not None and due.on != before:
                self._tell_moved(before.isoformat(), due.on.isoformat(), facts)
            else:
                self._write("settled", None, "", facts=facts)
        return True

    # --- supervision

    def stage(self, today: date) -> Alarm:
        """Two working days before the date yellow, on the day orange, after it red, five working days later the leaders."""
        if self.state not in RUNNING or self.due_on is None:
            return Alarm.NONE
        if today <= self.due_on:
            left = working_days_between(today, self.due_on)
            return Alarm.ORANGE if left == 0 else Alarm.YELLOW if left <= YELLOW_DAYS else Alarm.NONE
        return Alarm.LEADER if working_days_between(self.due_on, today) >= LEADER_DAYS else Alarm.RED

    def warn(self, *, today: date, tell: Callable[[Alarm], None]) -> bool:
        """Tell those concerned of the stage that is reached: once for each stage and date, whoever asks how often.

        `tell` runs in the same transaction as the record of it. True where it was told now.
        """
        with transaction.atomic():
            self._look_again()
            stage = self.stage(today)
            if stage == Alarm.NONE or self.due_on is None:
                return self._alarm(stage)
            _row, new = Reminder.objects.get_or_create(case_id=self.pk, stage=stage, due_on=self.due_on)
            if new:
                tell(stage)
            self._alarm(stage)
        return new

    def _look_again(self) -> None:
        """A row that was read a while ago may have been answered or dated anew since."""
        row = type(self)._default_manager.select_for_update().filter(pk=self.pk)
        for name, value in row.values("state", "due_on", "alarm").get().items():
            setattr(self, name, value)

    def _alarm(self, stage: Alarm) -> bool:
        if self.alarm != stage:
            type(self)._default_manager.filter(pk=self.pk).update(alarm=stage)
            self.alarm = stage
            self._write("alarm", None, str(stage.label), facts={"alarm": stage})
        return False

    def _tell_moved(self, before: str, after: str, facts: dict[str, Any]) -> None:
        with override(self.language):
            words = _("The answer is due by %(after)s, not by %(before)s: the working days of the year are known now.")
        words = words % {"after": after, "before": before}
        self._write("redate", None, words, tells=True, facts=facts)
        log(None, "case.redated", self, before=before, after=after)
        self._mail("step", says=words)
