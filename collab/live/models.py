"""Rooms and their numbered logs: the truth behind every live page."""

import hashlib
import json
import secrets
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from . import outlet
from .errors import CidConflict, NotFound, RoomClosed, Stale

TURNOUT_LIFE = timedelta(seconds=15)


def fresh_epoch() -> str:
    return secrets.token_hex(6)


def fingerprint(kind: str, room: int, body: Any) -> str:
    """What an act was, so that its repetition is known for ever, also after an edit has changed the text."""
    said = json.dumps([kind, room, body], ensure_ascii=False, sort_keys=True).encode()
    return hashlib.blake2b(said, digest_size=16).hexdigest()


class Room(models.Model):
    """A place where entries stand in order. `epoch` changes when the log was restored from a backup."""

    kind = models.CharField(max_length=40)
    epoch = models.CharField(max_length=12, default=fresh_epoch)
    head = models.BigIntegerField(default=0)
    closed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def append(
        self,
        *,
        kind: str,
        sender: str = "",
        body: Any = "",
        html: str = "",
        cid: UUID | None = None,
        even_closed: bool = False,
    ) -> "Entry":
        """Give the next number to an entry, gapless in commit order, and show it to open pages once committed.

        `body` is a text for messages, a small JSON object for other kinds; `html` is the finished fragment, the same for
        every reader. The same `cid` of the same sender answers with the first entry, whose `dup` is then true.
        Raises CidConflict for the same `cid` with another body, RoomClosed for a message in a closed room.
        """
        act = fingerprint(kind, self.pk, body) if cid else ""
        try:
            with transaction.atomic():
                return self._insert(
                    even_closed=even_closed, kind=kind, sender=sender, body=body, html=html, cid=cid, act=act
                )
        except (IntegrityError, RoomClosed):
            if cid is not None and (first := self._first(sender, cid, act)):
                return first
            raise

    def _insert(self, *, even_closed: bool, kind: str, **facts: Any) -> "Entry":
        open_only = kind in {"message", "edited"} and not even_closed
        with connection.cursor() as cursor:
            cursor.execute(NEXT_IF_OPEN if open_only else NEXT, [self.pk])
            given = cursor.fetchall()
        if not given:
            raise RoomClosed
        self.head = given[0][0]
        entry = Entry(room=self, seq=self.head, kind=kind, at=timezone.now(), **facts)
        entry.save(force_insert=True)
        outlet.entry(entry)
        return entry

    def _first(self, sender: str, cid: UUID, act: str) -> "Entry | None":
        first = Entry.objects.filter(sender=sender, cid=cid).first()
        if first is None:
            return None
        if first.act != act:
            raise CidConflict
        first.dup = True
        return first

    def revise(self, *, seq: int, sender: str, body: str, html: str, cid: UUID | None = None) -> "Entry":
        """Change the sender's own message; the change is an entry of its own (`edited`), the original number stays.

        Raises NotFound for somebody else's message, Stale where its text was taken out.
        """
        said = {"seq": seq, "text": body}
        if cid is not None and (first := self._first(sender, cid, fingerprint("edited", self.pk, said))):
            return first
        with transaction.atomic():
            self._hold()
            if self.message(seq).sender != sender:
                raise NotFound
            change = self.append(kind="edited", sender=sender, body=said, html=html, cid=cid)
            if not change.dup:
                Entry.objects.filter(room=self, seq=seq).update(body=body, html=html, edited_at=change.at)
            return change

    def blank(self, *, seq: int, by: str, cid: UUID | None = None) -> "Entry":
        """Take the text out of a message for good; its number stays, and so do no earlier versions of the text.

        Raises NotFound, Stale where that was done before.
        """
        said = {"seq": seq}
        if cid is not None and (first := self._first(by, cid, fingerprint("redacted", self.pk, said))):
            return first
        with transaction.atomic():
            self._hold()
            self.message(seq)
            change = self.append(kind="redacted", sender=by, body=said, cid=cid, even_closed=True)
            Entry.objects.filter(room=self, seq=seq).update(body="", html="", redacted_at=change.at)
            for edit in Entry.objects.filter(room=self, kind="edited", body__seq=seq):
                Entry.objects.filter(room=self, seq=edit.seq).update(body=said, html="")
            return change

    def _hold(self) -> None:
        """Wait for our turn before looking: an edit and a redaction at once must not bring a text back."""
        Room.objects.select_for_update().get(pk=self.pk)

    def message(self, seq: int) -> "Entry":
        """Raises NotFound where no message has this number, Stale where its text was taken out."""
        entry = Entry.objects.filter(room=self, seq=seq, kind="message").first()
        if entry is None:
            raise NotFound
        if entry.redacted_at:
            raise Stale
        return entry

    def close(self) -> None:
        """No more messages; state changes may still be recorded."""
        self.closed_at = timezone.now()
        self.save(update_fields=["closed_at"])


NEXT = f"UPDATE {Room._meta.db_table} SET head = head + 1 WHERE id = %s RETURNING head"
NEXT_IF_OPEN = NEXT.replace(" RETURNING", " AND closed_at IS NULL RETURNING")


class EntryQuerySet(models.QuerySet["Entry"]):
    def since(self, seq: int) -> "EntryQuerySet":
        return self.filter(seq__gt=seq).order_by("seq")


class Entry(models.Model):
    """One numbered line of a room's log; `act` is the fingerprint under which its `cid` was first used."""

    pk = models.CompositePrimaryKey("room_id", "seq")
    room = models.ForeignKey(Room, models.CASCADE, related_name="log")
    seq = models.BigIntegerField()
    kind = models.CharField(max_length=40)
    sender = models.CharField(max_length=24, blank=True)
    cid = models.UUIDField(null=True, blank=True)
    act = models.CharField(max_length=32, blank=True)
    body = models.JSONField(default=str)
    html = models.TextField(blank=True)
    at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    redacted_at = models.DateTimeField(null=True, blank=True)

    objects = EntryQuerySet.as_manager()
    dup = False
    held = False

    class Meta:
        ordering = ["room", "seq"]
        constraints = [models.UniqueConstraint(fields=["sender", "cid"], name="entry_once_per_act")]

    def frame(self) -> dict[str, Any]:
        """The `ev` frame: the same for every reader."""
        frame: dict[str, Any] = {
            "t": "ev",
            "room": self.room_id,
            "seq": self.seq,
            "kind": self.kind,
            "from": self.sender,
            "at": self.at.isoformat(timespec="milliseconds"),
            "body": self.body,
            "html": self.html,
        }
        if self.cid:
            frame["cid"] = str(self.cid)
        if self.redacted_at:
            frame["redacted"] = True
        return frame


class Participant(models.Model):
    """A party in a room, with the number up to which they have read."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="participants")
    party = models.CharField(max_length=24, db_index=True)
    role = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    read_seq = models.BigIntegerField(default=0)
    joined_at = models.DateTimeField(auto_now_add=True)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "party"], name="participant_once_per_room")]


class Turnout(models.Model):
    """How many sockets of one process have a room open; written by that process alone, of rooms whose place counts."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="+")
    process = models.CharField(max_length=16)
    count = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "process"], name="turnout_once_per_process")]

    @classmethod
    def tell(cls, process: str, counts: dict[int, int]) -> None:
        """One write for all rooms of a process; what it does not name it has left."""
        now = timezone.now()
        rows = [cls(room_id=room, process=process, count=count, at=now) for room, count in counts.items()]
        cls.objects.filter(process=process).exclude(room__in=counts).delete()
        cls.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["room", "process"], update_fields=["count", "at"]
        )

    @classmethod
    def of(cls, rooms: list[int]) -> dict[int, int]:
        """Over all processes that said something in the last TURNOUT_LIFE."""
        lately = cls.objects.filter(room__in=rooms, at__gt=timezone.now() - TURNOUT_LIFE)
        return {row["room"]: row["all"] for row in lately.values("room").annotate(all=models.Sum("count"))}


class Lease(models.Model):
    """Until when a chore needs not be done again, or is being done by somebody."""

    name = models.CharField(max_length=120, primary_key=True)
    until = models.DateTimeField()
