"""Make the demo city of Wangchuan: seeded, relative to today, lived through by the same verbs that people use."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Count, F
from django.utils import timezone

from chat.interviews.models import Interview, Question
from chat.models import Conversation
from collab.accounts.models import Person
from collab.audit.models import seal
from collab.departments.models import Department
from collab.feedback.models import Case, Publication, Review
from collab.feedback.models.figure import recount
from collab.feedback.models.matter import PUNCTUAL
from collab.feedback.routing.learning import learn
from collab.notifications.models import Letter
from frontend.city import people
from frontend.city.complaints import DAYS
from frontend.city.edges import EDGES
from frontend.city.enquiries import ENQUIRIES
from frontend.city.everyday import EVERYDAY
from frontend.city.founding import City, found
from frontend.city.interviews import interviews
from frontend.city.life import Story, live_through, office_time
from frontend.city.matters import MATTERS
from frontend.city.neighbours import PEOPLE, TOGETHER, neighbours
from frontend.city.prepared import write_paragraphs
from frontend.city.stories import Matter, letter, talk
from frontend.city.today import LEFT, left_at

FORGOTTEN = (60, 61)  # which of the cases nobody answers: they light the lamp of 45 days
type Row = tuple[str, ...]
CASES, LENGTH, SOLVED_AT_DESK = 600, 120, 160  # LENGTH in days
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
            write_paragraphs(city)
        live_through([*_stories(city), *interviews(city)], until=timezone.now(), tell=lambda acts: None)
        while learn():
            pass
        recount(Case.objects.all(), mend=True)
        Letter.objects.filter(sent_at=None).update(sent_at=F("created_at"))
        seal()
        self.stdout.write(totals())


def totals() -> str:
    """What the city holds, so that lists and boards can be checked against it."""
    cases, talks, long_ago = Case.objects, Conversation.objects, timezone.now() - timedelta(days=45)
    answered, returned = cases.exclude(answered_at=None), Review.objects.filter(approved=False)
    lines = [
        f"departments {Department.objects.count()}, people {Person.objects.count()}, enquiries {len(ENQUIRIES)}",
        f"cases {cases.count()}: answered {answered.count()}, open {cases.open().count()}, not accepted "
        f"{cases.filter(state='rejected').count()}",
        f"  by kind: {_shares('kind')}",
        f"  by channel: {_shares('channel')}",
        f"  late {answered.exclude(PUNCTUAL).count()}, sent back {returned.count()}, rated "
        f"{cases.exclude(rating=None).count()}, badly {cases.filter(rating__lte=2).count()}, open for over 45 days "
        f"{cases.open().filter(received_at__lt=long_ago).count()}",
        f"conversations {talks.count()}: handed over {talks.exclude(case_number='').count()}, rated "
        f"{talks.exclude(rating=None).count()}",
        f"interviews {Interview.objects.count()}, questions {Question.objects.count()}: answered live "
        f"{Question.objects.filter(state='answered').count()}, carried over "
        f"{Question.objects.filter(state='carried_over').count()}",
        f"published replies {Publication.objects.filter(withdrawn_at=None).count()}, mail {Letter.objects.count()}",
    ]
    return "\n".join(lines)


def _shares(field: str) -> str:
    counted = Case.objects.order_by().values_list(field).annotate(n=Count("pk")).order_by("-n")
    return ", ".join(f"{name} {n}" for name, n in counted)


def _stories(city: City) -> list[Story]:
    dice, start = city.dice, timezone.now() - timedelta(days=LENGTH)
    rows: list[Row] = [*ENQUIRIES, *EVERYDAY, *MATTERS]
    matters = {kinds: [row for row in rows if row[1] in kinds] for kinds in KINDS}
    first = [_matter(row, dice) for row in [*ENQUIRIES, *EDGES]]
    stories: list[Story] = _today(city, matters)
    for number in range(CASES - len(stories) - PEOPLE + 1):
        kinds = dice.choices(list(KINDS), list(KINDS.values()))[0]
        matter = first[number] if number < len(first) else _matter(dice.choice(matters[kinds]), dice)
        opened = _moment(dice, start, DAYS.get(matter.title))
        channel = dice.choices(list(CHANNELS), list(CHANNELS.values()))[0]
        if number in FORGOTTEN:
            long_ago = timezone.now() - timedelta(days=50 + number - FORGOTTEN[0])
            stories.append(letter(city, matter, office_time(dice, long_ago), "letter", forgotten=True))
        elif number >= len(ENQUIRIES) and matter.title == TOGETHER:
            stories.append(neighbours(city, matter, opened, people=PEOPLE))
        elif matter.ground or len(ENQUIRIES) <= number < len(first):
            stories.append(letter(city, matter, opened, "web"))
        elif channel == "chat":
            stories.append(talk(city, matter, opened, dice.choice(list(city.desks)), handed_over=True))
        else:
            stories.append(letter(city, matter, opened, channel))
    for _number in range(SOLVED_AT_DESK):
        matter = _matter(dice.choice(rows), dice)
        slug = next((slug for slug, desk in city.desks.items() if desk.department.code == matter.office), "centre")
        stories.append(talk(city, matter, _moment(dice, start), slug, handed_over=False))
    return stories


def _today(city: City, matters: dict[tuple[str, ...], list[Row]]) -> list[Story]:
    """What came in during the last day, and waits for somebody."""
    dice, every = city.dice, [row for rows in matters.values() for row in rows if row[1] != "praise"]
    stories = []
    for until, office in LEFT:
        matter = _matter(dice.choice([row for row in every if row[0] == office]), dice)
        opened = timezone.now() - timedelta(hours=dice.uniform(2, 20))
        stories.append(left_at(city, matter, opened, until))
    return stories


def _matter(row: Row, dice: Random) -> Matter:
    office, kind, *texts = row
    state = dice.getstate()
    filled = []
    for text in texts:
        dice.setstate(state)  # the same place and number in title, text and reply
        filled.append(people.fill(text, dice))
    return Matter(office, kind, *filled)


def _moment(dice: Random, start: datetime, day: int | None = None) -> datetime:
    return office_time(dice, start + timedelta(days=dice.uniform(0, LENGTH) if day is None else day))
