"""Make the demo city of Wangchuan: seeded, relative to today, lived through by the same verbs that people use."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from chat.models import Conversation
from collab.accounts.models import Person
from collab.audit.models import seal
from collab.departments.models import Department
from collab.feedback.models import Case, Publication
from collab.notifications.models import Letter
from frontend.city import people
from frontend.city.enquiries import ENQUIRIES
from frontend.city.everyday import EVERYDAY
from frontend.city.founding import City, found
from frontend.city.life import Story, live_through, office_time
from frontend.city.stories import Matter, letter, talk

CASES, DAYS, SOLVED_AT_DESK = 600, 120, 160
KINDS = {("enquiry", "simple"): 38, ("complaint", "report"): 46, ("help",): 9, ("suggestion",): 6, ("praise",): 1}
CHANNELS = {"web": 45, "chat": 25, "phone": 20, "letter": 10}  # shares of a hundred


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("make_city makes accounts with a known password: only with TOWNHALL_DEMO=yes.")
        if Department.objects.exists():
            raise CommandError("There is a city already.")
        dice = Random(20260101)
        call_command("seed_calendar", verbosity=0)
        with transaction.atomic():
            city = found(dice)
        live_through(_stories(city), until=timezone.now(), tell=lambda acts: None)
        Letter.objects.filter(sent_at=None).update(sent_at=F("created_at"))
        seal()
        self.stdout.write(totals())


def totals() -> str:
    """What the city holds, in one line, so that lists and boards can be checked against it."""
    cases = Case.objects
    return (
        f"departments {Department.objects.count()}, people {Person.objects.count()}, enquiries {len(ENQUIRIES)}, "
        f"cases {cases.count()} (answered {cases.exclude(answered_at=None).count()}, open {cases.open().count()}), "
        f"conversations {Conversation.objects.count()}, "
        f"published replies {Publication.objects.filter(withdrawn_at=None).count()}, letters {Letter.objects.count()}"
    )


def _stories(city: City) -> list[Story]:
    dice, start = city.dice, timezone.now() - timedelta(days=DAYS)
    matters = {kinds: [row for row in ENQUIRIES + EVERYDAY if row[1] in kinds] for kinds in KINDS}
    first = [_matter(row, dice) for row in ENQUIRIES]
    stories: list[Story] = []
    for number in range(CASES):
        kinds = dice.choices(list(KINDS), list(KINDS.values()))[0]
        matter = first[number] if number < len(first) else _matter(dice.choice(matters[kinds]), dice)
        opened = _moment(dice, start)
        channel = dice.choices(list(CHANNELS), list(CHANNELS.values()))[0]
        if number in (40, 41):
            long_ago = timezone.now() - timedelta(days=50 + number - 40)
            stories.append(letter(city, matter, office_time(dice, long_ago), "letter", forgotten=True))
        elif channel == "chat":
            stories.append(talk(city, matter, opened, dice.choice(list(city.desks)), handed_over=True))
        else:
            stories.append(letter(city, matter, opened, channel))
    for _number in range(SOLVED_AT_DESK):
        matter = _matter(dice.choice(ENQUIRIES + EVERYDAY), dice)
        slug = next((slug for slug, desk in city.desks.items() if desk.department.code == matter.office), "centre")
        stories.append(talk(city, matter, _moment(dice, start), slug, handed_over=False))
    return stories


def _matter(row: tuple[str, str, str, str, str], dice: Random) -> Matter:
    office, kind, *texts = row
    state = dice.getstate()
    filled = []
    for text in texts:
        dice.setstate(state)  # the same place and number in title, text and reply
        filled.append(people.fill(text, dice))
    return Matter(office, kind, *filled)


def _moment(dice: Random, start: datetime) -> datetime:
    return office_time(dice, start + timedelta(days=dice.uniform(0, DAYS)))
