"""The due date, once the working days of its year are known."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from collab.audit.models import log
from collab.departments.calendar import add_working_days, working_days_between

from .deadline import Deadline
from .matter import Matter


class Dating(Matter):
    class Meta:
        abstract = True

    def aim(self) -> date | None:
        """The day inside the deadline by which the office means to answer an open case (GI-05)."""
        target = Deadline.limits()[self.kind].target if self.is_open else None
        return add_working_days(timezone.localdate(self.first_contact_at), target).on if target else None

    def settle_due(self) -> bool:
        """Work a provisional date out anew; True where it is certain now. A citizen whose date moved is told (2.3)."""
        if not self.due_provisional or self.limit_days is None:
            return False
        begun = timezone.localdate(self.first_contact_at)
        due, before = add_working_days(begun, self.limit_days), self.due_on
        if due.provisional:
            return False
        with transaction.atomic():
            facts = {"due_on": due.on, "due_provisional": False}
            if self.answered_on is not None:
                facts["working_days"] = working_days_between(begun, self.answered_on)
            mine = type(self)._default_manager.filter(pk=self.pk, due_provisional=True)
            if not mine.update(**facts):
                return False
            for name, value in facts.items():
                setattr(self, name, value)
            if self.is_open and before is not None and due.on != before:
                self._tell_moved(before.isoformat(), due.on.isoformat())
        return True

    def _tell_moved(self, before: str, after: str) -> None:
        with override(self.language):
            words = _("The answer is due by %(after)s, not by %(before)s: the working days of the year are known now.")
        words = words % {"after": after, "before": before}
        self._write("redate", None, words, tells=True)
        log(None, "case.redated", self, before=before, after=after)
        self._mail("step", says=words)
