"""The same matter raised by several people: handled once, answered to all (CR-20)."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from collab.accounts.models import Person

from ..errors import Incomplete, NotNow
from ..lifecycle import BEFORE_ANSWER, State
from .deciding import Deciding


class Merging(Deciding):
    class Meta:
        abstract = True

    def merge(self, *, into: Any, by: Person) -> None:
        """From now on `into` answers for both; the asker keeps number and code and is told of it. Raises NotNow, Incomplete."""
        if into is None or into.pk == self.pk or into.state not in BEFORE_ANSWER:
            raise Incomplete(_("Choose another case that is still open."))
        with transaction.atomic():
            if self.merged.filter(state=State.MERGED).exists():
                raise Incomplete(_("Other cases are already handled together with this one."))
            into._write("joined", by, self.number)
            self._move("merge", by, into.number, public=False, merged_into=into)
            with override(self.language):
                said = _(
                    "Your matter is handled together with case %(number)s on the same thing. You will get the same answer."
                )
                said = said % {"number": into.number}
            self._write("merged", by, said, tells=True)
            self._mail("step", says=said)

    def unmerge(self, *, by: Person) -> None:
        """Handled by itself again, in the state in which it was. Raises NotNow."""
        if self.merged_into is None:
            raise NotNow
        with transaction.atomic():
            self.merged_into._write("parted", by, self.number)
            self._move("unmerge", by, merged_into=None)
            self._mail("step", says=_("Your matter is handled by itself again."))
