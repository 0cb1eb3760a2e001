"""Who did what to what, when and from where: append only, in a chain of hashes."""

import hashlib
import json
from contextvars import ContextVar
from typing import Any, Protocol

from django.db import models, transaction
from django.utils import timezone

GENESIS = "0" * 64
origin: ContextVar[str] = ContextVar("origin", default="")


class Actor(Protocol):
    """Anybody with a party key: a viewer, a person, a guest."""

    @property
    def key(self) -> str: ...


class LogEntry(models.Model):
    """One act. `hash` seals it and everything before it, right after the commit; until then it is empty.

    `detail` holds ids and short codes, never what people wrote.
    """

    at = models.DateTimeField()
    actor = models.CharField(max_length=24, db_index=True)
    verb = models.CharField(max_length=60, db_index=True)
    object = models.CharField(max_length=80, db_index=True)
    detail = models.JSONField(default=dict)
    origin = models.CharField(max_length=45, blank=True)
    hash = models.CharField(max_length=64, blank=True, db_index=True)

    class Meta:
        ordering = ["-pk"]

    def seal(self, before: str) -> str:
        """The hash that follows `before`."""
        line = json.dumps(
            [before, self.pk, self.at.isoformat(), self.actor, self.verb, self.object, self.detail, self.origin],
            ensure_ascii=False,
            sort_keys=True,
        )
        return hashlib.sha256(line.encode()).hexdigest()


class Head(models.Model):
    """The end of the chain; its row is the lock under which entries are sealed."""

    last = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)


def log(by: Actor | None, verb: str, thing: models.Model | str, **detail: Any) -> LogEntry:
    """Write down an act in the caller's transaction; None acts for the system."""
    entry = LogEntry.objects.create(
        at=timezone.now(),
        actor=by.key if by else "",
        verb=verb,
        object=thing if isinstance(thing, str) else f"{thing._meta.label_lower}:{thing.pk}",
        detail=detail,
        origin=origin.get(),
    )
    transaction.on_commit(seal, robust=True)
    return entry


def seal() -> None:
    """Chain what is committed and not yet sealed, in the order of numbers."""
    if not LogEntry.objects.filter(hash="").exists():
        return
    with transaction.atomic():
        Head.objects.get_or_create(pk=1)
        head = Head.objects.select_for_update().get(pk=1)
        for entry in LogEntry.objects.filter(hash="").order_by("pk"):
            head.hash, head.last = entry.seal(head.hash), entry.pk
            LogEntry.objects.filter(pk=entry.pk, hash="").update(hash=head.hash)
        head.save()


def faults() -> list[str]:
    """What is wrong with the chain: a sealed entry changed, removed or inserted. Empty when all is well.

    A number that sealed late (two transactions that ended out of order) is found through the hash that it continues.
    """
    seal()
    before, count, wrong = GENESIS, 0, []
    waiting = list(LogEntry.objects.order_by("pk").iterator(chunk_size=2000))
    while waiting:
        later = []
        for entry in waiting:
            if entry.seal(before) == entry.hash:
                before, count = entry.hash, count + 1
            else:
                later.append(entry)
        if len(later) == len(waiting):
            wrong += [f"entry {entry.pk} does not continue the chain" for entry in later[:20]]
            break
        waiting = later
    head = Head.objects.filter(pk=1).first()
    if head and not wrong and head.hash != before:
        wrong.append(f"entries are missing after number {count}")
    return wrong
