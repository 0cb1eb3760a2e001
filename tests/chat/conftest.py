"""A desk of social security at which Bo serves, open day and night."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from chat.models import Conversation, Desk, Seat
from collab.accounts.models import Guest, Person
from collab.departments.models import Grant
from collab.live.viewer import Viewer
from presence.models import Beat

ALWAYS = {day: [["00:00", "24:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}


def as_viewer(who: Person | Guest, language: str = "zh-hans") -> Viewer:
    person = who.pk if isinstance(who, Person) else None
    guest = who.pk if isinstance(who, Guest) else None
    return Viewer(key=who.key, name=who.name, person_id=person, guest_id=guest, language=language)


class Present:
    """Who of the staff has a page open: a beat that lives for the whole test."""

    def add(self, person: int) -> None:
        beat(f"p{person}")

    def discard(self, person: int) -> None:
        Beat.objects.filter(party=f"p{person}").delete()


def beat(party: str) -> None:
    ahead = timezone.now() + timedelta(days=1)
    Beat.objects.update_or_create(conn=f"test-{party}", defaults={"party": party, "seen_at": ahead, "active_at": ahead})


@pytest.fixture
def present(db: None) -> Present:
    cache.clear()
    return Present()


@pytest.fixture
def town(world: SimpleNamespace, present: Present) -> SimpleNamespace:
    """The small town with a desk of social security (Bo, Bea), one of housing (Ann), all present."""
    world.bea = Person.objects.create_user("bea@town.test", "open-sesame-2026", name="Bea")
    Grant.give(person=world.bea, role="agent", department=world.offices["D01"], by=None)
    world.desk = make_desk("social", world.offices["D01"])
    world.housing = make_desk("housing", world.offices["D06"])
    for desk, person in ((world.desk, world.bo), (world.desk, world.bea), (world.housing, world.ann)):
        Seat.objects.create(desk=desk, person=person)
        present.add(person.pk)
    return world


def make_desk(slug: str, department: object, **facts: object) -> Desk:
    return Desk.objects.create(
        slug=slug, department=department, name_zh=f"{slug}台", name_en=f"{slug.title()} Desk", hours=ALWAYS, **facts
    )


@pytest.fixture
def visit(town: SimpleNamespace) -> Conversation:
    """Gus, a guest, waits at the desk."""
    return Conversation.start(desk=town.desk, by=as_viewer(town.gus), question="社保断缴能补吗?")


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Move the clock on: `later(minutes=8)`."""
    real, ahead = timezone.now, [timedelta()]
    monkeypatch.setattr(timezone, "now", lambda: real() + ahead[0])

    def move(**span: float) -> None:
        ahead[0] += timedelta(**span)

    return move


@pytest.fixture
def browse(town: SimpleNamespace) -> Callable[..., Client]:
    """A browser of a person, of Gus the guest, or of nobody: `browse(town.bo)`."""

    def open_as(who: Person | Guest | None = None) -> Client:
        client = Client(headers={"accept-language": "zh"})
        if isinstance(who, Person):
            client.force_login(who)
        elif isinstance(who, Guest):
            client.cookies["guest"] = town.gus_secret
        return client

    return open_as
