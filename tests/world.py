"""A small town whose people every test knows."""

from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress

from collab.accounts.models import Guest, Person
from collab.departments.models import Department, Grant

PASSWORD = "open-sesame-2026"

# ada and ben are citizens; bo serves at the desk of social security, ann at that of housing; han and hugo work on their
# cases; olga is the official of social security; otto dispatches in the centre; eve is a stranger who must see nothing
PEOPLE = {
    "ada": None, "ben": None, "eve": None,
    "bo": ("agent", "D01"), "ann": ("agent", "D06"),
    "han": ("handler", "D01"), "hugo": ("handler", "D06"), "otto": ("handler", "D00"),
    "olga": ("official", "D01"),
    "eva": ("expert", "D01"), "mo": ("moderator", "D"), "ed": ("editor", "D"),
    "adam": ("admin", "D"), "audrey": ("auditor", "D"),
}  # fmt: skip


def build() -> SimpleNamespace:
    """The town in the database: `town.ada`, `town.offices["D01"]`, `town.gus` (a guest) and his secret."""
    town = SimpleNamespace(offices={})
    root = Department.objects.create(code="D", name_zh="望川市", name_en="Wangchuan")
    town.offices["D"] = root
    for code, zh, en in [
        ("D00", "互动中心", "Centre"),
        ("D01", "人社局", "Social Security"),
        ("D06", "住建局", "Housing"),
    ]:
        town.offices[code] = Department.objects.create(code=code, parent=root, name_zh=zh, name_en=en)
    for name, grant in PEOPLE.items():
        person = Person.objects.create_user(f"{name}@town.test", PASSWORD, name=name.title())
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
        setattr(town, name, person)
        if grant:
            Grant.give(person=person, role=grant[0], department=town.offices[grant[1]], by=None)
    town.gus, town.gus_secret = Guest.welcome(name="Gus", language="zh-hans")
    return town


@pytest.fixture
def world(db: None) -> SimpleNamespace:
    return build()
