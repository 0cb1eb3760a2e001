"""Acts that a program repeats until it has heard the answer, and that are done once all the same."""

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.utils import timezone

KEPT = timedelta(days=30)
FORGOTTEN_AT_ONCE = 900


class KeyConflict(Exception):
    """The key was used before, for something else."""


class Act(models.Model):
    """What was done under a key that the client chose, and what came of it (`result` is a number or a name, no secret)."""

    party = models.CharField(max_length=24, blank=True)
    key = models.UUIDField()
    said = models.CharField(max_length=32)
    result = models.CharField(max_length=80)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["party", "key"], name="act_once_per_key")]
        indexes = [models.Index(fields=["at"], name="act_by_age")]

    def __str__(self) -> str:
        return str(self.key)


def once(*, party: str, key: UUID, said: Any, act: Callable[[], str]) -> tuple[str, bool]:
    """Do it the first time; the second time answer with the first result, and True.

    Raises KeyConflict where the same key meant something else, and what `act` raises; then nothing is kept.
    """
    mark = _fingerprint(said)
    if first := _first(party, key, mark):
        return first, True
    try:
        with transaction.atomic():
            row = Act.objects.create(party=party, key=key, said=mark, result="")
            row.result = act()
            row.save(update_fields=["result"])
    except IntegrityError:
        if first := _first(party, key, mark):
            return first, True
        raise
    return row.result, False


def forget_old_acts() -> None:
    """Of acts older than KEPT, some at a time; a program that repeats one later does it anew."""
    old = Act.objects.filter(at__lt=timezone.now() - KEPT).order_by("at")[:FORGOTTEN_AT_ONCE]
    Act.objects.filter(pk__in=list(old.values_list("pk", flat=True))).delete()


def _first(party: str, key: UUID, said: str) -> str:
    row = Act.objects.filter(party=party, key=key).first()
    if row is None:
        return ""
    if row.said != said:
        raise KeyConflict
    return row.result


def _fingerprint(said: Any) -> str:
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, default=str).encode()
    return hashlib.blake2b(text, digest_size=16).hexdigest()
