"""Whom a case complains about: that person never works on it and never reads it (CR-18)."""

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from collab.accounts.models import Person
from collab.audit.models import log
from collab.live import outlet
from collab.live.viewer import Viewer

from ..errors import Incomplete, NotNow

if TYPE_CHECKING:
    from .case import Case


class Concern(models.Model):
    """Named by the centre when it dispatches; also afterwards, and then the person loses sight of the case at once."""

    case = models.ForeignKey("feedback.Case", models.CASCADE, related_name="concerns")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="concern_once")]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.person_id}"

    @classmethod
    def name(cls, *, case: "Case", person: Person, by: Person) -> Self:
        """Whoever has it in hand lays it down with this. Again is the same. Raises Incomplete."""
        if person.pk == by.pk:
            raise Incomplete(_("Somebody else of the centre has to do this: the case complains about you."))
        with transaction.atomic():
            one, made = cls.objects.get_or_create(case=case, person=person, defaults={"by": by})
            if made:
                type(case).objects.filter(pk=case.pk, handler=person).update(handler=None)
                case._write("concern", by, person.name)
                log(by, "case.concern_named", case, person=person.pk)
                outlet.recheck(person.key)
        return one

    def lift(self, *, by: Person) -> None:
        """It was a mistake, or another person was meant."""
        with transaction.atomic():
            self.case._write("concern_over", by, self.person.name)
            log(by, "case.concern_lifted", self.case, person=self.person_id)
            self.delete()


def not_about(viewer: Viewer) -> Q:
    """Cases that do not complain about the viewer."""
    if viewer.person_id is None:
        return Q()
    return ~Q(pk__in=Concern.objects.filter(person_id=viewer.person_id).values("case"))


def must_not_be_about(case: models.Model, by: Any) -> None:
    """Raises NotNow for whom the case complains about: to them it does not exist."""
    pk = by.pk if isinstance(by, Person) else getattr(by, "person_id", None)
    if pk is not None and Concern.objects.filter(case_id=case.pk, person_id=pk).exists():
        raise NotNow
