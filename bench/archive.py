"""Run in a city's environment: many cases, published replies and documents, and an agent and a handler who are signed in."""

import json
import os
import random
import sys
from datetime import timedelta
from itertools import batched
from typing import Any

import django

SEED = 20260101
OFFICES = 12
WORDS = [
    *("社保", "医保", "落户", "补缴", "公积金", "电梯", "噪声", "路灯", "入学", "托育"),
    *("停车", "公交", "低保", "证明", "居住证", "备案", "提取", "退休", "工资", "培训"),
]
DAYS = 400


def main(cases: int, documents: int) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    call_command("migrate", verbosity=0)
    call_command("seed_calendar", verbosity=0)
    dice = random.Random(SEED)
    with transaction.atomic():
        offices = _offices()
        cookies = _people(offices)
        made = _cases(dice, offices, cases)
        _published(dice, made)
    _documents(dice, documents)
    print(json.dumps({"cookies": cookies, "rooms": [0], "headers": []}))


def question(dice: random.Random) -> str:
    """Between thirty and sixty characters about three things."""
    one, two, three = dice.sample(WORDS, 3)
    return f"请问{one}断了以后还能办{two}吗,{three}要带哪些材料,第{dice.randrange(1, 99)}号窗口几天能办完?"


def _offices() -> list[Any]:
    from collab.departments.models import Department

    root = Department.objects.create(code="D", name_zh="望川市", name_en="Wangchuan")
    codes = ["D00", *(f"D{number:02}" for number in range(1, OFFICES + 1))]
    return [
        Department.objects.create(code=code, parent=root, name_zh=f"{code}局", name_en=f"Office {code}")
        for code in codes
    ]


def _people(offices: list[Any]) -> dict[str, str]:
    """The session cookie of an agent, and of a handler of the centre, who sees every case."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    from chat.models import Desk, Seat
    from collab.departments.models import Grant

    desk = Desk.objects.create(slug="bench", department=offices[1], name_zh="咨询台", name_en="Desk")
    cookies = {}
    for name, role, office in (("agent", "agent", offices[1]), ("handler", "handler", offices[0])):
        person = get_user_model().objects.create_user(f"{name}@bench.test", "open-sesame-2026", name=name)
        Grant.give(person=person, role=role, department=office, by=None)
        if role == "agent":
            Seat.objects.create(desk=desk, person=person, on_duty=True)
        client = Client()
        client.force_login(person, "django.contrib.auth.backends.ModelBackend")
        cookies[name] = "; ".join(f"{key}={morsel.value}" for key, morsel in client.cookies.items())
    return cookies


def _cases(dice: random.Random, offices: list[Any], count: int) -> list[Any]:
    from django.utils import timezone

    from collab.feedback.lifecycle import Channel, Kind, State
    from collab.feedback.models import Case
    from collab.live.models import Room

    now, made = timezone.now(), []
    kinds, channels = Kind.values, Channel.values
    states = [State.SUBMITTED, State.DISPATCHED, State.IN_PROGRESS, State.REPLY_DRAFTED, State.REPLY_SUBMITTED]
    for numbers in batched(range(count), 500):
        rooms = Room.objects.bulk_create([Room(kind="case") for _number in numbers])
        rows = []
        for number, room in zip(numbers, rooms, strict=True):
            came = now - timedelta(days=dice.randrange(DAYS))
            answered = came + timedelta(days=dice.randrange(1, 20))
            open_still = dice.random() < 0.1
            rows.append(
                Case(
                    number=f"{came.year}-{number:06}", code=f"code-{number}", title=question(dice)[:40],
                    text=question(dice) * 3, kind=dice.choice(kinds), channel=dice.choice(channels), party=f"g{number % 900}",
                    department=dice.choice(offices), state=dice.choice(states) if open_still else State.CLOSED,
                    consent=True, first_contact_at=came, received_at=came, due_on=(came + timedelta(days=15)).date(),
                    answered_at=None if open_still else answered, answered_on=None if open_still else answered.date(),
                    working_days=None if open_still else dice.randrange(12), room=room,
                    dispatched_on=came.date(), rating=None if open_still else dice.choice([None, None, 5, 5, 4, 2]),
                    promised_on=None if open_still else (came + timedelta(days=15)).date(),
                )
            )  # fmt: skip
        made += Case.objects.bulk_create(rows)
    return made


def _published(dice: random.Random, cases: list[Any]) -> None:
    from collab.accounts.models import Person
    from collab.feedback.models import Publication

    by = Person.objects.order_by("pk").first()
    answered = [case for case in cases if case.answered_at][: len(cases) // 3]
    Publication.objects.bulk_create(
        [Publication(case=case, title=case.title, question=case.text, answer="您好。" + question(dice), by=by) for case in answered],
        batch_size=500,
    )  # fmt: skip


def _documents(dice: random.Random, count: int) -> None:
    from django.utils import timezone

    from collab.search.models import Document, refill

    now = timezone.now()
    Document.objects.bulk_create(
        [
            Document(
                kind="reply", key=f"bench-{number}", title=question(dice)[:40], text=question(dice) * 4,
                url=f"/replies/bench-{number}/", at=now - timedelta(minutes=number),
            )
            for number in range(count)
        ],
        batch_size=500,
    )  # fmt: skip
    refill()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
