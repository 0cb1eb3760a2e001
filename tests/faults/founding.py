"""Run inside a city by `manage.py shell`: twenty guests in line at a desk; prints what their browsers know."""

import json

from django.conf import settings

from chat.models import Conversation, Seat
from collab.accounts.models import Guest
from tests.chat.conftest import as_viewer, beat, make_desk
from tests.world import build

VISITORS = 20


def found() -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    town = build()
    desk = make_desk("social", town.offices["D01"])
    Seat.objects.create(desk=desk, person=town.bo)
    beat(town.bo.key)
    known = []
    for number in range(VISITORS):
        guest, secret = Guest.welcome(name=f"Guest {number}", language="en")
        visit = Conversation.start(desk=desk, by=as_viewer(guest), question=f"Question {number}")
        visit.room.refresh_from_db()
        known.append({"secret": secret, "room": visit.room_id, "epoch": visit.room.epoch, "head": visit.room.head})
    print("FOUNDED" + json.dumps(known))


def tell() -> None:
    """All entries of all rooms."""
    from collab.live.models import Entry

    rows = Entry.objects.order_by("room", "seq").values_list("room", "seq", "cid")
    print("ENTRIES" + json.dumps([[room, seq, str(cid or "")] for room, seq, cid in rows]))
