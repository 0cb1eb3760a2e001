"""Run in a city's environment: as many cases as published documents, about a few hundred matters in many words."""

import json
import os
import random
import sys
from datetime import timedelta
from itertools import batched
from typing import Any

import django

SEED = 20260102
DAYS = 400


def main(texts: int) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    call_command("migrate", verbosity=0)
    call_command("seed_calendar", verbosity=0)
    dice = random.Random(SEED)
    with transaction.atomic():
        _cases(dice, texts)
        _documents(dice, texts)
    print(json.dumps({"rooms": [0], "headers": []}))


def letter(dice: random.Random) -> tuple[str, str]:
    """Title and text: a matter at a place and with a firm of its own, and half of another one."""
    from frontend.city.enquiries import ENQUIRIES
    from frontend.city.everyday import EVERYDAY
    from frontend.city.matters import MATTERS
    from frontend.city.people import FAMILY, GIVEN, fill

    every = ENQUIRIES + EVERYDAY + MATTERS
    one, two = dice.sample(every, 2)
    place = "".join(dice.sample(GIVEN, 2)) + dice.choice(["路", "街", "巷", "小区", "新村"])
    firm = dice.choice(FAMILY) + "".join(dice.sample(GIVEN, 2)) + dice.choice(["公司", "商行", "物业", "饭店"])
    part = dice.choice(two[3].split(","))
    return fill(one[2], dice), fill(f"{place}{dice.randint(1, 200)}号,{one[3]}{part},涉及{firm},{two[2]}。", dice)


def _cases(dice: random.Random, count: int) -> None:
    from django.utils import timezone

    from collab.departments.models import Department
    from collab.feedback.lifecycle import State
    from collab.feedback.models import Case, Mark
    from collab.live.models import Room

    root = Department.objects.create(code="D", name_zh="望川市", name_en="Wangchuan")
    office = Department.objects.create(code="D01", parent=root, name_zh="局", name_en="Office")
    now = timezone.now()
    for numbers in batched(range(count), 500):
        rooms = Room.objects.bulk_create([Room(kind="case") for _number in numbers])
        rows = []
        for number, room in zip(numbers, rooms, strict=True):
            title, text = letter(dice)
            came = now - timedelta(days=DAYS * (count - number) / count)
            rows.append(Case(
                number=f"{came.year}-{number:06}", code=f"code-{number}", title=title[:60], text=text, kind="complaint",
                channel="web", party=f"g{number % 9000}", department=office, state=State.IN_PROGRESS, consent=True,
                first_contact_at=came, received_at=came, room=room, dispatched_on=came.date(),
            ))  # fmt: skip
        Mark.fill(Case.objects.bulk_create(rows))


def _documents(dice: random.Random, count: int) -> None:
    from django.utils import timezone

    from collab.search.models import Document, refill

    now = timezone.now()
    rows: list[Any] = []
    for number in range(count):
        title, text = letter(dice)
        rows.append(
            Document(kind="reply", key=f"b-{number}", title=title, text=text, url=f"/replies/b-{number}/", at=now)
        )
    Document.objects.bulk_create(rows, batch_size=500)
    refill()


if __name__ == "__main__":
    main(int(sys.argv[1]))
