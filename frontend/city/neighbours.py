"""Neighbours who write of the same thing, each for themselves: handled once, and each is answered."""

from datetime import datetime, timedelta

from django.utils import timezone

from collab.feedback.models import Case

from .founding import City
from .life import Story
from .stories import Matter, answer, viewer

TOGETHER, PEOPLE = "工地凌晨还在施工", 3


def neighbours(city: City, matter: Matter, opened: datetime, *, people: int) -> Story:
    """The first letter is handled; the centre joins the others to it on the same day."""
    centre, cases = city.accounts["centre"], []
    for citizen in city.dice.sample(city.citizens, people):
        yield opened + timedelta(minutes=35) * len(cases)
        cases.append(Case.open(
            title=matter.title, text=matter.text, kind=matter.kind, channel="web", party=viewer(citizen), consent=True,
            language="zh-hans", contact_name=citizen.name,
        ))  # fmt: skip
    first, *others = cases
    yield timezone.now() + timedelta(minutes=50)
    first.accept(by=centre)
    first.dispatch(department=city.offices[matter.office], by=centre)
    Case.merge_all(others, into=first, by=centre)
    yield from answer(city, matter, first)
