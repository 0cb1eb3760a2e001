"""Many cases of the past at once, written without the verbs and then counted."""

import random
from datetime import timedelta

from django.utils import timezone

from collab.feedback.models import Case
from collab.feedback.models.figure import recount
from collab.live.models import Room

KINDS = ["enquiry", "enquiry", "enquiry", "help", "complaint", "complaint", "suggestion", "site_error"]
CHANNELS = ["web", "web", "web", "chat", "phone", "letter"]


def lived(world, count, *, seed=1, days=200):
    """Answered ones, open ones and others, over so many days, at two offices of which one has little to do."""
    dice, now = random.Random(seed), timezone.now()
    rooms = Room.objects.bulk_create([Room(kind="case") for _number in range(count)])
    Case.objects.bulk_create([_case(world, dice, now, days, number, room) for number, room in enumerate(rooms)])
    recount(Case.objects.all(), mend=True)


def _case(world, dice, now, days, number, room):
    came = now - timedelta(days=dice.randrange(days))
    took, state = dice.randrange(12), dice.choice(["in_progress", "withdrawn", *["closed"] * 6])
    office = world.offices[dice.choice(["D01", "D01", "D01", "D01", "D06"])]
    rated = dice.choice([None, None, 5, 4, 1]) if state == "closed" else None
    done = state == "closed"
    return Case(
        number=f"2026-{number:06}", code=f"x{number}", title="x", text="x", kind=dice.choice(KINDS), room=room,
        channel=dice.choice(CHANNELS), party=f"g{number}", department=office, state=state, first_contact_at=came,
        received_at=came, dispatched_on=came.date(), due_on=(came + timedelta(days=9)).date(),
        promised_on=(came + timedelta(days=9)).date(), answered_at=came if done else None,
        answered_on=(came + timedelta(days=took)).date() if done else None, working_days=took if done else None,
        rating=rated, second_rating=4 if rated == 1 and dice.random() < 0.8 else None, rounds=2 if rated == 1 else 1,
        contested=dice.random() < 0.05,
    )  # fmt: skip
