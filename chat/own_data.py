"""A visitor's own part in conversations: handed out on request, left without a name when the account closes."""

from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext, override

from collab.accounts import erasures, exports
from collab.accounts.guests import keys_of
from collab.accounts.models import Person
from collab.files.models import File
from collab.live.models import Entry, Participant

from . import fragments
from .models import Conversation

SPOKEN = ("message", "file", "state")


def register() -> None:
    exports.register("conversations", conversations)
    erasures.register(leave_no_name)


def _rooms(person: Person) -> list[int]:
    stands = Participant.objects.filter(party__in=keys_of(person.pk), role="visitor")
    return list(stands.values_list("room_id", flat=True))


def conversations(person: Person) -> list[dict[str, Any]]:
    """Each with all that the visitor could read in it: two queries and one for the names."""
    rooms = _rooms(person)
    said: dict[int, list[dict[str, Any]]] = {room: [] for room in rooms}
    names = {
        (room, party): name
        for room, party, name in Participant.objects.filter(room__in=rooms).values_list("room_id", "party", "name")
    }
    for entry in Entry.objects.filter(room__in=rooms, kind__in=SPOKEN, redacted_at=None).order_by("room_id", "seq"):
        text = strip_tags(entry.html).strip() if entry.kind == "state" else entry.body
        who = names.get((entry.room_id, entry.sender), "")
        said[entry.room_id].append({"at": entry.at, "kind": entry.kind, "who": who, "said": text})
    visits = Conversation.objects.filter(room__in=rooms).select_related("desk").order_by("started_at")
    return [
        {
            "desk": visit.desk.name,
            "question": visit.question,
            "started_at": visit.started_at,
            "ended_at": visit.ended_at,
            "outcome": visit.outcome,
            "case_number": visit.case_number,
            "rating": visit.rating,
            "rating_words": visit.rating_words,
            "log": said[visit.room_id],
        }
        for visit in visits
    ]


def leave_no_name(person: Person) -> None:
    """The office keeps what was said; beside it stands a former user."""
    rooms, keys = _rooms(person), keys_of(person.pk)
    for language in ("zh-hans", "en"):
        with override(language):
            nobody = gettext("Former user")
        visits = Conversation.objects.filter(room__in=rooms, language=language)
        Participant.objects.filter(party__in=keys, room__in=visits.values("room")).update(name=nobody)
        entries = Entry.objects.filter(room__in=visits.values("room"), sender__in=keys, redacted_at=None)
        for entry in entries.filter(kind__in=["message", "file"]).iterator(chunk_size=500):
            Entry.objects.filter(room=entry.room_id, seq=entry.seq).update(html=_redrawn(entry, nobody))
        visits.update(visitor_name=nobody)


def _redrawn(entry: Entry, name: str) -> str:
    """The same line under another name; a file that is gone leaves its line as it was."""
    if entry.kind == "message":
        body, edited = str(entry.body), bool(entry.edited_at)
        return fragments.message(
            role="visitor", sender=entry.sender, name=name, body=body, at=entry.at, edited=edited
        )  # fmt: skip
    file = File.objects.filter(pk=entry.body.get("file")).first()
    if file is None:
        return entry.html
    return fragments.attachment(role="visitor", sender=entry.sender, name=name, file=file, at=entry.at)
