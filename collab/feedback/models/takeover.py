"""Which case of another system became which case here."""

from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from collab.accounts.models import Person
from collab.audit.models import log
from collab.live.viewer import Viewer

ASKED_AT_ONCE = 500


class Takeover(models.Model):
    external = models.CharField(max_length=40, unique=True)
    case = models.OneToOneField("feedback.Case", models.PROTECT, related_name="takeover")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.external

    @classmethod
    def known(cls, numbers: list[str]) -> set[str]:
        """Those that were taken over before."""
        found: set[str] = set()
        for start in range(0, len(numbers), ASKED_AT_ONCE):
            part = numbers[start : start + ASKED_AT_ONCE]
            found |= set(cls.objects.filter(external__in=part).values_list("external", flat=True))
        return found

    @classmethod
    def take(cls, cases: Any, facts: list[dict[str, Any]], *, by: Person, told: bool) -> list[Any]:
        """All of them or none: opened as they came there, their writers told only where this is wished.

        Raises what `Case.open` raises, and IntegrityError where somebody takes over the same table at the same time.
        """
        with transaction.atomic():
            opened = [cls._one(cases, dict(row), by, told) for row in facts]
            log(by, "case.taken_over", opened[0] if opened else None, cases=len(opened))
        return opened

    @classmethod
    def _one(cls, cases: Any, facts: dict[str, Any], by: Person, told: bool) -> Any:
        external = facts.pop("external")
        writer = Viewer(name=facts["contact_name"])
        case = cases.open(channel="import", party=writer, origin_title=external, told=told, **facts)
        cls.objects.create(external=external, case=case, by=by)
        return case
